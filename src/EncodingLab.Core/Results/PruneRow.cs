using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of a run's <c>prune.csv</c>, and of that in the ledger: what keeping only what can be asked makes of a file's address map, in the format that its Wasmtime reads.</summary>
public sealed record PruneRow
{
    /// <summary>Its file in a run's folder.</summary>
    public const string FileName = "prune.csv";

    [Name("file")] public required string File { get; init; }
    [Name("module")] public required string Module { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("variant")] public required string Variant { get; init; }
    [Name("source_language")] public required string SourceLanguage { get; init; }

    /// <summary>Entries before, and pcs that a trap or a return address - 1 can ask.</summary>
    [Name("entries")] public required int Entries { get; init; }
    [Name("asked_pcs")] public required int AskedPcs { get; init; }
    [Name("asked_by_trap")] public required int AskedByTrap { get; init; }
    [Name("asked_by_call")] public required int AskedByCall { get; init; }

    /// <summary>Instructions that trap without an entry in the traps table; only Pulley has them.</summary>
    [Name("unlisted_traps")] public required int UnlistedTraps { get; init; }
    [Name("kept")] public required int Kept { get; init; }
    [Name("kept_for_traps_only")] public required int KeptForTraps { get; init; }
    [Name("kept_for_calls_only")] public required int KeptForCalls { get; init; }
    [Name("dropped_unasked")] public required int Unasked { get; init; }
    [Name("dropped_equal")] public required int Merged { get; init; }

    /// <summary>The section before; pruned with keys where they were; pruned with keys where they take the fewest bytes, which is what is written.</summary>
    [Name("map_bytes")] public required long MapBytes { get; init; }
    [Name("pruned_in_place_bytes")] public required long InPlaceBytes { get; init; }
    [Name("pruned_bytes")] public required long PrunedBytes { get; init; }

    /// <summary>What free placement of keys with equal neighbours merged could not go below: each difference of neighbouring keys as short as their own two bounds allow, whatever that does to the next.</summary>
    [Name("bound_bytes")] public required long BoundBytes { get; init; }
    [Name("pruned_ratio")] public required double PrunedRatio { get; init; }
    [Name("bound_ratio")] public required double BoundRatio { get; init; }

    /// <summary>The whole file, and with the pruned map, alignment counted; of a redacted file that of the original.</summary>
    [Name("file_bytes")] public required long FileBytes { get; init; }
    [Name("pruned_file_bytes")] public required long PrunedFileBytes { get; init; }

    /// <summary>Kept entries among all, 0 to 1.</summary>
    [Ignore] public double KeptShare => Entries == 0 ? 0 : (double)Kept / Entries;

    /// <summary>Pruned bytes over the bound, at least 1.</summary>
    [Ignore] public double RatioToBound => BoundBytes == 0 ? 1 : (double)PrunedBytes / BoundBytes;
}
