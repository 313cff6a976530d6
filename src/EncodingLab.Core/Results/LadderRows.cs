using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Results;

/// <summary>One row of <c>ladder.csv</c>: a step of a published ladder, made again by one Wasmtime.</summary>
public sealed record LadderRow
{
    public const string FileName = "ladder.csv";

    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("step")] public required int Step { get; init; }
    [Name("what")] public required string What { get; init; }

    /// <summary>Where the published figures are from.</summary>
    [Name("source")] public string Source { get; init; } = "";
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("wasm_input")] public required string WasmInput { get; init; }
    [Name("wasm_bytes")] public long? WasmBytes { get; init; }
    [Name("wasm_sha256")] public string WasmSha256 { get; init; } = "";

    /// <summary>The command, with files by their names, as it was run.</summary>
    [Name("command")] public string Command { get; init; } = "";

    /// <summary>Options of the step that this Wasmtime does not know, and so were left out.</summary>
    [Name("dropped")] public string Dropped { get; init; } = "";

    /// <summary>How the run's other rows call the compiled file.</summary>
    [Name("file")] public string File { get; init; } = "";
    [Name("published_kib")] public required int PublishedKib { get; init; }
    [Name("published_wasm_kib")] public required int PublishedWasmKib { get; init; }
    [Name("bytes")] public long? Bytes { get; init; }

    /// <summary>KiB rounded up, as the published figures are.</summary>
    [Name("kib")] public long? Kib { get; init; }

    /// <summary>Bytes more than at the step before.</summary>
    [Name("change_bytes")] public long? ChangeBytes { get; init; }
    [Name("error")] public string Error { get; init; } = "";
}

/// <summary>One row of <c>ladder-sections.csv</c>: what a section takes at a step. The sections of a step sum to its file.</summary>
public sealed record LadderSectionRow
{
    public const string FileName = "ladder-sections.csv";

    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("step")] public required int Step { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }

    /// <summary>Name, or <c>[alignment]</c>, <c>[section headers]</c> and the like.</summary>
    [Name("section")] public required string Section { get; init; }
    [Name("bytes")] public required long Bytes { get; init; }

    /// <summary>Bytes more than at the step before; empty for the first.</summary>
    [Name("change_bytes")] public long? ChangeBytes { get; init; }
}

/// <summary>One row of <c>ladder-tables.csv</c>: what a table takes at a step in an encoding, and the file with it.</summary>
public sealed record LadderTableRow
{
    public const string FileName = "ladder-tables.csv";

    [Name("schema")] public int Schema { get; init; } = RunFolder.Schema;
    [Name("step")] public required int Step { get; init; }
    [Name("wasmtime")] public required string Wasmtime { get; init; }
    [Name("table")] public required string Table { get; init; }
    [Name("encoding")] public required string Encoding { get; init; }
    [Name("entries")] public required long Entries { get; init; }
    [Name("bytes")] public required long Bytes { get; init; }
    [Name("file_bytes")] public required long FileBytes { get; init; }
    [Name("file_bytes_with")] public required long FileBytesWith { get; init; }
}
