using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EncodingLab.BrowserTests;

/// <summary>The report that is committed with the reference run: the largest there is.</summary>
public sealed class ReferenceReportTests(ReferenceReport report, ITestOutputHelper output) : IClassFixture<ReferenceReport>
{
    private const int MostBytes = 3_000_000;

    private const int Loads = 5;

    private static readonly string[] s_clock = ["first filter applied", "and painted", "page read", "filter applied to all of it"];

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

    /// <summary>
    /// Times are weather: medians are told, not asserted. A filter is chosen at the moment when there is one to choose; the page's own clock begins when the page was asked for.
    /// The renderer's own time is that of its main thread: what a machine that does nothing else would take.
    /// </summary>
    [BrowserFact]
    public async Task A_filter_chosen_at_the_first_moment_holds_for_all_that_is_read_after_it()
    {
        var figures = new List<double[]>();
        for (int i = 0; i < Loads; i++)
        {
            await using Visit visit = await report.OpenBlank();
            ICDPSession devtools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
            await devtools.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
            await visit.Page.AddInitScriptAsync(
                """
                const ready = new MutationObserver(() => {
                  const table = document.querySelector('form:not([hidden]) select[name=table]');
                  if (!table) return;
                  ready.disconnect();
                  table.value = 'traps';
                  table.dispatchEvent(new Event('change', { bubbles: true }));
                  window.first = performance.now();
                  requestAnimationFrame(() => setTimeout(() => window.painted = performance.now()));
                });
                ready.observe(document, { childList: true, subtree: true, attributes: true });
                addEventListener('DOMContentLoaded', () => { window.read = performance.now(); setTimeout(() => window.last = performance.now()); });
                """);
            await visit.Page.GotoAsync(report.Url);
            await visit.Page.WaitForFunctionAsync("window.painted && window.last");
            Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.querySelectorAll('figure[data-table=addrmap]:not([hidden])').length"));
            JsonElement metrics = (await devtools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
            double[] clock = await visit.Page.EvaluateAsync<double[]>("[first, painted, read, last]");
            figures.Add([.. clock, .. s_told.Select(name => metrics.EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == name).GetProperty("value").GetDouble() * 1000)]);
        }

        string told = string.Join(", ", s_clock.Concat(s_told).Select((name, i) => $"{name} {figures.Select(load => load[i]).Order().ElementAt(Loads / 2):0} ms"));
        output.WriteLine($"medians of {Loads} loads, after the page was asked for: {told}");
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
