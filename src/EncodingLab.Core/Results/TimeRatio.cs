namespace EncodingLab.Results;

/// <summary>How two timed cells compare.</summary>
/// <remarks>
/// Each cell's ratio to the Wasmtime 47 baseline was taken within the rounds of its own group, where the machine's moods cancel; so the ratio of those two ratios is compared,
/// and the raw medians only where a cell is the baseline itself. The interval adds the two intervals' relative widths as independent errors add.
/// </remarks>
internal static class TimeRatio
{
    /// <summary>Second to first with its 95 % interval, or null where one has no figure.</summary>
    public static (double Ratio, double Low, double High)? Of(LookupRow a, LookupRow b)
    {
        bool relative = a.RatioToV47 > 0 && b.RatioToV47 > 0 && !(IsBaseline(a) && IsBaseline(b));
        (double Value, double Low, double High)? first = relative ? Figure(a.RatioToV47, a.RatioCiLow, a.RatioCiHigh) : Figure(a.NsMedian, a.NsCiLow, a.NsCiHigh);
        (double Value, double Low, double High)? second = relative ? Figure(b.RatioToV47, b.RatioCiLow, b.RatioCiHigh) : Figure(b.NsMedian, b.NsCiLow, b.NsCiHigh);
        if (first is not { } before || second is not { } after)
        {
            return null;
        }

        double ratio = after.Value / before.Value;
        double above = Math.Sqrt(Square(after.High / after.Value) + Square(before.Value / before.Low));
        double below = Math.Sqrt(Square(after.Value / after.Low) + Square(before.High / before.Value));
        return (ratio, ratio * Math.Exp(-below), ratio * Math.Exp(above));
    }

    /// <summary>Whether the intervals of two cells' ratios to Wasmtime 47 overlap; null where one has none or is that baseline.</summary>
    public static bool? Overlap(LookupRow a, LookupRow b) =>
        a.RatioCiLow is null || b.RatioCiLow is null || IsBaseline(a) || IsBaseline(b) ? null : a.RatioCiLow <= b.RatioCiHigh && b.RatioCiLow <= a.RatioCiHigh;

    private static bool IsBaseline(LookupRow row) => row is { RatioToV47: 1, RatioCiLow: 1, RatioCiHigh: 1 };

    private static double Square(double ratio) => Math.Log(ratio) * Math.Log(ratio);

    private static (double Value, double Low, double High)? Figure(double? value, double? low, double? high) =>
        value > 0 && low > 0 && high > 0 ? (value.Value, low.Value, high.Value) : null;
}
