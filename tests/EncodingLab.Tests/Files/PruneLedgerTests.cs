using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Results;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Files;

/// <summary>Shared files whose asked pcs can be known, pruned: the figures are results/ledger/prune.csv.</summary>
public sealed class PruneLedgerTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Pruned_maps_of_all_files_take_what_the_ledger_says()
    {
        CorpusFile[] files = [.. CorpusFiles.Open(Path.Combine(Repo.Shared!, "corpus")).Where(file => Ledger.Covers(file.FullPath))];
        PruneRow[] rows = [.. files.Select(Row).OfType<PruneRow>().OrderBy(row => row.File, StringComparer.Ordinal)];
        output.WriteLine($"{rows.Length} of {files.Length} files");
        Assert.All(rows.Where(row => row.File.StartsWith("libpython", StringComparison.Ordinal) || row.File.StartsWith("quickjs", StringComparison.Ordinal)), row => Assert.InRange(row.PrunedRatio, 0, 0.41));
        // The generated module traps at almost every entry: nothing in a compiler's output comes near it.
        Assert.All(rows.Where(row => row.Target == "x86_64" && !row.File.StartsWith("backtrace-chain", StringComparison.Ordinal)), row => Assert.InRange(row.PrunedRatio, 0, 0.55));
        Assert.All(rows, row => Assert.InRange(row.RatioToBound, 1, 1.05));
        Ledger.Match("prune.csv", rows, row => row.File);
    }

    private static PruneRow? Row(CorpusFile source)
    {
        var file = new LabFile(source);
        PruneRow? row = PruneMeasurer.Measure(file, file.Load(callSites: true));
        using CwasmFile bytes = source.Open();
        if (row is not null && RedactionNote.Read(bytes) is null)
        {
            byte[] pruned = Pruner.Prune(bytes, out PruneReport report);
            Assert.Equal((row.File, row.PrunedFileBytes), (row.File, pruned.Length));
            AssertAnswers(source, bytes, pruned);
            Assert.Equal((row.MapBytes, row.PrunedBytes, row.Kept), (report.MapBytes, report.PrunedMapBytes, report.Entries.Kept));
        }

        return row;
    }

    /// <summary>At every trap and every call that the compiler recorded; of a file without its list, at what was found.</summary>
    private static void AssertAnswers(CorpusFile source, CwasmFile before, byte[] pruned)
    {
        using CwasmFile after = CwasmFile.Parse(source.FullPath, pruned);
        CodeTables whole = TableLoader.Load(before);
        uint[] calls = source.CallSitesPath is { } path ? CallSiteBytes.Read(path) : QueryTables.Complete(before, whole).CallSites!;
        uint[] asked = [.. whole[TableKind.Traps].Pcs, .. calls.Select(call => call - 1)];
        uint? pc = QueryEquivalence.FirstDifference(whole[TableKind.AddressMap], TableLoader.Load(after)[TableKind.AddressMap], asked);
        Assert.True(pc is null, $"{source.Name}: another answer at pc {pc}");
    }
}
