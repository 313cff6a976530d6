namespace EncodingLab.Reporting.Charts;

/// <summary>What a chart became: elements, their height, and on the canvas where every text, mark and line stands.</summary>
internal sealed record Drawing(string Body, double Height, Box Plot, SvgCanvas Canvas);

/// <summary>Lays a chart out from top to bottom: title, subtitle, legend, names of lines, plot with its axes, small print.</summary>
internal sealed class ChartLayout
{
    private const double Pad = 14;
    private const double Text = 12;

    /// <summary>Height of a line of a row's name above its marks.</summary>
    private const double RowNameLine = 15;

    /// <summary>Height of a line of a row's name beside its marks.</summary>
    private const double SideNameLine = 14.5;

    /// <summary>The share of the paper that names of rows may take beside the marks; longer ones are broken.</summary>
    private const double SideNames = 0.34;

    /// <summary>How much longer an axis is that has texts at the ends of its bars.</summary>
    private const double EndLabelRoom = 1.12;

    /// <summary>More names beside points than these need a higher plot.</summary>
    private const int ManyLabels = 8;

    private readonly Chart _chart;
    private readonly ChartSize _size;
    private readonly SvgCanvas _canvas;
    private readonly IReadOnlyList<IReadOnlyList<string>> _names;
    private readonly double _rowName;

    private ChartLayout(Chart chart, ChartSize size)
    {
        _chart = chart;
        _size = size;
        _canvas = new SvgCanvas(tips: !size.IsNarrow);
        bool above = chart.Y.Kind == AxisKind.Band && size.IsNarrow;
        _names = [.. chart.Y.Categories.Select(name => TextMetrics.Wrap(name, above ? size.Width - (2 * Pad) - 2 : size.Width * SideNames, Text))];
        _rowName = above ? (RowNameLine * MostLines) + 1 : 0;
    }

    private int MostLines => _names.Select(lines => lines.Count).DefaultIfEmpty(1).Max();

    private double Right => _size.Width - Pad;

    public static Drawing Draw(Chart chart, ChartSize size) => new ChartLayout(chart, size).Draw();

    private Drawing Draw()
    {
        double y = Paragraph(_chart.Title, Pad, _size.IsNarrow ? 15 : 17, bold: true, "");
        y = Paragraph(_chart.Subtitle, y + 2, _size.IsNarrow ? 12 : 13, bold: false, "soft");
        y = LegendLayout.Draw(_canvas, Legend(), Pad, Right, y + 8);
        y = Paragraph(_chart.Y.Label.Length > 0 ? "↑ " + _chart.Y.Label : "", y + 2, Text, bold: false, "soft");
        Box plot = PlotArea(y + 6);
        Scale x = new(_chart.X, XValues(), plot.Left, plot.Right, (int)(plot.Width / 80));
        Scale yScale = _chart.Y.Kind == AxisKind.Band
            ? new Scale(_chart.Y, [], plot.Top, plot.Bottom, 0) { BandInset = _rowName }
            : new Scale(_chart.Y, YValues(), plot.Bottom, plot.Top, (int)(plot.Height / 45));
        plot = GuideDrawing.Reserve(_chart, x, plot, Right, ref yScale);
        AxisDrawing.Draw(_canvas, x, yScale, plot, _size.Width, rules: _chart.Series.Count > 0 && _chart.Bars.Count == 0);
        BarDrawing.Draw(_canvas, _chart.Bars, x, yScale);
        BarDrawing.DrawLabels(_canvas, _chart, x, yScale);
        AxisDrawing.DrawRowNames(_canvas, yScale, plot, _names);
        GuideDrawing.Draw(_canvas, _chart, x, yScale, plot, Right);
        foreach (Series series in _chart.Series.OrderBy(series => series.Weight))
        {
            SeriesDrawing.Draw(_canvas, series, x, yScale);
        }

        LabelDrawing.Draw(_canvas, _chart, x, yScale, plot, Right);
        y = Paragraph(_chart.X.Label.Length > 0 ? _chart.X.Label + "\u00A0→" : "", plot.Bottom + 22, Text, bold: false, "soft");
        y = Paragraph(_chart.Note, y + 6, Text, bold: false, "soft");
        return new Drawing(_canvas.Body, Math.Ceiling(y + Pad), plot, _canvas);
    }

    private double Paragraph(string text, double top, double size, bool bold, string css)
    {
        foreach (string line in TextMetrics.Wrap(text, Right - Pad, size, bold))
        {
            _canvas.Text(line, Pad, top + (TextMetrics.Ascent * size), size, TextAnchor.Start, css, bold);
            top += size * TextMetrics.LineHeight;
        }

        return top;
    }

    private List<LegendEntry> Legend()
    {
        var entries = new List<LegendEntry>();
        entries.AddRange(_chart.Series.Where(series => series.Name.Length > 0).DistinctBy(series => series.Name)
            .Select(series => new LegendEntry(series.Name, series.Style, series.Weight, series.Line, series.Markers, IsBar: false)));
        entries.AddRange(_chart.Bars.Where(bar => bar.Name.Length > 0).DistinctBy(bar => bar.Name)
            .Select(bar => new LegendEntry(bar.Name, bar.Style, Weight.Normal, HasLine: false, HasMarker: false, IsBar: true)));
        return entries;
    }

    private Box PlotArea(double top)
    {
        double left = Pad + LeftMargin();
        double right = Right - LabelDrawing.RightMargin(_chart, _size);
        if (_chart.Y.Kind != AxisKind.Band)
        {
            bool crowded = _chart.Series.Sum(series => series.Points.Count(point => point.Label.Length > 0)) > ManyLabels;
            return new Box(left, top, right, top + (_size.IsNarrow ? 270 : 330) + (crowded ? 90 : 0));
        }

        double row = Math.Max(24, (_chart.Y.Lanes * 6) + 6) + _rowName;
        row = _size.IsNarrow ? row : Math.Max(row, (MostLines * SideNameLine) + 5);
        return new Box(left, top, right, top + (row * Math.Max(1, _chart.Y.Categories.Count)));
    }

    private double LeftMargin()
    {
        if (_chart.Y.Kind == AxisKind.Band)
        {
            return _size.IsNarrow ? 0 : _names.SelectMany(lines => lines).Select(line => TextMetrics.Width(line, Text)).DefaultIfEmpty(0).Max() + 8;
        }

        var trial = new Scale(_chart.Y, YValues(), 1, 0, 7);
        return trial.Ticks.Select(tick => TextMetrics.Width(Numbers.Tick(tick, _chart.Y.Numbers), Text)).DefaultIfEmpty(0).Max() + 8;
    }

    private IEnumerable<double> XValues()
    {
        IEnumerable<double> bars = _chart.Bars.GroupBy(bar => bar.Category).Select(row => row.Sum(bar => bar.Length) * (row.Any(bar => bar.EndLabel.Length > 0) ? EndLabelRoom : 1));
        IEnumerable<double> points = _chart.Series.SelectMany(series => series.Points).SelectMany(point => _chart.Y.Kind == AxisKind.Band ? [point.X, point.Low ?? point.X, point.High ?? point.X] : new[] { point.X });
        return bars.Concat(_chart.Bars.Count > 0 ? [0] : []).Concat(points).Concat(_chart.Guides.Where(guide => !guide.Horizontal).Select(guide => guide.At));
    }

    private IEnumerable<double> YValues() => _chart.Series.SelectMany(series => series.Points).SelectMany(point => new[] { point.Y, point.Low ?? point.Y, point.High ?? point.Y })
        .Concat(_chart.Guides.Where(guide => guide.Horizontal).Select(guide => guide.At));
}
