namespace EncodingLab.Reporting.Advice;

/// <summary>Where a frontier bends most.</summary>
/// <remarks>
/// The chord method behind Kneedle (Satopaa, Albrecht, Irwin and Raghavan, 2011): both axes logarithmic and scaled to 0..1 between the frontier's ends; the knee is the
/// point farthest below the straight line between them. Fewer than three points, or none below the line, have no knee. The frontier's ends would move the knee,
/// and one encoding that is small and a hundred times slower would be such an end: so only what is no slower than Wasmtime 47 counts.
/// </remarks>
internal static class Knee
{
    public const string Method = "farthest point below the chord between the ends of the frontier, as far as it is no slower than Wasmtime 47, both axes logarithmic (the method behind Kneedle)";

    /// <summary>The knee of a frontier; null where there is none.</summary>
    /// <param name="whole">From small to fast.</param>
    /// <param name="shipped">The choice of Wasmtime 47; null where it is not among the choices, and the whole frontier counts.</param>
    public static TradeOffPoint? Of(IReadOnlyList<TradeOffPoint> whole, TradeOffPoint? shipped)
    {
        TradeOffPoint[] frontier = [.. whole.Where(point => shipped is null || point.Ns <= shipped.Ns)];
        if (frontier.Length < 3)
        {
            return null;
        }

        (double x0, double y0) = (Math.Log(frontier[0].BytesPerEntry), Math.Log(frontier[0].Ns));
        double width = Math.Log(frontier[^1].BytesPerEntry) - x0;
        double height = y0 - Math.Log(frontier[^1].Ns);
        (TradeOffPoint? best, double depth) = frontier
            .Select(point => (Point: (TradeOffPoint?)point, Depth: 1 - ((Math.Log(point.BytesPerEntry) - x0) / width) - (1 - ((y0 - Math.Log(point.Ns)) / height))))
            .MaxBy(candidate => candidate.Depth);
        return depth > 1e-9 ? best : null;
    }
}
