using EncodingLab.Reporting;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Advice;

public sealed class PruneMemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_pruned_nothing_has_no_memo()
    {
        RunFolder run = SyntheticRun.Create(_folder.File("run"), 2);
        Assert.Null(PruneMemo.Write(run));
        Assert.DoesNotContain(ReportWriter.Write(run), path => path.EndsWith(PruneMemo.FileName, StringComparison.Ordinal));
    }

    [Fact]
    public void The_memo_says_what_is_gained_and_lost_in_the_rows_own_figures()
    {
        RunFolder run = SyntheticRun.Create(_folder.File("run"), 2);
        CsvTable.Write(run.File(PruneRow.FileName), new[] { Row("a", "Rust", 0.36), Row("b", "Go", 0.49), Row("b", "Go", 0.09) with { Wasmtime = "46.0.3" }, Row("hand", "WebAssembly text", 1), Row("a", "Rust", 0.25) with { Variant = "winch" } });
        string memo = PruneMemo.Write(run)!;
        string readable = memo.Replace('\u00A0', ' ');
        Assert.Contains("over 2 modules", readable, StringComparison.Ordinal);
        Assert.Contains("takes 0.42× its bytes, from 0.36× (a) to 0.49× (b)", readable, StringComparison.Ordinal);
        Assert.Contains("more than 2.0 % above what free placement", readable, StringComparison.Ordinal);
        Assert.Matches(@"\| setting +\| winch +\| +1 ", readable);
        Assert.Matches(@"\| language +\| Go +\| +1 ", readable);
        Assert.All(new[] { "## What is gained", "## What is lost", "## What it would take", "## Limits" }, heading => Assert.Contains(heading, memo, StringComparison.Ordinal));
        Assert.Contains(ReportWriter.Write(run), path => File.ReadAllText(path) == memo);
        Assert.Contains("free placement", File.ReadAllText(run.File("report.html")), StringComparison.Ordinal);
    }

    private static PruneRow Row(string module, string language, double ratio) => new()
    {
        File = $"{module}.x86_64",
        Module = module,
        Target = "x86_64",
        Wasmtime = "47.0.2",
        Variant = "",
        SourceLanguage = language,
        Entries = 1000,
        AskedPcs = 400,
        AskedByTrap = 300,
        AskedByCall = 100,
        UnlistedTraps = 0,
        Kept = 350,
        KeptForTraps = 200,
        KeptForCalls = 100,
        Unasked = 600,
        Merged = 50,
        MapBytes = 2000,
        InPlaceBytes = (long)(ratio * 2100),
        PrunedBytes = (long)(ratio * 2000),
        BoundBytes = (long)Math.Ceiling(ratio * 2000 / 1.02),
        PrunedRatio = ratio,
        BoundRatio = ratio / 1.02,
        FileBytes = 9000,
        PrunedFileBytes = 9000 - (long)((1 - ratio) * 2000),
    };
}
