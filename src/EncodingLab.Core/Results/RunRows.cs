using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>cells.csv</c>: a planned cell and what became of it.</summary>
public sealed record CellRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("file")] public required string File { get; init; }
    [Name("table")] public required string Table { get; init; }
    [Name("track")] public string Track { get; init; } = "lossless";
    [Name("encoding")] public required string Encoding { get; init; }
    [Name("reader")] public string Reader { get; init; } = "";
    [Name("workload")] public string Workload { get; init; } = "";
    [Name("cache")] public string Cache { get; init; } = "";

    /// <summary>size, or a timed model.</summary>
    [Name("model")] public required string Model { get; init; }

    /// <summary>measured, failed, not applicable, or cut (the budget ran out, or the run was stopped).</summary>
    [Name("outcome")] public required string Outcome { get; init; }
    [Name("note")] public string Note { get; init; } = "";
}

/// <summary>One row of <c>samples.csv</c>: one timed sample of one cell, as it was taken.</summary>
public sealed record SampleRow
{
    /// <summary>Number of the timed cell: its position among the rows of <c>cells.csv</c>, from 0.</summary>
    [Name("cell")] public required int Cell { get; init; }

    /// <summary>Number of the interleaved round, from 0; two samples a round (there and back).</summary>
    [Name("round")] public required int Round { get; init; }
    [Name("operations")] public required int Operations { get; init; }
    [Name("ticks")] public required long Ticks { get; init; }
}

/// <summary>One row of <c>encodings.csv</c>: what an encoding is.</summary>
public sealed record EncodingRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("encoding")] public required string Encoding { get; init; }
    [Name("family")] public required string Family { get; init; }
    [Name("summary")] public required string Summary { get; init; }
    [Name("lookup_cost")] public required string LookupCost { get; init; }
    [Name("tables")] public required string Tables { get; init; }

    /// <summary>Readers with what they need, as <c>scalar:portable avx2:AVX2</c>.</summary>
    [Name("readers")] public required string Readers { get; init; }
    [Name("stock_reader")] public string StockReader { get; init; } = "";
    [Name("builds_state")] public bool BuildsState { get; init; }
    [Name("searches_model")] public bool SearchesModel { get; init; }

    /// <summary>IL bytes of the readers' code, and lines of their source: what a reviewer pays.</summary>
    [Name("il_bytes")] public int? IlBytes { get; init; }
    [Name("source_lines")] public int? SourceLines { get; init; }

    /// <summary>The byte specification as plain text, one paragraph a line.</summary>
    [Name("specification")] public string Specification { get; init; } = "";
}

/// <summary>One row of <c>tables.csv</c>: what a file's table looks like.</summary>
public sealed record TableRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("file")] public required string File { get; init; }
    [Name("module")] public required string Module { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("variant")] public string Variant { get; init; } = "";
    [Name("table")] public required string Table { get; init; }
    [Name("track")] public string Track { get; init; } = "lossless";
    [Name("entries")] public required int Entries { get; init; }
    [Name("ties")] public required int Ties { get; init; }
    [Name("none")] public required int None { get; init; }
    [Name("pc_unit")] public required uint PcUnit { get; init; }
    [Name("text_bytes")] public required uint TextBytes { get; init; }

    /// <summary>Entries by bit length of the pc delta, from 0 bits, joined by spaces.</summary>
    [Name("pc_delta_bits")] public required string PcDeltaBits { get; init; }

    /// <summary>Entries by bit length of the zigzag position delta, from 0 bits, joined by spaces.</summary>
    [Name("value_delta_bits")] public required string ValueDeltaBits { get; init; }

    /// <summary>Trap codes as <c>code:count</c>, joined by spaces.</summary>
    [Name("values")] public required string Values { get; init; }

    /// <summary>The language that the module was written in, such as C or Rust, where the manifest says so.</summary>
    [Name("source_language")] public string SourceLanguage { get; init; } = "";
}

/// <summary>One row of <c>files.csv</c>, which only a partial run has: a file that was sized, and which file it was.</summary>
public sealed record RunFileRow
{
    public const string FileName = "files.csv";

    [Name("file")] public required string File { get; init; }
    [Name("sha256")] public required string Sha256 { get; init; }
}

/// <summary>One row of <c>sections.csv</c>: where a file's bytes are.</summary>
public sealed record SectionRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("file")] public required string File { get; init; }
    [Name("module")] public required string Module { get; init; }
    [Name("target")] public required string Target { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("variant")] public string Variant { get; init; } = "";
    [Name("section")] public required string Section { get; init; }
    [Name("bytes")] public required long Bytes { get; init; }
    [Name("file_bytes")] public required long FileBytes { get; init; }
}

/// <summary>One row of <c>counters.csv</c>: what lookups touch, counted by the portable reader. Facts.</summary>
public sealed record CounterRow
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
    [Name("reader")] public required string Reader { get; init; }
    [Name("workload")] public required string Workload { get; init; }

    /// <summary>cache_lines, pages, bytes_read or entries_decoded, per lookup.</summary>
    [Name("counter")] public required string Counter { get; init; }
    [Name("mean")] public required double Mean { get; init; }
    [Name("p99")] public required double P99 { get; init; }
    [Name("max")] public required double Max { get; init; }
    [Name("error")] public string Error { get; init; } = "";
}

/// <summary>One row of <c>latency.csv</c>: how the time of single pcs is spread.</summary>
public sealed record LatencyRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("file")] public required string File { get; init; }
    [Name("table")] public required string Table { get; init; }
    [Name("track")] public string Track { get; init; } = "lossless";
    [Name("encoding")] public required string Encoding { get; init; }
    [Name("reader")] public required string Reader { get; init; }

    /// <summary>position (bucket = position in block, in 64ths) or ecdf (bucket = percentile).</summary>
    [Name("view")] public required string View { get; init; }
    [Name("bucket")] public required int Bucket { get; init; }
    [Name("ns")] public required double Ns { get; init; }
    [Name("pcs")] public required int Pcs { get; init; }
}

/// <summary>One row of <c>engine.csv</c>: what a trap costs in the real engine, beside what our figures predict.</summary>
public sealed record EngineRow
{
    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("engine")] public required string Engine { get; init; }

    /// <summary>0 = legacy fixed-width.</summary>
    [Name("block_size")] public required int BlockSize { get; init; }
    [Name("frames")] public required int Frames { get; init; }
    [Name("measured_ns")] public required double MeasuredNs { get; init; }
    [Name("predicted_ns")] public double? PredictedNs { get; init; }
    [Name("fixed_ns")] public double? FixedNs { get; init; }
    [Name("cwasm_bytes")] public required long CwasmBytes { get; init; }
    [Name("note")] public string Note { get; init; } = "";
}
