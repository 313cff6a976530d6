using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of a run's <c>prune.csv</c>, and of that in the ledger: what keeping only what can be asked makes of a file's address map, in the format that its Wasmtime reads.</summary>
public sealed record PruneRow
{
    /// <summary>Its file in a run's folder.</summary>
    public const string FileName = "prune.csv";

    [Column("file")] public required string File { get; init; }
    [Column("module")] public required string Module { get; init; }
    [Column("target")] public required string Target { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("variant")] public required string Variant { get; init; }
    [Column("source_language")] public required string SourceLanguage { get; init; }

    /// <summary>Entries before, and pcs that a trap or a return address - 1 can ask.</summary>
    [Column("entries")] public required int Entries { get; init; }
    [Column("asked_pcs")] public required int AskedPcs { get; init; }
    [Column("asked_by_trap")] public required int AskedByTrap { get; init; }
    [Column("asked_by_call")] public required int AskedByCall { get; init; }

    /// <summary>Instructions that trap without an entry in the traps table; only Pulley has them.</summary>
    [Column("unlisted_traps")] public required int UnlistedTraps { get; init; }
    [Column("kept")] public required int Kept { get; init; }
    [Column("kept_for_traps_only")] public required int KeptForTraps { get; init; }
    [Column("kept_for_calls_only")] public required int KeptForCalls { get; init; }
    [Column("dropped_unasked")] public required int Unasked { get; init; }
    [Column("dropped_equal")] public required int Merged { get; init; }

    /// <summary>The section before; pruned with keys where they were; pruned with keys where they take the fewest bytes, which is what is written.</summary>
    [Column("map_bytes")] public required long MapBytes { get; init; }
    [Column("pruned_in_place_bytes")] public required long InPlaceBytes { get; init; }
    [Column("pruned_bytes")] public required long PrunedBytes { get; init; }

    /// <summary>What free placement of keys with equal neighbours merged could not go below: each difference of neighbouring keys as short as their own two bounds allow, whatever that does to the next.</summary>
    [Column("bound_bytes")] public required long BoundBytes { get; init; }
    [Column("pruned_ratio")] public required double PrunedRatio { get; init; }
    [Column("bound_ratio")] public required double BoundRatio { get; init; }

    /// <summary>The whole file, and with the pruned map, alignment counted; of a redacted file that of the original.</summary>
    [Column("file_bytes")] public required long FileBytes { get; init; }
    [Column("pruned_file_bytes")] public required long PrunedFileBytes { get; init; }

    /// <summary>Kept entries among all, 0 to 1.</summary>
    [NotMapped] public double KeptShare => Entries == 0 ? 0 : (double)Kept / Entries;

    /// <summary>Pruned bytes over the bound, at least 1.</summary>
    [NotMapped] public double RatioToBound => BoundBytes == 0 ? 1 : (double)PrunedBytes / BoundBytes;
}
