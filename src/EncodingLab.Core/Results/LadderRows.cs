using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>ladder.csv</c>: a step of a published ladder, made again by one Wasmtime.</summary>
public sealed record LadderRow
{
    public const string FileName = "ladder.csv";

    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("step")] public required int Step { get; init; }
    [Column("what")] public required string What { get; init; }

    /// <summary>Where the published figures are from.</summary>
    [Column("source")] public string Source { get; init; } = "";
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("wasm_input")] public required string WasmInput { get; init; }
    [Column("wasm_bytes")] public long? WasmBytes { get; init; }
    [Column("wasm_sha256")] public string WasmSha256 { get; init; } = "";

    /// <summary>The command, with files by their names, as it was run.</summary>
    [Column("command")] public string Command { get; init; } = "";

    /// <summary>Options of the step that this Wasmtime does not know, and so were left out.</summary>
    [Column("dropped")] public string Dropped { get; init; } = "";

    /// <summary>How the run's other rows call the compiled file.</summary>
    [Column("file")] public string File { get; init; } = "";
    [Column("published_kib")] public required int PublishedKib { get; init; }
    [Column("published_wasm_kib")] public required int PublishedWasmKib { get; init; }
    [Column("bytes")] public long? Bytes { get; init; }

    /// <summary>KiB rounded up, as the published figures are.</summary>
    [Column("kib")] public long? Kib { get; init; }

    /// <summary>Bytes more than at the step before.</summary>
    [Column("change_bytes")] public long? ChangeBytes { get; init; }
    [Column("error")] public string Error { get; init; } = "";
}

/// <summary>One row of <c>ladder-sections.csv</c>: what a section takes at a step. The sections of a step sum to its file.</summary>
public sealed record LadderSectionRow
{
    public const string FileName = "ladder-sections.csv";

    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("step")] public required int Step { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }

    /// <summary>Name, or <c>[alignment]</c>, <c>[section headers]</c> and the like.</summary>
    [Column("section")] public required string Section { get; init; }
    [Column("bytes")] public required long Bytes { get; init; }

    /// <summary>Bytes more than at the step before; empty for the first.</summary>
    [Column("change_bytes")] public long? ChangeBytes { get; init; }
}

/// <summary>One row of <c>ladder-tables.csv</c>: what a table takes at a step in an encoding, and the file with it.</summary>
public sealed record LadderTableRow
{
    public const string FileName = "ladder-tables.csv";

    [Column("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Column("step")] public required int Step { get; init; }
    [Column("wasmtime")] public required string Wasmtime { get; init; }
    [Column("table")] public required string Table { get; init; }
    [Column("encoding")] public required string Encoding { get; init; }
    [Column("entries")] public required long Entries { get; init; }
    [Column("bytes")] public required long Bytes { get; init; }
    [Column("file_bytes")] public required long FileBytes { get; init; }
    [Column("file_bytes_with")] public required long FileBytesWith { get; init; }
}
