using Microsoft.Playwright;

namespace EncodingLab.BrowserTests;

public sealed class InteractionTests(ReportPage report) : IClassFixture<ReportPage>
{
    [BrowserFact]
    public async Task A_filter_hides_what_is_about_something_else_and_show_all_brings_it_back()
    {
        await using Visit visit = await report.Open();
        ILocator traps = visit.Page.Locator("main tr[data-table=traps]:visible, main [data-table=traps] tr:visible, figure[data-table=traps]:visible");
        ILocator map = visit.Page.Locator("main tr[data-table=addrmap]:visible, main [data-table=addrmap] tr:visible, figure[data-table=addrmap]:visible");
        int before = await traps.CountAsync();
        Assert.True(before > 5);
        await visit.Page.GetByLabel("table", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("addrmap");
        Assert.Equal(0, await traps.CountAsync());
        Assert.True(await map.CountAsync() > 5);
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(traps).ToHaveCountAsync(before);
        Assert.Empty(visit.Complaints);
    }

    [BrowserTheory]
    [InlineData("target", "aarch64")]
    [InlineData("module", "made-up-minifier")]
    [InlineData("encoding", "block-leb128")]
    [InlineData("workload", "trap-miss")]
    public async Task Each_filter_leaves_only_its_own_marks_and_rows(string key, string value)
    {
        await using Visit visit = await report.Open();
        await visit.Page.Locator($"select[name={key}]").SelectOptionAsync(value);
        int others = await visit.Page.EvaluateAsync<int>($"[...document.querySelectorAll('main [data-{key}]')].filter(e => e.dataset.{key} !== '{value}' && !e.hidden && !e.hasAttribute('hidden')).length");
        Assert.Equal(0, others);
        Assert.True(await visit.Page.Locator($"main [data-{key}='{value}']:not([hidden])").CountAsync() > 0);
        Assert.NotEqual("", await visit.Page.Locator("#status").InnerTextAsync());
    }

    [BrowserFact]
    public async Task A_table_sorts_by_keyboard_numbers_as_numbers_and_says_so()
    {
        await using Visit visit = await report.Open();
        ILocator table = visit.Page.Locator("#blocks-addrmap table").First;
        ILocator head = table.Locator("thead th").Nth(1);
        await head.Locator("button").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        double[] up = await Keys(table, 1);
        Assert.Equal(up.Order(), up);
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(up.Reverse(), await Keys(table, 1));
        await table.Locator("thead th").Nth(2).Locator("button").ClickAsync();
        Assert.Null(await head.GetAttributeAsync("aria-sort"));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task The_table_of_all_rows_opens_filters_sorts_and_grows()
    {
        await using Visit visit = await report.Open();
        ILocator rows = visit.Page.Locator("#all tbody tr");
        Assert.Equal(0, await rows.CountAsync());
        await visit.Page.Locator("#rows-section summary").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(100);
        await visit.Page.Locator("#more").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(600);
        await visit.Page.Locator("select[name=encoding]").SelectOptionAsync("legacy-fixed");
        await visit.Page.Locator("select[name=table]").SelectOptionAsync("addrmap");
        string[] ratios = await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#all tbody tr')].filter(r => r.cells[8].textContent === 'bytes' && r.cells[5].textContent === 'lossless').map(r => r.cells[11].textContent)");
        Assert.NotEmpty(ratios);
        Assert.All(ratios, ratio => Assert.StartsWith("8", ratio, StringComparison.Ordinal));
        await visit.Page.Locator("#all thead th").Nth(10).Locator("button").ClickAsync();
        double[] values = await visit.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('#all tbody tr')].map(r => Number(r.cells[10].textContent.replaceAll(',', '')))");
        Assert.Equal(values.Order(), values);
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task The_page_can_be_used_from_the_keyboard_alone()
    {
        await using Visit visit = await report.Open();
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("To the report", await visit.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await visit.Page.Locator("select[name=table]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.Locator("#status")).ToContainTextAsync("charts");
        Assert.Equal("addrmap", await visit.Page.Locator("select[name=table]").InputValueAsync());
        int unreachable = await visit.Page.EvaluateAsync<int>("[...document.querySelectorAll('.scroll, summary, button, select, a[href]')].filter(e => e.tabIndex < 0).length");
        Assert.Equal(0, unreachable);
    }

    private static async Task<double[]> Keys(ILocator table, int column) =>
        await table.EvaluateAsync<double[]>($"table => [...table.tBodies[0].rows].map(row => Number(row.cells[{column}].dataset.k ?? row.cells[{column}].textContent.replaceAll(',', '')))");
}
