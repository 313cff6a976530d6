using EncodingLab.Reporting;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Charts;

/// <summary>Whether the labels of points say which point they are of, counted over all charts of a run at both widths.</summary>
public sealed class ChartLabelTests
{
    /// <summary>The share of labels that may lie on a line, and of labels whose own line may run through another mark: in the densest clusters there is no other place.</summary>
    private const double Allowed = 0.03;

    public static TheoryData<int> Modules() => [1, 7, 18];

    [Fact]
    public void Labels_of_the_reference_run_are_plainly_of_their_points() => AssertPlain(RunData.Load(RunFolder.Open(Repo.Path("results", "reference"))));

    [Theory]
    [MemberData(nameof(Modules))]
    public void Labels_of_other_runs_are_plainly_of_their_points(int modules)
    {
        using var folder = new TempFolder();
        AssertPlain(RunData.Load(SyntheticRun.Create(folder.File("run"), modules)));
    }

    [Fact]
    public void The_measurement_notices_a_label_on_a_mark_on_a_line_far_from_its_point_and_with_a_line_through_a_mark()
    {
        var canvas = new SvgCanvas();
        canvas.Labels.Add(Label(100, 100, far: false));
        Assert.Empty(OnMarks(canvas).Concat(OnLines(canvas)).Concat(Lost(canvas)).Concat(Through(canvas)));
        canvas.Marks.Add(new Box(105, 90, 115, 110));
        canvas.Lines.Add(new Stroke(0, 98, 300, 98));
        canvas.Labels.Add(Label(60, 40, far: false));
        canvas.Labels.Add(Label(60, 98, far: true));
        canvas.Marks.Add(new Box(75, 90, 85, 110));
        Assert.Equal([3, 3, 1, 1], new[] { OnMarks(canvas), OnLines(canvas), Lost(canvas), Through(canvas) }.Select(found => found.Count()));
    }

    /// <summary>A label that stands at 100, 100, of a point somewhere.</summary>
    private static Placement Label(double x, double y, bool far) => Placement.At(LabelShape.InOneLine("name", 12, bold: false), x, y, 100, 100) with { Far = far };

    private static void AssertPlain(RunData data)
    {
        (string Chart, SvgCanvas Canvas)[] drawn = [.. ReportBuilder.Build(data).Sections.SelectMany(section => section.Charts)
            .SelectMany(chart => new[] { ChartSize.Wide, ChartSize.Narrow }.Select(size => ($"{chart.Name} {size.Name}", ChartLayout.Draw(chart, size).Canvas)))];
        int labels = drawn.Sum(one => one.Canvas.Labels.Count);
        Assert.Empty(Found(drawn, OnMarks));
        Assert.Empty(Found(drawn, Lost));
        AssertFew(Found(drawn, OnLines), labels);
        AssertFew(Found(drawn, Through), labels);
    }

    private static void AssertFew(string[] found, int labels) => Assert.True(found.Length <= labels * Allowed, $"{found.Length} of {labels}: {string.Join("; ", found)}");

    private static string[] Found((string Chart, SvgCanvas Canvas)[] drawn, Func<SvgCanvas, IEnumerable<Placement>> what) =>
        [.. drawn.SelectMany(one => what(one.Canvas).Select(label => $"{one.Chart}: '{string.Join(' ', label.Shape.Lines)}'"))];

    /// <summary>Labels whose letters touch a point.</summary>
    private static IEnumerable<Placement> OnMarks(SvgCanvas canvas) => canvas.Labels.Where(label => canvas.Marks.Any(Letters(label).Overlaps));

    /// <summary>Labels with a series' line behind their letters.</summary>
    private static IEnumerable<Placement> OnLines(SvgCanvas canvas) => canvas.Labels.Where(label => canvas.Lines.Any(line => line.Crosses(Letters(label))));

    /// <summary>Labels more than a line of text from their point, without a line to it.</summary>
    private static IEnumerable<Placement> Lost(SvgCanvas canvas) => canvas.Labels.Where(label => !label.Far && label.Box.DistanceTo(label.MarkX, label.MarkY) > LabelPlacer.Far + 0.5);

    /// <summary>Labels whose line to their point runs through another.</summary>
    private static IEnumerable<Placement> Through(SvgCanvas canvas) => canvas.Labels.Where(label => label.Far && canvas.Marks.Any(mark => !mark.Grow(1).Holds(label.MarkX, label.MarkY) && label.Lead.Crosses(mark.Grow(-1))));

    private static Box Letters(Placement label)
    {
        double room = label.Shape.Size * TextMetrics.LineHeight * 0.13;
        return label.Box with { Top = label.Box.Top + room, Bottom = label.Box.Bottom - room };
    }
}
