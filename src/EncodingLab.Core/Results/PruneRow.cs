using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>ledger/prune.csv</c>: what keeping only what can be asked makes of a file's address map, in the format that its Wasmtime reads.</summary>
public sealed record PruneRow
{
    [Name("file")] public required string File { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }

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

    /// <summary>The section before; pruned with keys where they were; pruned with keys where they take the fewest bytes, which is the bound and what is written.</summary>
    [Name("map_bytes")] public required long MapBytes { get; init; }
    [Name("pruned_in_place_bytes")] public required long InPlaceBytes { get; init; }
    [Name("pruned_bytes")] public required long PrunedBytes { get; init; }
    [Name("pruned_ratio")] public required double PrunedRatio { get; init; }

    /// <summary>The whole file; empty after pruning where the file is redacted and so cannot be pruned.</summary>
    [Name("file_bytes")] public required long FileBytes { get; init; }
    [Name("pruned_file_bytes")] public long? PrunedFileBytes { get; init; }
}
