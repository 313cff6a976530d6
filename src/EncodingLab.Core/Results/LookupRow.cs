using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>lookups.csv</c>: how long one operation of a cell takes. Weather: of one machine and one run.</summary>
public sealed record LookupRow : ICellRow
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

    /// <summary>encoding, peer or null.</summary>
    [Name("kind")] public string Kind { get; init; } = "encoding";
    [Name("reader")] public string Reader { get; init; } = "";
    [Name("isa")] public string Isa { get; init; } = "";
    [Name("block_entries")] public int? BlockEntries { get; init; }
    [Name("workload")] public string Workload { get; init; } = "";

    /// <summary>hot or cold.</summary>
    [Name("cache")] public string Cache { get; init; } = "hot";

    /// <summary>What one timed operation is: find, open-and-find, dependent, decode-all, encode, open.</summary>
    [Name("model")] public string Model { get; init; } = "";

    /// <summary>Lookups (or entries, for decode-all and encode) in one timed sample.</summary>
    [Name("lookups")] public long? Lookups { get; init; }
    [Name("lookups_per_operation")] public int? LookupsPerOperation { get; init; }
    [Name("samples")] public int? Samples { get; init; }

    /// <summary>Nanoseconds of one operation, median over the samples.</summary>
    [Name("ns_median")] public double? NsMedian { get; init; }
    [Name("ns_ci_low")] public double? NsCiLow { get; init; }
    [Name("ns_ci_high")] public double? NsCiHigh { get; init; }
    [Name("ns_p10")] public double? NsP10 { get; init; }
    [Name("ns_p90")] public double? NsP90 { get; init; }
    [Name("ns_mad")] public double? NsMad { get; init; }

    /// <summary>Samples beyond 1.5 (mild) and 3 (severe) interquartile ranges, as <c>mild/severe</c>; kept in all figures.</summary>
    [Name("outliers")] public string Outliers { get; init; } = "";

    /// <summary>Bytes of state that opening allocates.</summary>
    [Name("open_bytes")] public long? OpenBytes { get; init; }
    [Name("open_ns")] public double? OpenNs { get; init; }

    /// <summary>Median of the paired ratios to the legacy baseline's same question, with its interval in the next rows' columns for v47.</summary>
    [Name("ratio_to_legacy")] public double? RatioToLegacy { get; init; }
    [Name("ratio_to_v47")] public double? RatioToV47 { get; init; }

    /// <summary>95 % interval of <see cref="RatioToV47"/>.</summary>
    [Name("ratio_ci_low")] public double? RatioCiLow { get; init; }
    [Name("ratio_ci_high")] public double? RatioCiHigh { get; init; }
    [Name("checksum")] public string Checksum { get; init; } = "";

    /// <summary>What makes this row doubtful, joined by <c>; </c>.</summary>
    [Name("warnings")] public string Warnings { get; init; } = "";
    [Name("error")] public string Error { get; init; } = "";
}
