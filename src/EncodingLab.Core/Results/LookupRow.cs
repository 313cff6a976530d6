using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>lookups.csv</c>: how long one operation of a cell takes. Weather: of one machine and one run.</summary>
public sealed record LookupRow : ICellRow
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

    /// <summary>encoding, peer or null.</summary>
    [Column("kind")] public string Kind { get; init; } = "encoding";
    [Column("reader")] public string Reader { get; init; } = "";
    [Column("isa")] public string Isa { get; init; } = "";
    [Column("block_entries")] public int? BlockEntries { get; init; }
    [Column("workload")] public string Workload { get; init; } = "";

    /// <summary>hot or cold.</summary>
    [Column("cache")] public string Cache { get; init; } = "hot";

    /// <summary>What one timed operation is: find, open-and-find, dependent, decode-all, encode, open.</summary>
    [Column("model")] public string Model { get; init; } = "";

    /// <summary>Lookups (or entries, for decode-all and encode) in one timed sample.</summary>
    [Column("lookups")] public long? Lookups { get; init; }
    [Column("lookups_per_operation")] public int? LookupsPerOperation { get; init; }
    [Column("samples")] public int? Samples { get; init; }

    /// <summary>Nanoseconds of one operation, median over the samples.</summary>
    [Column("ns_median")] public double? NsMedian { get; init; }
    [Column("ns_ci_low")] public double? NsCiLow { get; init; }
    [Column("ns_ci_high")] public double? NsCiHigh { get; init; }
    [Column("ns_p10")] public double? NsP10 { get; init; }
    [Column("ns_p90")] public double? NsP90 { get; init; }
    [Column("ns_mad")] public double? NsMad { get; init; }

    /// <summary>Samples beyond 1.5 (mild) and 3 (severe) interquartile ranges, as <c>mild/severe</c>; kept in all figures.</summary>
    [Column("outliers")] public string Outliers { get; init; } = "";

    /// <summary>Bytes of state that opening allocates.</summary>
    [Column("open_bytes")] public long? OpenBytes { get; init; }
    [Column("open_ns")] public double? OpenNs { get; init; }

    /// <summary>Median of the paired ratios to the legacy baseline's same question, with its interval in the next rows' columns for v47.</summary>
    [Column("ratio_to_legacy")] public double? RatioToLegacy { get; init; }
    [Column("ratio_to_v47")] public double? RatioToV47 { get; init; }

    /// <summary>95 % interval of <see cref="RatioToV47"/>.</summary>
    [Column("ratio_ci_low")] public double? RatioCiLow { get; init; }
    [Column("ratio_ci_high")] public double? RatioCiHigh { get; init; }
    [Column("checksum")] public string Checksum { get; init; } = "";

    /// <summary>What makes this row doubtful, joined by <c>; </c>.</summary>
    [Column("warnings")] public string Warnings { get; init; } = "";
    [Column("error")] public string Error { get; init; } = "";
}
