using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>ledger/call-sites.csv</c>: calls found in a file's code against those that its compiler recorded. Missed must be 0; a spurious one costs bytes only.</summary>
public sealed record CallSiteRow
{
    [Name("file")] public required string File { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("truth")] public required int Truth { get; init; }
    [Name("found")] public required int Found { get; init; }
    [Name("missed")] public required int Missed { get; init; }
    [Name("spurious")] public required int Spurious { get; init; }
}
