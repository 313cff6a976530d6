using Microsoft.Playwright;
using Xunit.Abstractions;

namespace EncodingLab.BrowserTests;

/// <summary>The report that is committed with the reference run: the largest there is.</summary>
public sealed class ReferenceReportTests(ReferenceReport report, ITestOutputHelper output) : IClassFixture<ReferenceReport>
{
    private const int MostBytes = 3_000_000;

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
