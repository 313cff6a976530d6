using Microsoft.Playwright;

namespace EncodingLab.BrowserTests;

public sealed class RenderingTests(ReportPage report) : IClassFixture<ReportPage>
{
    [BrowserTheory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(700, false)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task Every_chart_is_drawn_once_and_the_page_stays_inside_its_window(int width, bool dark)
    {
        await using Visit visit = await report.Open(width, dark);
        int figures = await visit.Page.Locator("figure").CountAsync();
        Assert.True(figures > 20);
        Assert.Equal(figures, await visit.Page.Locator("figure svg:visible").CountAsync());
        string expected = width < 500 ? "narrow" : "wide";
        Assert.Equal(figures, await visit.Page.Locator($"figure svg.{expected}:visible").CountAsync());
        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than its window");
        Assert.Empty(visit.Complaints);
        Assert.Equal([report.Url], visit.Requests);
    }

    [BrowserTheory]
    [InlineData(360)]
    [InlineData(1400)]
    public async Task No_label_lies_on_another_as_the_browser_measures_them(int width)
    {
        await using Visit visit = await report.Open(width);
        string[] overlaps = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('figure svg')].filter(svg => svg.getBoundingClientRect().width > 0).flatMap(svg => {
              const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBBox() }));
              const touch = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + a.height * .2 < b.y + b.height * .8 && b.y + b.height * .2 < a.y + a.height * .8;
              const wide = svg.viewBox.baseVal.width, high = svg.viewBox.baseVal.height;
              return texts.flatMap((a, i) => texts.slice(i + 1).filter(b => touch(a.box, b.box)).map(b => a.text + ' on ' + b.text))
                .concat(texts.filter(a => a.box.x < 0 || a.box.x + a.box.width > wide || a.box.y + a.box.height > high).map(a => a.text + ' leaves the paper'));
            })
            """);
        Assert.Empty(overlaps);
    }

    [BrowserFact]
    public async Task Dark_print_and_light_have_paper_and_ink_that_fit()
    {
        await using Visit visit = await report.Open(dark: true);
        Assert.Equal(("rgb(20, 24, 29)", "rgb(236, 239, 243)"), await Colours(visit.Page));
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal(("rgb(255, 255, 255)", "rgb(27, 31, 36)"), await Colours(visit.Page));
    }

    [BrowserFact]
    public async Task A_hostile_name_is_shown_and_does_nothing()
    {
        await using Visit visit = await report.Open();
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.hacked === undefined && document.querySelectorAll('img').length === 0"));
        Assert.True(await visit.Page.Locator("select[name=module] option", new PageLocatorOptions { HasText = "window.hacked=1" }).CountAsync() == 1);
        await visit.Page.Locator("#rows-section summary").ClickAsync();
        await visit.Page.Locator("select[name=module]").SelectOptionAsync(ReportPage.HostileName);
        Assert.Contains(ReportPage.HostileName, await visit.Page.Locator("#all tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.hacked === undefined"));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Without_scripts_all_is_readable_and_nothing_pretends_to_work()
    {
        await using Visit visit = await report.Open(scripts: false);
        Assert.False(await visit.Page.Locator("#filters").IsVisibleAsync());
        Assert.True(await visit.Page.Locator("noscript p").IsVisibleAsync());
        Assert.True(await visit.Page.Locator("table:visible").CountAsync() >= 4);
        Assert.True(await visit.Page.Locator(".answer p").First.IsVisibleAsync());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Charts_and_tables_have_names_for_those_who_do_not_see_them()
    {
        await using Visit visit = await report.Open();
        int unnamed = await visit.Page.EvaluateAsync<int>(
            """
            () => [...document.querySelectorAll('figure svg')].filter(svg => !svg.getAttribute('aria-labelledby').split(' ').every(id => document.querySelectorAll('[id="' + id + '"]').length === 1 && document.getElementById(id).textContent.trim())).length
              + [...document.querySelectorAll('table')].filter(table => !table.caption || !table.caption.textContent.trim()).length
              + [...document.querySelectorAll('select')].filter(select => !select.labels.length).length
            """);
        Assert.Equal(0, unnamed);
        Assert.True(await visit.Page.GetByRole(AriaRole.Img).CountAsync() > 20);
    }

    private static async Task<(string Paper, string Ink)> Colours(IPage page) => (
        await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('figure svg.wide .paper')).fill"),
        await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('figure svg.wide text')).fill"));
}
