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
        try
        {
            Task<string[]> charts = Task.Run(() => WriteCharts(run, report, renderer));
            List<string> written = [Save(run.File("report.html"), text => page.Write(report, text)), Save(run.File("report.md"), text => text.Write(MarkdownReport.Write(report)))];
            if (memoText.GetAwaiter().GetResult() is { } memo)
            {
                written.Add(Save(run.File(PruneMemo.FileName), text => text.Write(memo)));
            }

            summary = sum.GetAwaiter().GetResult();
            return [.. written, .. charts.GetAwaiter().GetResult()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{run.Path}: cannot write the report there: {e.Message}; free some space, or copy the run to a writable folder");
        }
    }

    /// <summary>Every chart at both widths, in place of those that were there.</summary>
    private static string[] WriteCharts(RunFolder run, Report report, SvgChartRenderer renderer)
    {
        string folder = run.File("charts");
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder, "*.svg"))
        {
            File.Delete(old);
        }

        return [.. report.Sections.SelectMany(section => section.Charts).SelectMany(chart => new[]
        {
            Save(Path.Combine(folder, $"{chart.Name}.{renderer.FileEnding}"), text => text.Write(renderer.Render(chart, ChartSize.Wide))),
            Save(Path.Combine(folder, $"{chart.Name}.narrow.{renderer.FileEnding}"), text => text.Write(renderer.Render(chart, ChartSize.Narrow))),
        })];
    }

    private static string Save(string path, Action<TextWriter> write)
    {
        using var text = new StreamWriter(path, append: false, Utf8);
        write(text);
        return path;
    }
}
