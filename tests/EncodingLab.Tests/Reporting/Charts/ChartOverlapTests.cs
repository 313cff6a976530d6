using EncodingLab.Reporting;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Charts;

/// <summary>Measures the boxes of all texts of all charts of synthetic runs of many shapes.</summary>
public sealed class ChartOverlapTests
{
    public static TheoryData<int, string> Runs() => new()
    {
        { 1, "" },
        { 2, "" },
        { 7, "a-module-whose-name-is-much-longer-than-anybody-would-expect-it-to-be-in-practice.wasm" },
        { 12, "" },
        { 18, "" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void No_text_lies_on_another_or_leaves_the_paper(int modules, string strangeName)
    {
        using var folder = new TempFolder();
        Report report = ReportBuilder.Build(RunData.Load(SyntheticRun.Create(folder.File("run"), modules, strangeName: strangeName)));
        Chart[] charts = [.. report.Sections.SelectMany(section => section.Charts)];
        Assert.NotEmpty(charts);
        foreach (Chart chart in charts)
        {
            AssertLegible(chart, ChartSize.Wide);
            AssertLegible(chart, ChartSize.Narrow);
        }
    }

    [Fact]
    public void No_text_of_the_reference_run_lies_on_another_and_every_kind_of_chart_is_measured()
    {
        Chart[] reference = [.. ReportBuilder.Build(RunData.Load(RunFolder.Open(Repo.Path("results", "reference")))).Sections.SelectMany(section => section.Charts)];
        foreach (Chart chart in reference)
        {
            AssertLegible(chart, ChartSize.Wide);
            AssertLegible(chart, ChartSize.Narrow);
        }

        using var folder = new TempFolder();
        IEnumerable<Chart> synthetic = ReportBuilder.Build(RunData.Load(SyntheticRun.Create(folder.File("run"), 7))).Sections.SelectMany(section => section.Charts);
        string[] names = [.. reference.Concat(synthetic).Select(chart => chart.Name)];
        Assert.All(
            new[] { "size-by-block-", "time-by-block-", "trade-off-", "byte-parts-", "every-file-bytes-", "every-file-time-", "deltas-pc-", "deltas-value-", "whole-file-", "latency-position-", "latency-ecdf-", "engine", "codec-speed-", "ladder-" },
            kind => Assert.Contains(names, name => name.StartsWith(kind, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_measurement_notices_texts_that_lie_on_each_other()
    {
        var canvas = new SvgCanvas();
        canvas.Text("one", 10, 20, 12);
        canvas.Text("two", 14, 24, 12);
        Assert.NotEmpty(Overlaps(canvas.Texts));
    }

    [Fact]
    public void The_measurement_notices_a_yardstick_that_runs_through_a_text_which_must_be_clear()
    {
        var canvas = new SvgCanvas();
        canvas.Text("one", 10, 20, 12);
        canvas.Text("two", 10, 40, 12, onGuides: true);
        Assert.Equal("one", Assert.Single(Crossed(canvas.Texts, [new Stroke(15, 0, 15, 60)])).Text);
    }

    internal static void AssertLegible(Chart chart, ChartSize size)
    {
        // What differs in colour alone is the same on grey paper.
        Assert.All(chart.Bars.DistinctBy(bar => bar.Name).GroupBy(bar => (bar.Style.Hollow, bar.Style.Texture)), same => Assert.Single(same));
        Drawing drawing = ChartLayout.Draw(chart, size);
        IReadOnlyList<PlacedText> texts = drawing.Canvas.Texts;
        Assert.Empty(Overlaps(texts).Select(pair => $"{chart.Name} {size.Name}: '{pair.First.Text}' on '{pair.Second.Text}'"));
        Assert.Empty(Crossed(texts, drawing.Canvas.Guides).Select(text => $"{chart.Name} {size.Name}: a yardstick runs through '{text.Text}'"));
        var paper = new Box(0, 0, size.Width, drawing.Height);
        Assert.Empty(texts.Where(text => !text.Box.Within(paper)).Select(text => $"{chart.Name} {size.Name}: '{text.Text}' leaves the paper"));
        Assert.True(drawing.Plot.Width >= size.Width * 0.4, $"{chart.Name} {size.Name}: the plot is {drawing.Plot.Width:0} px of {size.Width}");
    }

    /// <summary>Pairs whose letters touch: boxes less the room between lines.</summary>
    private static IEnumerable<(PlacedText First, PlacedText Second)> Overlaps(IReadOnlyList<PlacedText> texts)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            for (int j = i + 1; j < texts.Count; j++)
            {
                if (Letters(texts[i]).Overlaps(Letters(texts[j])))
                {
                    yield return (texts[i], texts[j]);
                }
            }
        }
    }

    private static IEnumerable<PlacedText> Crossed(IReadOnlyList<PlacedText> texts, IReadOnlyList<Stroke> guides) =>
        texts.Where(text => !text.OnGuides && guides.Any(guide => guide.Crosses(Letters(text) with { Left = text.Room.Left + 1, Right = text.Room.Right - 1 })));

    private static Box Letters(PlacedText text)
    {
        double room = text.Box.Height * 0.13;
        return new Box(text.Box.Left, text.Box.Top + room, text.Box.Right, text.Box.Bottom - room);
    }
}
