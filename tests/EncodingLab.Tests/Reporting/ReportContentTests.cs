using EncodingLab.Reporting;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting;

public sealed class ReportContentTests(SyntheticRunFixture fixture) : IClassFixture<SyntheticRunFixture>
{
    private readonly Report _report = ReportBuilder.Build(RunData.Load(fixture.Run));

    [Fact]
    public void The_answer_has_three_parts_about_block_size_encoding_and_certainty()
    {
        Assert.Equal(3, _report.Answer.Count);
        Assert.StartsWith("Block size of the shipped format", _report.Answer[0].Lead, StringComparison.Ordinal);
        Assert.StartsWith("Better on both axes than Wasmtime 47", _report.Answer[1].Lead, StringComparison.Ordinal);
        Assert.StartsWith("How sure", _report.Answer[2].Lead, StringComparison.Ordinal);
        Assert.Equal(["Address map", "Traps"], _report.Answer[0].Points.Select(point => point.Split(':')[0]));
    }

    [Fact]
    public void The_answer_is_short_and_says_what_was_not_tried_and_what_was_asked()
    {
        Assert.All(_report.Answer.SelectMany(part => part.Points), point => Assert.True(point.Length <= 220, point));
        Assert.Contains("for bytes 512", _report.Answer[0].Points[0], StringComparison.Ordinal);
        Assert.Contains("larger not tried", _report.Answer[0].Points[0], StringComparison.Ordinal);
        Assert.Contains("for backtraces (call-return) 8", _report.Answer[0].Points[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_is_the_same_list_on_the_page_and_in_Markdown()
    {
        using var page = new StringWriter();
        new HtmlReport(new SvgChartRenderer()).Write(_report, page);
        string markdown = MarkdownReport.Answer(_report.Answer);
        Assert.All(_report.Answer.SelectMany(part => part.Points), point =>
        {
            Assert.Contains($"<li>{Markup.Text(point)}</li>", page.ToString(), StringComparison.Ordinal);
            Assert.Contains($"\n- {MarkdownText.Escape(point)}", markdown, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("size-by-block-addrmap-x86_64")]
    [InlineData("time-by-block-traps-x86_64")]
    [InlineData("trade-off-addrmap-aarch64")]
    [InlineData("byte-parts-addrmap-x86_64-lossless")]
    [InlineData("every-file-bytes-addrmap-lossless")]
    [InlineData("every-file-time-traps-lossless")]
    [InlineData("deltas-pc-addrmap")]
    [InlineData("whole-file-x86_64")]
    [InlineData("latency-position-addrmap")]
    [InlineData("latency-ecdf-addrmap")]
    [InlineData("engine")]
    [InlineData("codec-speed-addrmap")]
    public void A_full_run_has_this_chart_with_something_on_it(string name)
    {
        Chart chart = Charts().Single(chart => chart.Name == name);
        Assert.True(chart.Series.Sum(series => series.Points.Count) + chart.Bars.Count >= 4);
        Assert.NotEmpty(chart.Title);
        Assert.NotEmpty(chart.Description);
    }

    [Fact]
    public void Chart_names_are_unique_and_fit_file_names() =>
        Assert.All(Charts().GroupBy(chart => chart.Name), group => Assert.True(group.Count() == 1 && group.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), group.Key));

    [Fact]
    public void Tracks_are_never_in_one_chart()
    {
        RunFolder run = fixture.Run;
        double[] pruned = [.. run.Read<SizeRow>("sizes.csv").Where(row => row.Track == "query-equivalent" && row.Bytes is not null).Select(row => row.RatioToV47!.Value)];
        double[] lossless = [.. run.Read<SizeRow>("sizes.csv").Where(row => row.Track == "lossless" && row.Bytes is not null).Select(row => row.RatioToV47!.Value)];
        double[] drawn = [.. Points("every-file-bytes-addrmap-lossless")];
        double[] drawnPruned = [.. Points("every-file-bytes-addrmap-query-equivalent")];
        Assert.All(drawn, x => Assert.Contains(x, lossless));
        Assert.All(drawnPruned, x => Assert.Contains(x, pruned));
        IEnumerable<double> Points(string name) => Charts().Single(chart => chart.Name == name).Series.Where(series => series.Name != "geometric mean").SelectMany(series => series.Points).Select(point => point.X);
    }

    [Fact]
    public void A_row_that_is_better_on_average_names_its_worst_file_where_that_is_not()
    {
        Chart[] charts = [.. Charts().Where(chart => chart.Name.StartsWith("every-file-", StringComparison.Ordinal))];
        Assert.Contains(charts, chart => chart.Series.SelectMany(series => series.Points).Any(point => point.Label.Length > 0));
        foreach (Chart chart in charts)
        {
            double[] means = [.. chart.Series.Single(series => series.Name == "geometric mean").Points.Select(point => point.X)];
            IEnumerable<IGrouping<int, ChartPoint>> rows = chart.Series.Where(series => series.Name != "geometric mean").SelectMany(series => series.Points).GroupBy(point => (int)Math.Round(point.Y));
            Assert.All(rows, row => Assert.Equal(means[row.Key] < 1 && row.Max(point => point.X) > 1 ? [row.Max(point => point.X)] : Array.Empty<double>(), row.Where(point => point.Label.Length > 0).Select(point => point.X)));
        }
    }

    [Fact]
    public void Bounds_are_yardsticks_and_never_points_or_choices()
    {
        Assert.All(Charts().Where(chart => chart.Name.StartsWith("trade-off", StringComparison.Ordinal)), chart =>
        {
            Assert.Contains(chart.Guides, guide => guide.Label == "entropy-h0");
            Assert.DoesNotContain(chart.Series, series => series.Name.Contains("entropy", StringComparison.Ordinal));
        });
        Assert.DoesNotContain(_report.Sections.Single(section => section.Id == "choice").Tables.SelectMany(table => table.Lines), line => line.Cells[0].Text.Contains("entropy", StringComparison.Ordinal));
    }

    [Fact]
    public void An_encoding_looks_the_same_in_every_chart()
    {
        IEnumerable<(string Encoding, SeriesStyle Style)> looks = Charts().SelectMany(chart => chart.Series).Where(series => series.Tags.Encoding.Length > 0).Select(series => (series.Tags.Encoding, series.Style with { Hollow = false }));
        Assert.All(looks.GroupBy(look => look.Encoding), group => Assert.Single(group.Select(look => look.Style).Distinct()));
    }

    [Fact]
    public void What_does_not_apply_says_why()
    {
        TableLine line = Assert.Single(_report.Sections.Single(section => section.Id == "cells").Tables.SelectMany(table => table.Lines));
        Assert.Contains("no call sites", line.Cells.Select(cell => cell.Text));
        Assert.Contains("not applicable", line.Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Every_table_has_as_many_cells_as_columns() =>
        Assert.All(_report.Sections.SelectMany(section => section.Tables), table => Assert.All(table.Lines, line => Assert.Equal(table.Columns.Count, line.Cells.Count)));

    private IEnumerable<Chart> Charts() => _report.Sections.SelectMany(section => section.Charts);
}
