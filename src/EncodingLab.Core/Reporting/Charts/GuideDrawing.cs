namespace EncodingLab.Reporting.Charts;

/// <summary>Yardsticks across the plot. Names of vertical ones stand in rows above the plot, where no data can be.</summary>
internal static class GuideDrawing
{
    private const double Size = 12;
    private const double RowHeight = 16;

    /// <summary>Moves the plot down by the rows that the names need.</summary>
    public static Box Reserve(Chart chart, Scale x, Box plot, ref Scale y)
    {
        int rows = Rows(chart, x, plot.Right).Select(row => row.Row + 1).DefaultIfEmpty(0).Max();
        if (rows == 0)
        {
            return plot;
        }

        double down = rows * RowHeight;
        y = y.Shifted(down);
        return plot with { Top = plot.Top + down, Bottom = plot.Bottom + down };
    }

    public static void Draw(SvgCanvas canvas, Chart chart, Scale x, Scale y, Box plot, double right)
    {
        foreach ((Guide guide, int row, double labelX, TextAnchor anchor) in Rows(chart, x, right))
        {
            double at = x.At(guide.At);
            double baseline = plot.Top - 6 - (row * RowHeight);
            canvas.Path(SvgCanvas.Polyline([(at, baseline + 3), (at, plot.Bottom)]), "guide", guide.Tip);
            canvas.Text(guide.Label, labelX, baseline, Size, anchor, "soft");
        }

        foreach (Guide guide in chart.Guides.Where(guide => !guide.Horizontal && guide.Category is not null && x.Contains(guide.At)))
        {
            double middle = y.At(guide.Category!.Value);
            canvas.Path(SvgCanvas.Polyline([(x.At(guide.At), middle - (y.BandWidth * 0.45)), (x.At(guide.At), middle + (y.BandWidth * 0.45))]), "guide", guide.Tip);
        }

        foreach (Guide guide in chart.Guides.Where(guide => guide.Horizontal && y.Contains(guide.At)))
        {
            canvas.Path(SvgCanvas.Polyline([(plot.Left, y.At(guide.At)), (plot.Right, y.At(guide.At))]), "guide", guide.Tip);
        }
    }

    /// <summary>Each vertical guide with the row of its name, from the plot upwards, so that no two names touch.</summary>
    private static List<(Guide Guide, int Row, double X, TextAnchor Anchor)> Rows(Chart chart, Scale x, double right)
    {
        var placed = new List<(Guide, int, double, TextAnchor)>();
        var taken = new List<(int Row, double Left, double Right)>();
        foreach (Guide guide in chart.Guides.Where(guide => !guide.Horizontal && guide.Category is null && x.Contains(guide.At)).OrderBy(guide => guide.At))
        {
            double width = TextMetrics.Width(guide.Label, Size);
            double at = x.At(guide.At);
            bool fits = at + width + 2 <= right;
            (double left, TextAnchor anchor) = fits ? (at - 2, TextAnchor.Start) : (at + 2 - width, TextAnchor.End);
            int row = 0;
            while (taken.Any(other => other.Row == row && other.Left < left + width + 8 && left < other.Right + 8))
            {
                row++;
            }

            taken.Add((row, left, left + width));
            placed.Add((guide, row, fits ? left : left + width, anchor));
        }

        return placed;
    }
}
