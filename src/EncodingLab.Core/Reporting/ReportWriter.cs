using System.Text;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>
/// Writes what people look at into a run's folder: <c>report.html</c> (one page, no network), <c>report.md</c> (fits a pull-request comment) and
/// <c>memo-3547.md</c> where the run pruned address maps, and
/// <c>charts/NAME.svg</c> with <c>charts/NAME.narrow.svg</c> for telephones. From the run's CSVs only; the same rows give the same bytes.
/// </summary>
public static class ReportWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes or replaces the run's report.</summary>
    /// <returns>The paths written, <c>report.html</c> first.</returns>
    /// <exception cref="RunFolderException">The folder is not a run, a file of it is damaged, or it cannot be written.</exception>
    public static IReadOnlyList<string> Write(RunFolder run) => Write(run, out _);

    /// <summary>As <see cref="Write(RunFolder)"/>, and sums the run up without reading it again.</summary>
    public static IReadOnlyList<string> Write(RunFolder run, out RunSummary summary)
    {
        RunData data = RunData.Load(run);
        var renderer = new SvgChartRenderer();
        var page = new HtmlReport(renderer);
        Task<RunSummary> sum = Task.Run(() => RunSummary.Of(data));
        Task<string?> memoText = Task.Run(() => PruneMemo.Write(data));
        Report report = ReportBuilder.Build(data, page.Begin);
        var written = new List<string>();
        try
        {
            Task<string> markdown = Task.Run(() => MarkdownReport.Write(report));
            Save(run.File("report.html"), page.Write(report), written);
            Save(run.File("report.md"), markdown.GetAwaiter().GetResult(), written);
            if (memoText.GetAwaiter().GetResult() is { } memo)
            {
                Save(run.File(PruneMemo.FileName), memo, written);
            }

            WriteCharts(run, report, renderer, written);
            summary = sum.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{run.Path}: cannot write the report there: {e.Message}; free some space, or copy the run to a writable folder");
        }

        return written;
    }

    private static void WriteCharts(RunFolder run, Report report, IChartRenderer renderer, List<string> written)
    {
        string folder = run.File("charts");
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder, "*.svg"))
        {
            File.Delete(old);
        }

        foreach ((Chart chart, string wide, string narrow) in InParallel.Select(report.Sections.SelectMany(section => section.Charts), chart => (chart, renderer.Render(chart, ChartSize.Wide), renderer.Render(chart, ChartSize.Narrow))))
        {
            Save(Path.Combine(folder, $"{chart.Name}.{renderer.FileEnding}"), wide, written);
            Save(Path.Combine(folder, $"{chart.Name}.narrow.{renderer.FileEnding}"), narrow, written);
        }
    }

    private static void Save(string path, string text, List<string> written)
    {
        File.WriteAllText(path, text, Utf8);
        written.Add(path);
    }
}
