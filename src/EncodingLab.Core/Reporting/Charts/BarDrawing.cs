namespace EncodingLab.Reporting.Charts;

/// <summary>Stacked horizontal bars, with values inside where they fit.</summary>
internal static class BarDrawing
{
    private const double Size = 12;
    private const double MostHeight = 26;

    /// <summary>From a bar to the text at its end, which yardsticks stay out of.</summary>
    private const double EndGap = 5;

    public static void Draw(SvgCanvas canvas, IReadOnlyList<Bar> bars, Scale x, Scale y)
    {
        foreach ((Bar bar, Box box) in Boxes(bars, x, y))
        {
            canvas.Open(SeriesDrawing.Classes(bar.Style, Weight.Normal), bar.Tags);
            DrawBar(canvas, bar.Style, box, bar.Tip);
            canvas.Close();
        }
    }

    /// <summary>A bar with its texture, in its open group.</summary>
    public static void DrawBar(SvgCanvas canvas, SeriesStyle style, Box box, string tip)
    {
        canvas.Path(SvgCanvas.Rectangle(box), SeriesDrawing.BarClass(style), tip);
        if (TextureShapes.Data(style.Texture, box) is { Length: > 0 } strokes)
        {
            canvas.Path(strokes, style.Hollow ? "texture ink" : "texture");
        }
    }

    /// <summary>Writes each value into its bar where there is room beside the yardsticks.</summary>
    public static void DrawLabels(SvgCanvas canvas, Chart chart, Scale x, Scale y)
    {
        foreach ((Bar bar, Box box) in Boxes(chart.Bars, x, y).Where(pair => pair.Bar.EndLabel.Length > 0))
        {
            canvas.Text(bar.EndLabel, box.Right + EndGap, ((box.Top + box.Bottom) / 2) + 4, Size, TextAnchor.Start, "halo", bold: true, margin: EndGap);
        }

        double[] guides = [.. chart.Guides.Where(guide => !guide.Horizontal).Select(guide => x.At(guide.At))];
        foreach ((Bar bar, Box box) in Boxes(chart.Bars, x, y).Where(pair => pair.Bar.Label.Length > 0))
        {
            double half = (TextMetrics.Width(bar.Label, Size) / 2) + 4;
            double[] places = [(box.Left + box.Right) / 2, box.Left + half, box.Right - half];
            double? middle = places.Where(at => at - half >= box.Left - 0.01 && at + half <= box.Right + 0.01 && !guides.Any(guide => Math.Abs(guide - at) < half)).Select(at => (double?)at).FirstOrDefault();
            if (middle is double at)
            {
                double baseline = ((box.Top + box.Bottom) / 2) + 4;
                bool textured = bar.Style.Texture != Texture.None;
                if (textured)
                {
                    canvas.Path(SvgCanvas.Rectangle(new Box(at - half + 2, baseline - 11, at + half - 2, baseline + 3)), "paper");
                }

                canvas.Text(bar.Label, at, baseline, Size, TextAnchor.Middle, textured || bar.Style.Hollow ? "" : "on-bar");
            }
        }
    }

    private static IEnumerable<(Bar Bar, Box Box)> Boxes(IReadOnlyList<Bar> bars, Scale x, Scale y)
    {
        foreach (IGrouping<int, Bar> row in bars.GroupBy(bar => bar.Category).OrderBy(row => row.Key))
        {
            double half = Math.Min(MostHeight / 2, (y.BandWidth - y.BandInset) * 0.38);
            double start = 0;
            foreach (Bar bar in row)
            {
                yield return (bar, new Box(x.At(start), y.At(row.Key) - half, x.At(start + bar.Length), y.At(row.Key) + half));
                start += bar.Length;
            }
        }
    }
}
