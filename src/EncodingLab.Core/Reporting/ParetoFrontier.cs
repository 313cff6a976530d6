namespace EncodingLab.Reporting;

/// <summary>The choices that nothing else beats in bytes and time at once.</summary>
internal static class ParetoFrontier
{
    /// <summary>The frontier from small to fast.</summary>
    public static IReadOnlyList<TradeOffPoint> Of(IReadOnlyList<TradeOffPoint> points) =>
        [.. points.Where(point => !points.Any(other => other.Dominates(point))).OrderBy(point => point.BytesPerEntry).ThenBy(point => point.Ns)];
}
