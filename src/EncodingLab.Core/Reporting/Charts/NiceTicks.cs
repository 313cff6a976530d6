namespace EncodingLab.Reporting.Charts;

/// <summary>Round numbers inside a domain.</summary>
internal static class NiceTicks
{
    private static readonly double[][] Decades = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9]];

    /// <summary>Multiples of 1, 2, 2.5 or 5 times a power of ten: the step whose number of ticks comes nearest to the wanted one.</summary>
    public static IReadOnlyList<double> Linear(double low, double high, int wanted)
    {
        double raw = (high - low) / Math.Max(1, wanted);
        int power = (int)Math.Floor(Math.Log10(raw));
        double[] steps = [.. from exponent in new[] { power, power + 1 } from step in new[] { 1, 2, 2.5, 5 } select step * Math.Pow(10, exponent)];
        double best = steps.MinBy(step => Math.Abs(((high - low) / step) - wanted));
        long first = (long)Math.Ceiling((low / best) - 1e-9);
        long last = (long)Math.Floor((high / best) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => Clean((first + i) * best))];
    }

    /// <summary>The densest of the usual sequences (powers of ten; 1, 3; 1, 2, 5; ...) that stays within the wanted number.</summary>
    public static IReadOnlyList<double> Log(double low, double high, int wanted)
    {
        IReadOnlyList<double> best = [];
        foreach (double[] steps in Decades)
        {
            IReadOnlyList<double> ticks = Within(steps, low, high);
            if (ticks.Count > wanted && best.Count >= 2)
            {
                break;
            }

            best = ticks;
        }

        return best.Count >= 2 ? best : Linear(low, high, wanted);
    }

    private static double[] Within(double[] steps, double low, double high)
    {
        int first = (int)Math.Floor(Math.Log10(low));
        int last = (int)Math.Ceiling(Math.Log10(high));
        return [.. from power in Enumerable.Range(first, last - first + 1)
                   from step in steps
                   let value = Clean(step * Math.Pow(10, power))
                   where value >= low * 0.999999 && value <= high * 1.000001
                   select value];
    }

    /// <summary>Takes off what binary fractions add to decimal ones.</summary>
    private static double Clean(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(12 - (int)Math.Ceiling(Math.Log10(Math.Abs(value))), 0, 15));
}
