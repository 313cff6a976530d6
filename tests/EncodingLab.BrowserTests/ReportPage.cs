using EncodingLab.Reporting;
using EncodingLab.Tests.Support;
using Microsoft.Playwright;

namespace EncodingLab.BrowserTests;

/// <summary>The report of a synthetic run, with a hostile module name.</summary>
public sealed class ReportPage : BrowserPage
{
    /// <summary>A name that tries to become markup and script wherever it is written.</summary>
    public const string HostileName = "</script></noscript></svg><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">'\"`=1+1";

    private readonly TempFolder _folder = new();

    public override string Url => "file://" + _folder.File("run/report.html");

    public override async Task InitializeAsync()
    {
        if (Chromium.Executable is not null)
        {
            ReportWriter.Write(SyntheticRun.Create(_folder.File("run"), 8, strangeName: HostileName));
        }

        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>A report in one browser for all tests of a class.</summary>
public abstract class BrowserPage : IAsyncLifetime
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Address of the report.</summary>
    public abstract string Url { get; }

    public virtual async Task InitializeAsync()
    {
        if (Chromium.Executable is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Executable, Headless = true, Args = s_arguments });
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>An empty page, for the report to be opened in later.</summary>
    public async Task<Visit> OpenBlank()
    {
        IBrowserContext context = await _browser!.NewContextAsync();
        return new Visit(context, await context.NewPageAsync());
    }

    /// <summary>Opens the report and waits for all that it makes when it has nothing to do; what the page complains of or asks for is in the visit.</summary>
    /// <param name="busy">Never has nothing to do: only what is needed is made, and nothing is waited for.</param>
    /// <param name="anchor">Where to begin, such as <c>#choice</c>.</param>
    public async Task<Visit> Open(int width = 1400, bool dark = false, bool scripts = true, bool busy = false, string anchor = "")
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
        });
        IPage page = await context.NewPageAsync();
        var visit = new Visit(context, page);
        if (busy)
        {
            await page.AddInitScriptAsync("window.requestIdleCallback = () => 0;");
        }

        await page.GotoAsync(Url + anchor);
        if (scripts && !busy)
        {
            await page.WaitForSelectorAsync("html[data-made=all]");
        }

        return visit;
    }
}

/// <summary>An open page and what went wrong on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    public Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => AddIf(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => AddIf(true, "page error: " + error);
        page.Dialog += (_, dialog) => AddIf(true, "dialog: " + dialog.Message);
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Console errors and warnings, uncaught errors, dialogs.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Everything that the page asked for, itself first.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void AddIf(bool wrong, string text)
    {
        if (wrong)
        {
            _complaints.Add(text);
        }
    }
}
