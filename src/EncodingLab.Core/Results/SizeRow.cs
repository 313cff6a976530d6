using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>sizes.csv</c>: what a table takes in an encoding. Facts, the same on every machine.</summary>
public sealed record SizeRow : ICellRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("file")] public required string File { get; init; }
    [Name("module")] public required string Module { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("variant")] public string Variant { get; init; } = "";
    [Name("table")] public required string Table { get; init; }
    [Name("track")] public string Track { get; init; } = "lossless";
    [Name("encoding")] public required string Encoding { get; init; }

    /// <summary>encoding, bound, peer or null.</summary>
    [Name("kind")] public string Kind { get; init; } = "encoding";
    [Name("block_entries")] public int? BlockEntries { get; init; }
    [Name("entries")] public long? Entries { get; init; }
    [Name("bytes")] public long? Bytes { get; init; }
    [Name("index_bytes")] public long? IndexBytes { get; init; }
    [Name("body_bytes")] public long? BodyBytes { get; init; }
    [Name("model_bytes")] public long? ModelBytes { get; init; }
    [Name("bytes_per_entry")] public double? BytesPerEntry { get; init; }
    [Name("ratio_to_legacy")] public double? RatioToLegacy { get; init; }
    [Name("ratio_to_v47")] public double? RatioToV47 { get; init; }
    [Name("file_bytes")] public long? FileBytes { get; init; }
    [Name("file_bytes_with")] public long? FileBytesWith { get; init; }
    [Name("sha256")] public string Sha256 { get; init; } = "";
    [Name("error")] public string Error { get; init; } = "";
}
