namespace EncodingLab.Reporting.Charts;

/// <summary>Outlines of the points.</summary>
internal static class MarkerShapes
{
    /// <summary>Whether the shape is strokes only.</summary>
    public static bool IsOpen(Marker marker) => marker is Marker.Cross or Marker.Plus or Marker.Star or Marker.Ring or Marker.Tally;

    /// <summary>Path data around a centre; all shapes look about as large as a circle of that radius.</summary>
    public static string Data(Marker marker, double x, double y, double radius) => marker switch
    {
        Marker.Square => Closed(x, y, radius * 0.9, (-1, -1), (1, -1), (1, 1), (-1, 1)),
        Marker.Triangle => Closed(x, y, radius * 1.2, (0, -1), (1, 0.8), (-1, 0.8)),
        Marker.Down => Closed(x, y, radius * 1.2, (0, 1), (1, -0.8), (-1, -0.8)),
        Marker.Diamond => Closed(x, y, radius * 1.25, (0, -1), (1, 0), (0, 1), (-1, 0)),
        Marker.Cross => Strokes(x, y, radius * 0.85, (-1, -1, 1, 1), (-1, 1, 1, -1)),
        Marker.Plus => Strokes(x, y, radius * 1.1, (-1, 0, 1, 0), (0, -1, 0, 1)),
        Marker.Star => Strokes(x, y, radius * 1.1, (0, -1, 0, 1), (-0.87, -0.5, 0.87, 0.5), (-0.87, 0.5, 0.87, -0.5)),
        Marker.Tally => Strokes(x, y, radius * 1.5, (0, -1, 0, 1)),
        Marker.Ring => Circle(x, y, radius * 2),
        _ => Circle(x, y, radius),
    };

    private static string Circle(double x, double y, double radius)
    {
        string r = SvgCanvas.Number(radius);
        string across = SvgCanvas.Number(radius * 2);
        return $"M{SvgCanvas.Number(x - radius)} {SvgCanvas.Number(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z";
    }

    private static string Closed(double x, double y, double size, params (double X, double Y)[] corners) =>
        SvgCanvas.Polyline([.. corners.Select(corner => (x + (corner.X * size), y + (corner.Y * size)))]) + "Z";

    private static string Strokes(double x, double y, double size, params (double X1, double Y1, double X2, double Y2)[] strokes) =>
        string.Concat(strokes.Select(s => SvgCanvas.Polyline([(x + (s.X1 * size), y + (s.Y1 * size)), (x + (s.X2 * size), y + (s.Y2 * size))])));
}
