namespace EncodingLab.Reporting.Charts;

/// <summary>Names beside their marks, in rows as wide as the chart.</summary>
internal static class LegendLayout
{
    private const double Key = 26;
    private const double Gap = 14;
    private const double Size = 12;

    /// <summary>Height of one row.</summary>
    public const double RowHeight = 18;

    /// <summary>Draws the legend with its top at a height and returns the height of what follows.</summary>
    public static double Draw(SvgCanvas canvas, IReadOnlyList<LegendEntry> entries, double left, double right, double top)
    {
        if (entries.Count == 0)
        {
            return top;
        }

        double x = left;
        double y = top + (RowHeight / 2);
        foreach (LegendEntry entry in entries)
        {
            IReadOnlyList<string> lines = TextMetrics.Wrap(entry.Name, right - left - Key, Size);
            double width = Key + lines.Max(line => TextMetrics.Width(line, Size));
            if (x > left && x + width > right)
            {
                x = left;
                y += RowHeight;
            }

            DrawKey(canvas, entry, x, y);
            foreach (string line in lines)
            {
                canvas.Text(line, x + Key, y + 4, Size);
                y += RowHeight;
            }

            y -= RowHeight;
            x += width + Gap;
        }

        return y + (RowHeight / 2) + 4;
    }

    private static void DrawKey(SvgCanvas canvas, LegendEntry entry, double x, double y)
    {
        canvas.Open(SeriesDrawing.Classes(entry.Style, entry.Weight), Tags.None);
        if (entry.IsBar)
        {
            BarDrawing.DrawBar(canvas, entry.Style, new Box(x + 4, y - 6, x + 20, y + 6), "");
        }
        else
        {
            if (entry.HasLine)
            {
                canvas.Line(x, y, x + 21, y, "line");
            }

            if (entry.HasMarker)
            {
                SeriesDrawing.Mark(canvas, entry.Style, x + 10.5, y, entry.Style.Marker == Marker.Ring ? 3 : 4);
            }
        }

        canvas.Close();
    }
}

/// <summary>A name and how its marks look.</summary>
internal sealed record LegendEntry(string Name, SeriesStyle Style, Weight Weight, bool HasLine, bool HasMarker, bool IsBar);
