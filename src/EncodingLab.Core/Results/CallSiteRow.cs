using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>ledger/call-sites.csv</c>: calls found in a file's code against those that its compiler recorded. Missed must be 0; a spurious one costs bytes only.</summary>
public sealed record CallSiteRow
{
    [Column("file")] public required string File { get; init; }
    [Column("target")] public required string Target { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("truth")] public required int Truth { get; init; }
    [Column("found")] public required int Found { get; init; }
    [Column("missed")] public required int Missed { get; init; }
    [Column("spurious")] public required int Spurious { get; init; }
}
