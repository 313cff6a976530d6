namespace EncodingLab.Reporting.Charts;

/// <summary>Yardsticks across the plot. Names of vertical ones stand in rows above the plot, where no data can be.</summary>
internal static class GuideDrawing
{
    private const double Size = 12;
    private const double RowHeight = 16;

    /// <summary>Moves the plot down by the rows that the names need.</summary>
    public static Box Reserve(Chart chart, Scale x, Box plot, double right, ref Scale y)
    {
        int rows = Rows(chart, x, right).Select(placed => placed.Row + 1).DefaultIfEmpty(0).Max();
        if (rows == 0)
        {
            return plot;
        }

        double down = rows * RowHeight;
        y = y.Shifted(down);
        return plot with { Top = plot.Top + down, Bottom = plot.Bottom + down };
    }

    /// <summary>Draws all lines, and the names of those that stand upright; their lines stop where a text is.</summary>
    public static void Draw(SvgCanvas canvas, Chart chart, Scale x, Scale y, Box plot, double right)
    {
        List<PlacedGuide> upright = Rows(chart, x, right);
        foreach (PlacedGuide placed in upright)
        {
            canvas.Text(placed.Guide.Label, placed.LabelX, Baseline(placed, plot), Size, placed.Anchor, "soft");
        }

        foreach (PlacedGuide placed in upright)
        {
            Stroke[] pieces = [.. Pieces(placed.Line, Baseline(placed, plot) - 9, plot.Bottom, canvas.Texts)];
            canvas.Guides.AddRange(pieces);
            canvas.Path(string.Concat(pieces.Select(piece => SvgCanvas.Polyline([(piece.X1, piece.Y1), (piece.X2, piece.Y2)]))), "guide", placed.Guide.Tip);
        }

        foreach (Guide guide in chart.Guides.Where(guide => !guide.Horizontal && guide.Category is not null && x.Contains(guide.At)))
        {
            double middle = y.At(guide.Category!.Value);
            double half = (y.BandWidth - y.BandInset) * 0.45;
            canvas.Guides.Add(new Stroke(x.At(guide.At), middle - half, x.At(guide.At), middle + half));
            string mark = SvgCanvas.Polyline([(x.At(guide.At), middle - half), (x.At(guide.At), middle + half)]);
            canvas.Path(mark, "under");
            canvas.Path(mark, "tally", guide.Tip);
        }

        foreach (Guide guide in chart.Guides.Where(guide => guide.Horizontal && y.Contains(guide.At)))
        {
            canvas.Path(SvgCanvas.Polyline([(plot.Left, y.At(guide.At)), (plot.Right, y.At(guide.At))]), "guide", guide.Tip);
        }
    }

    private static double Baseline(PlacedGuide placed, Box plot) => plot.Top - 6 - (placed.Row * RowHeight);

    /// <summary>An upright line with gaps where texts are.</summary>
    private static IEnumerable<Stroke> Pieces(double line, double top, double bottom, IReadOnlyList<PlacedText> texts)
    {
        foreach (Box text in texts.Select(text => text.Room).Where(room => room.Left < line && line < room.Right && room.Bottom > top && room.Top < bottom).OrderBy(room => room.Top))
        {
            if (text.Top > top)
            {
                yield return new Stroke(line, top, line, text.Top);
            }

            top = Math.Max(top, text.Bottom);
        }

        if (top < bottom)
        {
            yield return new Stroke(line, top, line, bottom);
        }
    }

    /// <summary>Each vertical guide with the row of its name, counted from the plot upwards.</summary>
    /// <remarks>Names stand right of their lines, so lines are taken from right to left: each then rises past names that begin right of it. Names that only fit left of their lines come last.</remarks>
    private static List<PlacedGuide> Rows(Chart chart, Scale x, double right)
    {
        var placed = new List<PlacedGuide>();
        IEnumerable<PlacedGuide> wanted = chart.Guides.Where(guide => !guide.Horizontal && guide.Category is null && x.Contains(guide.At)).Select(guide => PlacedGuide.Of(guide, x.At(guide.At), right));
        foreach (PlacedGuide guide in wanted.OrderBy(guide => guide.Anchor == TextAnchor.Start ? 0 : 1).ThenByDescending(guide => guide.Line))
        {
            // A line may run through the names below whatever its own row is: then the row that disturbs the fewest is the best there is.
            placed.Add(Enumerable.Range(0, placed.Count + 1).Select(guide.At).MinBy(place => placed.Count(place.Disturbs))!);
        }

        return placed;
    }

    /// <summary>A line and the place of its name.</summary>
    private sealed record PlacedGuide(Guide Guide, double Line, double Left, double Right, TextAnchor Anchor, int Row)
    {
        private const double Gap = 8;

        /// <summary>From a line to its own name.</summary>
        private const double Beside = 4;

        public static PlacedGuide Of(Guide guide, double line, double right)
        {
            double width = TextMetrics.Width(guide.Label, Size);
            return line + Beside + width <= right ? new PlacedGuide(guide, line, line + Beside, line + Beside + width, TextAnchor.Start, 0) : new PlacedGuide(guide, line, line - Beside - width, line - Beside, TextAnchor.End, 0);
        }

        public double LabelX => Anchor == TextAnchor.Start ? Left : Right;

        public PlacedGuide At(int row) => this with { Row = row };

        /// <summary>Whether the names touch, or the line of one runs through the other's name.</summary>
        public bool Disturbs(PlacedGuide other) =>
            (Row == other.Row && Left < other.Right + Gap && other.Left < Right + Gap)
            || (Row > other.Row && Line > other.Left - 1 && Line < other.Right + 1)
            || (Row < other.Row && other.Line > Left - 1 && other.Line < Right + 1);
    }
}
