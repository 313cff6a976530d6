using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tests.Support;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Code;

/// <summary>Every whole file with a list of the compiler's own call sites: none is missed. The figures are results/ledger/call-sites.csv.</summary>
public sealed class CallSiteTruthTests(ITestOutputHelper output)
{
    [SharedFact]
    public void No_call_that_the_compiler_recorded_is_missed_in_any_file()
    {
        CorpusFile[] files = [.. CorpusFiles.Open(Path.Combine(Repo.Shared!, "corpus")).Where(file => file.CallSitesPath is not null && Ledger.Covers(file.FullPath)).OrderBy(file => file.Name, StringComparer.Ordinal)];
        CallSiteRow[] rows = [.. files.Select(Compare)];
        output.WriteLine($"{rows.Length} files, {rows.Sum(row => row.Truth)} calls, {rows.Sum(row => row.Missed)} missed, {rows.Sum(row => row.Spurious)} spurious");
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((row.File, 0), (row.File, row.Missed)));
        Ledger.Match("call-sites.csv", rows, row => row.File);
    }

    private static CallSiteRow Compare(CorpusFile source)
    {
        using CwasmFile file = source.Open();
        uint[] truth = CallSiteBytes.Read(source.CallSitesPath!);
        uint[] found = QueryTables.Complete(file, TableLoader.Load(file)).CallSites!;
        return new()
        {
            File = source.Name.Split('/')[^1],
            Target = source.Identity.Target,
            Wasmtime = source.Identity.Wasmtime,
            Truth = truth.Length,
            Found = found.Length,
            Missed = truth.Except(found).Count(),
            Spurious = found.Except(truth).Count(),
        };
    }
}
