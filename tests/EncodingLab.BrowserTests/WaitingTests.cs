using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace EncodingLab.BrowserTests;

/// <summary>Charts and tables that are made when they are needed: none may be missed, whoever asks first.</summary>
public sealed partial class WaitingTests(ReportPage report) : IClassFixture<ReportPage>
{
    [BrowserFact]
    public async Task Headings_and_frames_are_there_at_once_and_what_is_far_away_waits()
    {
        await using Visit visit = await report.Open(busy: true);
        Assert.True(await visit.Page.Locator("main > section > h2").CountAsync() > 8);
        Assert.True(await visit.Page.Locator("figure:not(:has(svg))").CountAsync() > 10);
        Assert.Null(await visit.Page.Locator("html").GetAttributeAsync("data-made"));
        await visit.Page.Locator("figure").Last.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(visit.Page.Locator("figure").Last.Locator("svg")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_figure_has_its_height_before_it_is_drawn()
    {
        await using Visit visit = await report.Open(busy: true);
        const string Heights = "() => { document.querySelectorAll('main > section').forEach(section => section.style.contentVisibility = 'visible'); return [...document.querySelectorAll('figure')].map(figure => figure.getBoundingClientRect().height); }";
        double[] before = await visit.Page.EvaluateAsync<double[]>(Heights);
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(before, await visit.Page.EvaluateAsync<double[]>(Heights));
    }

    [BrowserFact]
    public async Task A_filter_that_comes_first_holds_for_what_is_made_after_it()
    {
        await using Visit visit = await report.Open(busy: true);
        await visit.Page.Locator("select[name=table]").SelectOptionAsync("addrmap");
        await visit.Page.Locator("select[name=encoding]").SelectOptionAsync("legacy-fixed");
        int waiting = await visit.Page.Locator(".scroll > noscript").CountAsync();
        Assert.True(waiting > 3);
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await visit.Page.Locator("main noscript table, main noscript svg, .scroll > noscript, figure > noscript").CountAsync());
        string[] shown = await Shown(visit.Page);
        await using Visit calm = await report.Open();
        await calm.Page.Locator("select[name=table]").SelectOptionAsync("addrmap");
        await calm.Page.Locator("select[name=encoding]").SelectOptionAsync("legacy-fixed");
        Assert.Equal(await Shown(calm.Page), shown);
        Assert.Contains(shown, line => line.Contains("Wasmtime 46", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ charts, [0-9]+ rows in the tables$", await calm.Page.Locator("#status").InnerTextAsync());
    }

    [BrowserTheory]
    [InlineData("encodings")]
    [InlineData("latency")]
    public async Task A_link_to_a_part_that_waits_lands_on_its_heading(string id)
    {
        await using Visit direct = await report.Open(anchor: "#" + id);
        await using Visit clicked = await report.Open(busy: true);
        await clicked.Page.Locator($"nav a[href='#{id}']").ClickAsync();
        foreach (IPage page in new[] { direct.Page, clicked.Page })
        {
            await Assertions.Expect(page.Locator($"#{id} :is(svg, table)").First).ToBeInViewportAsync();
            await page.WaitForTimeoutAsync(200);
            double[] edges = await page.EvaluateAsync<double[]>($"[document.getElementById('filters').getBoundingClientRect().bottom, document.querySelector('#{id} h2').getBoundingClientRect().bottom, innerHeight / 3]");
            Assert.InRange(edges[1], edges[0], edges[2]);
        }
    }

    [BrowserFact]
    public async Task Paper_has_every_chart_once_even_when_nothing_was_made_yet()
    {
        await using Visit visit = await report.Open(busy: true);
        int figures = await visit.Page.Locator("figure").CountAsync();
        byte[] paper = await visit.Page.PdfAsync(new PagePdfOptions { Tagged = true });
        Assert.Equal(figures, DescribedFigure().Count(System.Text.Encoding.Latin1.GetString(paper)));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Without_scripts_every_chart_and_table_is_there()
    {
        await using Visit visit = await report.Open(scripts: false);
        await using Visit with = await report.Open();
        Assert.Equal(await with.Page.Locator("figure").CountAsync(), await visit.Page.Locator("figure svg.wide:visible").CountAsync());
        Assert.Equal(await with.Page.Locator(".scroll table:not(#all) tr").CountAsync(), await visit.Page.Locator(".scroll table:not(#all) tr").CountAsync());
        Assert.Equal(await with.Page.Locator("figure svg.wide *").CountAsync(), await visit.Page.Locator("figure svg.wide *").CountAsync());
    }

    [BrowserFact]
    public async Task A_window_that_becomes_narrow_gets_the_narrow_drawings()
    {
        await using Visit visit = await report.Open(width: 1000);
        Assert.Equal(0, await visit.Page.Locator("svg.narrow").CountAsync());
        await visit.Page.SetViewportSizeAsync(400, 800);
        await Assertions.Expect(visit.Page.Locator("svg.narrow:visible")).ToHaveCountAsync(await visit.Page.Locator("figure").CountAsync());
        Assert.Equal(0, await visit.Page.Locator("svg.wide:visible").CountAsync());
    }

    [BrowserFact]
    public async Task A_table_made_on_opening_its_fold_can_be_sorted()
    {
        await using Visit visit = await report.Open(busy: true);
        ILocator fold = visit.Page.Locator("main details:has(.scroll > noscript)").First;
        await fold.EvaluateAsync("fold => fold.setAttribute('id', 'tried')");
        await visit.Page.Locator("#tried > summary").ClickAsync();
        ILocator head = visit.Page.Locator("#tried thead th").Nth(1);
        await head.Locator("button").ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
    }

    /// <summary>What a reader sees of tables and charts, a line each.</summary>
    private static async Task<string[]> Shown(IPage page) => await page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('main tbody tr, main figure svg.wide, main figure svg.wide [data-encoding]')].filter(e => !e.closest('[hidden]')).map(e => e.tagName + ' ' + e.textContent)");

    /// <summary>A picture with words for those who do not see it, as a tagged PDF has it.</summary>
    [GeneratedRegex(@"/S /Figure\s+/Alt ")]
    private static partial Regex DescribedFigure();
}
