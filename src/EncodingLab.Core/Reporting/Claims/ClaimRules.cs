namespace EncodingLab.Reporting.Claims;

/// <summary>Rules from values to verdicts.</summary>
internal static class ClaimRules
{
    public const string Holds = "holds";
    public const string InPart = "holds in part";
    public const string Not = "does not hold";

    /// <summary>Order of verdicts, the weakest first.</summary>
    public static int Strength(string verdict) => verdict == Holds ? 2 : verdict == InPart ? 1 : 0;

    /// <summary>Median of the modules' values.</summary>
    public static double Median(IEnumerable<double> values) => MathNet.Numerics.Statistics.Statistics.Median(values);

    /// <summary>A claim that says "about": the median within a share of it; in part where a quarter of the modules are.</summary>
    public static Finding About(string target, IReadOnlyList<(string Module, double Value)> values, double low, double high, Func<double, string> format)
    {
        double median = Median(values.Select(value => value.Value));
        int inside = values.Count(value => value.Value >= low && value.Value <= high);
        string verdict = median >= low && median <= high ? Holds : inside * 4 >= values.Count ? InPart : Not;
        return new Finding(target, "", $"median {format(median)} ({format(values.Min(value => value.Value))} to {format(values.Max(value => value.Value))})", verdict, Show(values, format));
    }

    /// <summary>A claim that a condition is met: by all modules, by some, by none.</summary>
    public static Finding Each(string target, IReadOnlyList<(string Module, double Value)> values, Func<double, bool> met, double enough, Func<double, string> format)
    {
        int count = values.Count(value => met(value.Value));
        string verdict = count >= enough * values.Count ? Holds : count > 0 ? InPart : Not;
        return new Finding(target, "", $"{count} of {BlockSizeSentence.Modules(values.Count)}; median {format(Median(values.Select(value => value.Value)))} ({format(values.Min(value => value.Value))} to {format(values.Max(value => value.Value))})", verdict, Show(values, format));
    }

    private static IReadOnlyList<(string Module, string Value)> Show(IEnumerable<(string Module, double Value)> values, Func<double, string> format) =>
        [.. values.OrderBy(value => value.Module, StringComparer.Ordinal).Select(value => (value.Module, format(value.Value)))];

}
