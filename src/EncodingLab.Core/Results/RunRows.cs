using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>cells.csv</c>: a planned cell and what became of it.</summary>
public sealed record CellRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("file")] public required string File { get; init; }
    [Column("table")] public required string Table { get; init; }
    [Column("track")] public string Track { get; init; } = "lossless";
    [Column("encoding")] public required string Encoding { get; init; }
    [Column("reader")] public string Reader { get; init; } = "";
    [Column("workload")] public string Workload { get; init; } = "";
    [Column("cache")] public string Cache { get; init; } = "";

    /// <summary>size, or a timed model.</summary>
    [Column("model")] public required string Model { get; init; }

    /// <summary>measured, failed, not applicable, or cut (the budget ran out, or the run was stopped).</summary>
    [Column("outcome")] public required string Outcome { get; init; }
    [Column("note")] public string Note { get; init; } = "";
}

/// <summary>One row of <c>samples.csv</c>: one timed sample of one cell, as it was taken.</summary>
public sealed record SampleRow
{
    /// <summary>Number of the timed cell: its position among the rows of <c>cells.csv</c>, from 0.</summary>
    [Column("cell")] public required int Cell { get; init; }

    /// <summary>Number of the interleaved round, from 0; two samples a round (there and back).</summary>
    [Column("round")] public required int Round { get; init; }
    [Column("operations")] public required int Operations { get; init; }
    [Column("ticks")] public required long Ticks { get; init; }
}

/// <summary>One row of <c>encodings.csv</c>: what an encoding is.</summary>
public sealed record EncodingRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("encoding")] public required string Encoding { get; init; }
    [Column("family")] public required string Family { get; init; }
    [Column("summary")] public required string Summary { get; init; }
    [Column("lookup_cost")] public required string LookupCost { get; init; }
    [Column("tables")] public required string Tables { get; init; }

    /// <summary>Readers with what they need, as <c>scalar:portable avx2:AVX2</c>.</summary>
    [Column("readers")] public required string Readers { get; init; }
    [Column("stock_reader")] public string StockReader { get; init; } = "";
    [Column("builds_state")] public bool BuildsState { get; init; }
    [Column("searches_model")] public bool SearchesModel { get; init; }

    /// <summary>IL bytes of the readers' code, and lines of their source: what a reviewer pays.</summary>
    [Column("il_bytes")] public int? IlBytes { get; init; }
    [Column("source_lines")] public int? SourceLines { get; init; }

    /// <summary>The byte specification as plain text, one paragraph a line.</summary>
    [Column("specification")] public string Specification { get; init; } = "";
}

/// <summary>One row of <c>tables.csv</c>: what a file's table looks like.</summary>
public sealed record TableRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("file")] public required string File { get; init; }
    [Column("module")] public required string Module { get; init; }
    [Column("target")] public required string Target { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("variant")] public string Variant { get; init; } = "";
    [Column("table")] public required string Table { get; init; }
    [Column("track")] public string Track { get; init; } = "lossless";
    [Column("entries")] public required int Entries { get; init; }
    [Column("ties")] public required int Ties { get; init; }
    [Column("none")] public required int None { get; init; }
    [Column("pc_unit")] public required uint PcUnit { get; init; }
    [Column("text_bytes")] public required uint TextBytes { get; init; }

    /// <summary>Entries by bit length of the pc delta, from 0 bits, joined by spaces.</summary>
    [Column("pc_delta_bits")] public required string PcDeltaBits { get; init; }

    /// <summary>Entries by bit length of the zigzag position delta, from 0 bits, joined by spaces.</summary>
    [Column("value_delta_bits")] public required string ValueDeltaBits { get; init; }

    /// <summary>Trap codes as <c>code:count</c>, joined by spaces.</summary>
    [Column("values")] public required string Values { get; init; }

    /// <summary>The language that the module was written in, such as C or Rust, where the manifest says so.</summary>
    [Column("source_language")] public string SourceLanguage { get; init; } = "";
}

/// <summary>One row of <c>files.csv</c>, which only a partial run has: a file that was sized, and which file it was.</summary>
public sealed record RunFileRow
{
    public const string FileName = "files.csv";

    [Column("file")] public required string File { get; init; }
    [Column("sha256")] public required string Sha256 { get; init; }
}

/// <summary>One row of <c>sections.csv</c>: where a file's bytes are.</summary>
public sealed record SectionRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("file")] public required string File { get; init; }
    [Column("module")] public required string Module { get; init; }
    [Column("target")] public required string Target { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("variant")] public string Variant { get; init; } = "";
    [Column("section")] public required string Section { get; init; }
    [Column("bytes")] public required long Bytes { get; init; }
    [Column("file_bytes")] public required long FileBytes { get; init; }
}

/// <summary>One row of <c>counters.csv</c>: what lookups touch, counted by the portable reader. Facts.</summary>
public sealed record CounterRow
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
    [Column("reader")] public required string Reader { get; init; }
    [Column("workload")] public required string Workload { get; init; }

    /// <summary>cache_lines, pages, bytes_read or entries_decoded, per lookup.</summary>
    [Column("counter")] public required string Counter { get; init; }
    [Column("mean")] public required double Mean { get; init; }
    [Column("p99")] public required double P99 { get; init; }
    [Column("max")] public required double Max { get; init; }
    [Column("error")] public string Error { get; init; } = "";
}

/// <summary>One row of <c>latency.csv</c>: how the time of single pcs is spread.</summary>
public sealed record LatencyRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("file")] public required string File { get; init; }
    [Column("table")] public required string Table { get; init; }
    [Column("track")] public string Track { get; init; } = "lossless";
    [Column("encoding")] public required string Encoding { get; init; }
    [Column("reader")] public required string Reader { get; init; }

    /// <summary>position (bucket = position in block, in 64ths) or ecdf (bucket = percentile).</summary>
    [Column("view")] public required string View { get; init; }
    [Column("bucket")] public required int Bucket { get; init; }
    [Column("ns")] public required double Ns { get; init; }
    [Column("pcs")] public required int Pcs { get; init; }
}

/// <summary>One row of <c>engine.csv</c>: what a trap costs in the real engine, beside what our figures predict.</summary>
public sealed record EngineRow
{
    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("engine")] public required string Engine { get; init; }

    /// <summary>0 = legacy fixed-width.</summary>
    [Column("block_size")] public required int BlockSize { get; init; }
    [Column("frames")] public required int Frames { get; init; }
    [Column("measured_ns")] public required double MeasuredNs { get; init; }
    [Column("predicted_ns")] public double? PredictedNs { get; init; }
    [Column("fixed_ns")] public double? FixedNs { get; init; }
    [Column("cwasm_bytes")] public required long CwasmBytes { get; init; }
    [Column("note")] public string Note { get; init; } = "";
}
