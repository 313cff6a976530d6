namespace EncodingLab.Reporting.Charts;

/// <summary>Names where the eye already is: at the ends of lines and beside points.</summary>
internal static class LabelDrawing
{
    private const double Size = 12;
    private const double LineHeight = 14.5;

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
        var placer = new LabelPlacer(plot.Grow(-1));
        foreach (Series series in chart.Series)
        {
            Reserve(placer, series, x, y);
        }

        foreach (Guide guide in chart.Guides)
        {
            (double x1, double y1, double x2, double y2) = guide.Horizontal ? (plot.Left, y.At(guide.At), plot.Right, y.At(guide.At)) : (x.At(guide.At), plot.Top, x.At(guide.At), plot.Bottom);
            placer.TakeGuide(x1, y1, x2, y2);
        }

        foreach ((Series series, ChartPoint point) in chart.Series.OrderByDescending(series => series.Weight).SelectMany(series => series.Points.Where(point => point.Label.Length > 0).Select(point => (series, point))).OrderByDescending(pair => pair.point.Priority))
        {
            // On a telephone a name that matters less is left out rather than laid on lines or far from its point.
            bool must = canvas.Tips || point.Priority > 0;
            bool plain = point.Priority == 0;
            double reach = must ? LabelPlacer.Farthest : plain && !Bold(series) ? LabelPlacer.Middle : LabelPlacer.Near;
            Write(canvas, placer.Place(point.Label, x.At(point.X), y.At(point.Y), Size, Bold(series), onLines: must || (plain && Bold(series)), reach), point.Label, "halo", Bold(series));
        }

        // Not bold: between lines room is short, and the legend names the line that finds none.
        foreach (Series series in chart.Series.Where(series => series.LineLabel.Length > 0).OrderByDescending(series => series.Weight))
        {
            Write(canvas, placer.PlaceBeside(SeriesDrawing.Outline(series, x, y).Where(place => place.Y > plot.Top + (plot.Height * Ends) && place.Y < plot.Bottom - (plot.Height * Ends)), series.LineLabel, Size, bold: false), series.LineLabel, "halo", bold: false);
        }

        foreach (Guide guide in chart.Guides.Where(guide => guide.Horizontal && y.Contains(guide.At)))
        {
            Write(canvas, placer.PlaceAtOneOf(Along(guide.Label, y.At(guide.At), plot)), guide.Label, "soft halo", bold: false);
        }
    }

    /// <summary>Places above and below a line across the plot, from left to right.</summary>
    private static IEnumerable<Placement> Along(string text, double line, Box plot)
    {
        for (double left = plot.Left + 6; left < plot.Right; left += 6)
        {
            foreach (double baseline in new[] { line - 6, line + 15 })
            {
                yield return Placement.At(text, left, line, left, baseline, Size, TextAnchor.Start, bold: false, far: false);
            }
        }
    }

    /// <summary>Keeps labels off the points, and off the lines where possible.</summary>
    private static void Reserve(LabelPlacer placer, Series series, Scale x, Scale y)
    {
        IReadOnlyList<(double X, double Y)> places = SeriesDrawing.Outline(series, x, y);
        foreach (ChartPoint point in series.Markers ? series.Points.Where(point => x.Contains(point.X) && y.Contains(point.Y)) : [])
        {
            var mark = new Box(x.At(point.X) - 5, y.At(point.Y) - 5, x.At(point.X) + 5, y.At(point.Y) + 5);
            if (series.Weight == Weight.Faint)
            {
                placer.TakeFaint(mark);
            }
            else
            {
                placer.Take(mark);
            }
        }

        foreach (((double X, double Y) from, (double X, double Y) to) in series.Line && series.Weight != Weight.Faint ? places.Zip(places.Skip(1)) : [])
        {
            placer.TakeLine(from.X, from.Y, to.X, to.Y);
        }
    }

    private static void Write(SvgCanvas canvas, Placement? place, string label, string css, bool bold)
    {
        if (place is null)
        {
            return;
        }

        if (place.Far)
        {
            canvas.Line(place.Lead.X1, place.Lead.Y1, place.Lead.X2, place.Lead.Y2, "lead");
        }

        canvas.Text(label, place.X, place.Baseline, Size, place.Anchor, css, bold, onGuides: true);
    }
}
