namespace EncodingLab.Reporting.Charts;

/// <summary>Stacked horizontal bars, with names inside where they fit.</summary>
internal static class BarDrawing
{
    private const double Size = 12;

    public static void Draw(SvgCanvas canvas, IReadOnlyList<Bar> bars, Scale x, Scale y, bool rowLabelsAbove)
    {
        foreach (IGrouping<int, Bar> row in bars.GroupBy(bar => bar.Category).OrderBy(row => row.Key))
        {
            double middle = y.At(row.Key) + (rowLabelsAbove ? 8 : 0);
            double half = rowLabelsAbove ? 8 : y.BandWidth * 0.38;
            double start = 0;
            foreach (Bar bar in row)
            {
                Draw(canvas, bar, new Box(x.At(start), middle - half, x.At(start + bar.Length), middle + half));
                start += bar.Length;
            }
        }
    }

    private static void Draw(SvgCanvas canvas, Bar bar, Box box)
    {
        canvas.Open(SeriesDrawing.Classes(bar.Style, Weight.Normal), bar.Tags);
        canvas.Path(SvgCanvas.Rectangle(box), SeriesDrawing.BarClass(bar.Style), bar.Tip);
        canvas.Close();
        if (bar.Label.Length > 0 && TextMetrics.Width(bar.Label, Size) + 8 <= box.Width)
        {
            canvas.Text(bar.Label, (box.Left + box.Right) / 2, ((box.Top + box.Bottom) / 2) + 4, Size, TextAnchor.Middle, "on-bar");
        }
    }
}
