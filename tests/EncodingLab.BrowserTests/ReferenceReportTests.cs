using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EncodingLab.BrowserTests;

/// <summary>The report that is committed with the reference run: the largest there is.</summary>
public sealed class ReferenceReportTests(ReferenceReport report, ITestOutputHelper output) : IClassFixture<ReferenceReport>
{
    private const int MostBytes = 3_000_000;

    private static readonly string[] s_told = ["TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration"];

    [BrowserTheory]
    [InlineData(360, true)]
    [InlineData(700, false)]
    [InlineData(1400, false)]
    public async Task It_opens_inside_its_window_without_a_complaint_and_asks_for_nothing(int width, bool dark)
    {
        await using Visit visit = await report.Open(width, dark);
        int figures = await visit.Page.Locator("figure").CountAsync();
        Assert.True(figures > 30);
        Assert.Equal(figures, await visit.Page.Locator("figure svg:visible").CountAsync());
        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than its window");
        Assert.Empty(visit.Complaints);
        Assert.Equal([report.Url], visit.Requests);
        output.WriteLine($"{width} px: script done {await visit.Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].domInteractive"):0} ms after the page was asked for, loaded after {await visit.Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd"):0} ms");
    }

    /// <summary>Times are weather: they are told, not asserted. The renderer's own time is what a machine that does nothing else would take.</summary>
    [BrowserFact]
    public async Task Its_first_filter_answers_as_soon_as_the_page_is_there()
    {
        await using Visit visit = await report.OpenBlank();
        ICDPSession devtools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await devtools.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        await visit.Page.AddInitScriptAsync(
            """
            addEventListener('DOMContentLoaded', () => {
              const table = document.querySelector('select[name=table]');
              table.value = 'traps';
              table.dispatchEvent(new Event('change', { bubbles: true }));
              window.hidden = document.querySelectorAll('figure[data-table=addrmap]:not([hidden])').length;
              window.answered = performance.now();
            });
            """);
        await visit.Page.GotoAsync(report.Url);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("window.hidden"));
        JsonElement metrics = (await devtools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        string told = string.Join(", ", metrics.EnumerateArray().Where(metric => s_told.Contains(metric.GetProperty("name").GetString())).Select(metric => $"{metric.GetProperty("name")} {metric.GetProperty("value").GetDouble() * 1000:0} ms"));
        output.WriteLine($"the first filter answered {await visit.Page.EvaluateAsync<double>("window.answered"):0} ms after the page was asked for; the renderer's own time until loaded: {told}");
    }

    [BrowserFact]
    public void It_is_smaller_than_a_reader_waits_for() => Assert.InRange(new FileInfo(new Uri(report.Url).LocalPath).Length, 100_000, MostBytes);

    [BrowserFact]
    public async Task Its_filters_and_its_sorting_work_on_all_its_rows()
    {
        await using Visit visit = await report.Open();
        await visit.Page.Locator("select[name=table]").SelectOptionAsync("traps");
        await visit.Page.Locator("select[name=target]").SelectOptionAsync("aarch64");
        Assert.Equal(0, await visit.Page.Locator("figure[data-table=addrmap]:visible, figure[data-target=x86_64]:visible").CountAsync());
        Assert.True(await visit.Page.Locator("figure[data-table=traps]:visible").CountAsync() > 0);
        await visit.Page.Locator("#rows-section summary").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#all tbody tr")).ToHaveCountAsync(100);
        await visit.Page.Locator("#all thead th").Nth(10).Locator("button").ClickAsync();
        string[] targets = await visit.Page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('#all tbody tr')].map(row => row.cells[1].textContent + ' ' + row.cells[4].textContent))]");
        Assert.Equal(["aarch64 traps"], targets);
        double[] values = await visit.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('#all tbody tr')].map(row => Number(row.cells[10].textContent.replaceAll(',', '')))");
        Assert.Equal(values.Order(), values);
        double filtering = await visit.Page.EvaluateAsync<double>("(() => { const start = performance.now(); document.querySelector('select[name=table]').dispatchEvent(new Event('change', { bubbles: true })); return performance.now() - start; })()");
        output.WriteLine($"filtering took {filtering:0} ms");
        Assert.Empty(visit.Complaints);
    }
}

/// <summary>The page in results/reference.</summary>
public sealed class ReferenceReport : BrowserPage
{
    public override string Url => "file://" + Path.Combine(Root(), "results", "reference", "report.html");

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EncodingLab.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("no EncodingLab.sln above the tests");
    }
}
