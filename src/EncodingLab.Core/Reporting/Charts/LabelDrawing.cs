namespace EncodingLab.Reporting.Charts;

/// <summary>Names where the eye already is: at the ends of lines and beside points.</summary>
internal static class LabelDrawing
{
    private const double Size = 12;
    private const double LineHeight = 14.5;

    /// <summary>From the middle of a point to its edge.</summary>
    private const double BesideMark = 4;

    /// <summary>The share of the plot's height at its ends where lines come together, so that names along them say little.</summary>
    private const double Ends = 0.12;

    /// <summary>Room to the right of the plot for the names of lines.</summary>
    public static double RightMargin(Chart chart, ChartSize size)
    {
        double widest = chart.Series.Where(series => series.EndLabel.Length > 0).Select(series => Width(series, Limit(size))).DefaultIfEmpty(0).Max();
        return widest > 0 ? widest + 14 : 6;
    }

    public static void Draw(SvgCanvas canvas, Chart chart, Scale x, Scale y, Box plot, double right)
    {
        DrawEndLabels(canvas, [.. chart.Series.Where(series => series.EndLabel.Length > 0 && series.Points.Count > 0)], x, y, plot, right);
        DrawPointLabels(canvas, chart, x, y, plot);
    }

    private static double Limit(ChartSize size) => size.IsNarrow ? 96 : 190;

    private static double Width(Series series, double limit) =>
        TextMetrics.Wrap(series.EndLabel, limit, Size, Bold(series)).Max(line => TextMetrics.Width(line, Size, Bold(series)));

    private static bool Bold(Series series) => series.Weight == Weight.Strong;

    private static void DrawEndLabels(SvgCanvas canvas, IReadOnlyList<Series> series, Scale x, Scale y, Box plot, double right)
    {
        if (series.Count == 0)
        {
            return;
        }

        (ChartPoint Last, IReadOnlyList<string> Lines)[] labels = [.. series.Select(one => (one.Points[^1], TextMetrics.Wrap(one.EndLabel, right - plot.Right - 13, Size, Bold(one))))];
        double[] centres = Stacking.Spread([.. labels.Select(label => y.At(label.Last.Y))], [.. labels.Select(label => (label.Lines.Count * LineHeight) + 2)], plot.Top - 6, plot.Bottom + 6);
        for (int i = 0; i < labels.Length; i++)
        {
            double endX = x.At(labels[i].Last.X);
            double endY = y.At(labels[i].Last.Y);
            double left = plot.Right + 12;
            canvas.Line(endX + 5, endY, left - 3, centres[i], "lead");
            double baseline = centres[i] + 4 - ((labels[i].Lines.Count - 1) * LineHeight / 2);
            foreach (string line in labels[i].Lines)
            {
                canvas.Text(line, left, baseline, Size, TextAnchor.Start, Bold(series[i]) ? "" : "soft", Bold(series[i]));
                baseline += LineHeight;
            }
        }
    }

    private static void DrawPointLabels(SvgCanvas canvas, Chart chart, Scale x, Scale y, Box plot)
    {
        LabelPlacer placer = Reserved(canvas, chart, x, y, plot);
        PointLabel[] labels = [.. chart.Series.OrderByDescending(series => series.Weight).SelectMany(series => series.Points.Where(point => point.Label.Length > 0).Select(point => (series, point))).OrderByDescending(pair => pair.point.Priority)
            .Select(pair => Wanted(pair.series, pair.point, x, y, isNarrow: !canvas.Tips))];
        foreach ((PointLabel label, Placement? place) in labels.Zip(placer.Place(labels)))
        {
            Write(canvas, place, "halo", label.Bold, BesideMark);
        }

        // Not bold: between lines room is short, and the legend names the line that finds none.
        foreach (Series series in chart.Series.Where(series => series.LineLabel.Length > 0).OrderByDescending(series => series.Weight))
        {
            Write(canvas, placer.PlaceBeside(SeriesDrawing.Outline(series, x, y).Where(place => place.Y > plot.Top + (plot.Height * Ends) && place.Y < plot.Bottom - (plot.Height * Ends)), series.LineLabel, Size, bold: false), "halo", bold: false);
        }

        foreach (Guide guide in chart.Guides.Where(guide => guide.Horizontal && y.Contains(guide.At)))
        {
            Write(canvas, placer.PlaceAtOneOf(Along(guide.Label, y.At(guide.At), plot)), "soft halo", bold: false);
        }
    }

    /// <summary>How a point's label may be placed: in a row it stays in it; on a telephone a name that matters less is left out rather than laid on lines or far from its point.</summary>
    private static PointLabel Wanted(Series series, ChartPoint point, Scale x, Scale y, bool isNarrow)
    {
        bool must = !isNarrow || point.Priority > 0;
        bool plain = point.Priority == 0;
        var label = new PointLabel(point.Label, x.At(point.X), y.At(point.Y), Size, Bold(series), OnLines: must || (plain && Bold(series)), Reach: must || (plain && !Bold(series)) ? LabelPlacer.Farthest : LabelPlacer.Near);
        return y.Axis.Kind == AxisKind.Band ? label with { OnLines = false, Reach = LabelPlacer.Near } : label;
    }

    /// <summary>Places above and below a line across the plot, from left to right.</summary>
    private static IEnumerable<Placement> Along(string text, double line, Box plot)
    {
        LabelShape shape = LabelShape.InOneLine(text, Size, bold: false);
        for (double left = plot.Left + 6; left < plot.Right; left += 6)
        {
            foreach (double baseline in new[] { line - 6, line + 15 })
            {
                yield return Placement.At(shape, left, line, left, baseline);
            }
        }
    }

    /// <summary>A placer that keeps labels off texts and points, and off lines and yardsticks where possible.</summary>
    private static LabelPlacer Reserved(SvgCanvas canvas, Chart chart, Scale x, Scale y, Box plot)
    {
        var placer = new LabelPlacer(plot.Grow(-1));
        foreach (PlacedText text in canvas.Texts.Where(text => text.Box.Overlaps(plot)))
        {
            placer.Take(text.Box);
        }

        foreach (int row in y.Axis.Kind == AxisKind.Band ? Enumerable.Range(1, Math.Max(0, y.Axis.Categories.Count - 1)) : [])
        {
            placer.TakeLine(plot.Left, y.RowTop(row), plot.Right, y.RowTop(row));
        }

        foreach (Series series in chart.Series)
        {
            Reserve(placer, series, x, y);
        }

        foreach (Guide guide in chart.Guides)
        {
            (double x1, double y1, double x2, double y2) = guide.Horizontal ? (plot.Left, y.At(guide.At), plot.Right, y.At(guide.At)) : (x.At(guide.At), plot.Top, x.At(guide.At), plot.Bottom);
            placer.TakeGuide(x1, y1, x2, y2);
        }

        return placer;
    }

    private static void Reserve(LabelPlacer placer, Series series, Scale x, Scale y)
    {
        double half = SeriesDrawing.Radius(series.Weight) * (series.Style.Marker == Marker.Ring ? 2 : 1.1);
        foreach (ChartPoint point in series.Markers ? series.Points.Where(point => x.Contains(point.X) && y.Contains(point.Y)) : [])
        {
            var mark = new Box(x.At(point.X) - half, y.At(point.Y) - half, x.At(point.X) + half, y.At(point.Y) + half);
            if (series.Weight == Weight.Faint)
            {
                placer.TakeFaint(mark);
            }
            else
            {
                placer.Take(mark);
            }
        }

        IReadOnlyList<(double X, double Y)> places = series.Line && series.Weight != Weight.Faint ? SeriesDrawing.Outline(series, x, y) : [];
        foreach (((double X, double Y) from, (double X, double Y) to) in places.Zip(places.Skip(1)))
        {
            placer.TakeLine(from.X, from.Y, to.X, to.Y);
        }
    }

    /// <param name="canvas">Where.</param>
    /// <param name="place">Where on it; nowhere if there is no room.</param>
    /// <param name="css">How the text looks.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="from">Where the line to a label begins, from the middle of what it names.</param>
    private static void Write(SvgCanvas canvas, Placement? place, string css, bool bold, double from = 0)
    {
        if (place is null)
        {
            return;
        }

        canvas.Labels.Add(place);
        if (place.Far)
        {
            Stroke lead = place.Lead.Later(from);
            canvas.Line(lead.X1, lead.Y1, lead.X2, lead.Y2, "lead");
        }

        for (int i = 0; i < place.Shape.Lines.Count; i++)
        {
            canvas.Text(place.Shape.Lines[i], place.X, place.Baseline(i), Size, place.Anchor, css, bold, onGuides: true);
        }
    }
}
