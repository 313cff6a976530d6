namespace EncodingLab.Reporting;

/// <summary>Means of ratios.</summary>
internal static class Means
{
    /// <summary>Geometric mean of positive values; null where there are none.</summary>
    public static double? Geometric(IEnumerable<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values.Where(value => value > 0))
        {
            sum += Math.Log(value);
            count++;
        }

        return count == 0 ? null : Math.Exp(sum / count);
    }

    /// <summary>Geometric mean of those that are known.</summary>
    public static double? Geometric(IEnumerable<double?> values) => Geometric(values.OfType<double>());
}
