namespace EncodingLab.Reporting.Charts;

/// <summary>Strokes across a bar, so that neighbours differ where colour does not show.</summary>
internal static class TextureShapes
{
    private const double Step = 5;

    /// <summary>Path data of a texture in a box; empty for none.</summary>
    public static string Data(Texture texture, Box box) => texture switch
    {
        Texture.Rising => string.Concat(Slanted(box).Select(line => SvgCanvas.Polyline([(line.X1, box.Bottom - line.Y1), (line.X2, box.Bottom - line.Y2)]))),
        Texture.Falling => string.Concat(Slanted(box).Select(line => SvgCanvas.Polyline([(line.X1, box.Top + line.Y1), (line.X2, box.Top + line.Y2)]))),
        Texture.Upright => string.Concat(Steps(box.Width).Select(at => SvgCanvas.Polyline([(box.Left + at, box.Top), (box.Left + at, box.Bottom)]))),
        Texture.Level => string.Concat(Steps(box.Height).Select(at => SvgCanvas.Polyline([(box.Left, box.Top + at), (box.Right, box.Top + at)]))),
        _ => "",
    };

    private static IEnumerable<double> Steps(double length) => Enumerable.Range(1, (int)Math.Max(0, Math.Ceiling(length / Step) - 1)).Select(i => i * Step);

    /// <summary>Lines at 45 degrees, cut at the sides; their heights are counted from the edge where they begin.</summary>
    private static IEnumerable<Stroke> Slanted(Box box)
    {
        for (double start = Step - box.Height; start < box.Width; start += Step)
        {
            double from = Math.Max(0, -start);
            double to = Math.Min(box.Height, box.Width - start);
            if (to > from)
            {
                yield return new Stroke(box.Left + start + from, from, box.Left + start + to, to);
            }
        }
    }
}
