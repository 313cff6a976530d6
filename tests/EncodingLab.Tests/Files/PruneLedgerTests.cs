using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
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
        Ledger.Match("prune.csv", rows, row => row.File);
    }

    private static PruneRow? Row(CorpusFile source)
    {
        using CwasmFile file = source.Open();
        CodeTables tables = TableLoader.Load(file);
        if (QueryTables.WhyNot(file, tables) is not null)
        {
            return null;
        }

        bool redacted = RedactionNote.Read(file) is not null;
        tables = QueryTables.Complete(file, tables);
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        PrunedTables pruned = shipped.BlockEntries is { } block ? QueryEquivalence.Prune(tables, KeyPlacement.ShortDeltas, block) : QueryEquivalence.Prune(tables);
        PruneStatistics entries = pruned.Statistics;
        long mapBytes = (long)file.Find(SectionNames.AddressMap)!.FileSize;
        long prunedBytes = shipped.Encode(pruned.Tables, TableKind.AddressMap).Bytes.Length;
        return new()
        {
            File = source.Name.Split('/')[^1],
            Target = source.Identity.Target,
            Wasmtime = source.Identity.Wasmtime,
            Entries = entries.Entries,
            AskedPcs = entries.AskedPcs,
            AskedByTrap = entries.ByTrap,
            AskedByCall = entries.ByCall,
            UnlistedTraps = tables.UnlistedTraps?.Length ?? 0,
            Kept = entries.Kept,
            KeptForTraps = entries.KeptForTraps,
            KeptForCalls = entries.KeptForCalls,
            Unasked = entries.Unasked,
            Merged = entries.Merged,
            MapBytes = mapBytes,
            InPlaceBytes = shipped.Encode(QueryEquivalence.Prune(tables).Tables, TableKind.AddressMap).Bytes.Length,
            PrunedBytes = prunedBytes,
            PrunedRatio = Math.Round((double)prunedBytes / mapBytes, 4),
            FileBytes = WholeFile.Size(file),
            PrunedFileBytes = redacted ? null : Pruner.Prune(file, out _).Length,
        };
    }
}
