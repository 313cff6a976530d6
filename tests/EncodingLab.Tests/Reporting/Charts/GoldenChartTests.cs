using EncodingLab.Reporting.Charts;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Charts;

public sealed class GoldenChartTests
{
    [Fact]
    public void A_line_chart_is_drawn_as_it_was() => Golden.Match(new SvgChartRenderer().Render(Lines(), ChartSize.Wide), "chart-lines.svg");

    [Fact]
    public void A_bar_chart_is_drawn_as_it_was() => Golden.Match(new SvgChartRenderer().Render(Bars(), ChartSize.Narrow), "chart-bars.svg");

    private static Chart Lines() => new()
    {
        Name = "lines",
        Title = "Two lines, one of them strong",
        Subtitle = "Made up for a test.",
        X = new Axis("entries in a block", AxisKind.Log) { Ticks = [32, 64, 128] },
        Y = new Axis("share", AxisKind.Linear) { Numbers = NumberStyle.Percent },
        Series =
        [
            new Series { Name = "strong", Style = SeriesStyle.Nth(0), Weight = Weight.Strong, EndLabel = "strong", Points = [new ChartPoint(32, 0.3) { Label = "30 %", Tip = "first" }, new ChartPoint(64, 0.25), new ChartPoint(128, 0.24)] },
            new Series { Name = "other", Style = SeriesStyle.Nth(1), EndLabel = "other", Points = [new ChartPoint(32, 0.28), new ChartPoint(64, 0.27) { Low = 0.26, High = 0.28 }, new ChartPoint(128, 0.241)] },
        ],
        Guides = [new Guide(Horizontal: false, 128, "here")],
        Description = "Two lines.",
    };

    private static Chart Bars() => new()
    {
        Name = "bars",
        Title = "Two rows of two parts",
        X = new Axis("bytes", AxisKind.Linear) { Min = 0 },
        Y = new Axis("", AxisKind.Band) { Categories = ["one", "two"] },
        Bars = [new Bar(0, 2, "index", new SeriesStyle(1)) { Label = "2" }, new Bar(0, 5, "body", new SeriesStyle(0, Hollow: true)) { Label = "5" }, new Bar(1, 1, "index", new SeriesStyle(1)), new Bar(1, 3, "body", new SeriesStyle(0, Hollow: true))],
        Guides = [new Guide(Horizontal: false, 4, "bound")],
        Description = "Bars.",
    };
}
