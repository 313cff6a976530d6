using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>sizes.csv</c>: what a table takes in an encoding. Facts, the same on every machine.</summary>
public sealed record SizeRow : ICellRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("file")] public required string File { get; init; }
    [Column("module")] public required string Module { get; init; }
    [Column("target")] public required string Target { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("variant")] public string Variant { get; init; } = "";
    [Column("table")] public required string Table { get; init; }
    [Column("track")] public string Track { get; init; } = "lossless";
    [Column("encoding")] public required string Encoding { get; init; }

    /// <summary>encoding, bound, peer or null.</summary>
    [Column("kind")] public string Kind { get; init; } = "encoding";
    [Column("block_entries")] public int? BlockEntries { get; init; }
    [Column("entries")] public long? Entries { get; init; }
    [Column("bytes")] public long? Bytes { get; init; }
    [Column("index_bytes")] public long? IndexBytes { get; init; }
    [Column("body_bytes")] public long? BodyBytes { get; init; }
    [Column("model_bytes")] public long? ModelBytes { get; init; }
    [Column("bytes_per_entry")] public double? BytesPerEntry { get; init; }
    [Column("ratio_to_legacy")] public double? RatioToLegacy { get; init; }
    [Column("ratio_to_v47")] public double? RatioToV47 { get; init; }
    [Column("file_bytes")] public long? FileBytes { get; init; }
    [Column("file_bytes_with")] public long? FileBytesWith { get; init; }
    [Column("sha256")] public string Sha256 { get; init; } = "";
    [Column("error")] public string Error { get; init; } = "";
}
