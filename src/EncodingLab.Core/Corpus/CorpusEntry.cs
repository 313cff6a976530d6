using CsvHelper;

namespace EncodingLab.Corpus;

/// <summary>One row of <c>manifest.csv</c>: what a file is, how it was made, and where its wasm came from.</summary>
[CsvRecord]
public sealed partial record CorpusEntry
{
    /// <summary>Path below the manifest's folder, with forward slashes.</summary>
    [CsvColumn("file")] public required string File { get; init; }

    /// <summary><see cref="FullKind"/> or <see cref="RedactedKind"/>.</summary>
    [CsvColumn("kind")] public string Kind { get; init; } = "";
    [CsvColumn("module")] public required string Module { get; init; }

    /// <summary>First part of the target triple: x86_64, aarch64, riscv64, s390x, pulley64.</summary>
    [CsvColumn("target")] public required string Target { get; init; }

    /// <summary>Full version, such as 47.0.2.</summary>
    [CsvColumn("wasmtime")] public required string Wasmtime { get; init; }

    /// <summary>What sets it apart from the default build: winch, nosignals, debug ...; empty for the default.</summary>
    [CsvColumn("variant")] public string Variant { get; init; } = "";

    /// <summary>Arguments of <c>wasmtime compile</c> that reproduce it.</summary>
    [CsvColumn("options")] public string Options { get; init; } = "";
    [CsvColumn("bytes")] public long Bytes { get; init; }
    [CsvColumn("packed_bytes")] public long PackedBytes { get; init; }

    /// <summary>Of the unpacked file, lower-case hex.</summary>
    [CsvColumn("sha256")] public string Sha256 { get; init; } = "";

    /// <summary>Bytes of the file as Wasmtime wrote it, before redaction.</summary>
    [CsvColumn("original_bytes")] public long OriginalBytes { get; init; }
    [CsvColumn("original_sha256")] public string OriginalSha256 { get; init; } = "";
    [CsvColumn("addrmap_entries")] public long? AddressMapEntries { get; init; }
    [CsvColumn("addrmap_bytes")] public long? AddressMapBytes { get; init; }
    [CsvColumn("addrmap_sha256")] public string AddressMapSha256 { get; init; } = "";
    [CsvColumn("trap_entries")] public long? TrapEntries { get; init; }
    [CsvColumn("traps_bytes")] public long? TrapsBytes { get; init; }
    [CsvColumn("traps_sha256")] public string TrapsSha256 { get; init; } = "";

    /// <summary>Number of known call sites; empty where they are not known.</summary>
    [CsvColumn("call_sites")] public long? CallSites { get; init; }
    [CsvColumn("source_language")] public string SourceLanguage { get; init; } = "";
    [CsvColumn("registry")] public string Registry { get; init; } = "";
    [CsvColumn("package")] public string Package { get; init; } = "";
    [CsvColumn("package_version")] public string PackageVersion { get; init; } = "";
    [CsvColumn("path_in_package")] public string PathInPackage { get; init; } = "";
    [CsvColumn("license")] public string License { get; init; } = "";
    [CsvColumn("wasm_bytes")] public long? WasmBytes { get; init; }
    [CsvColumn("wasm_sha256")] public string WasmSha256 { get; init; } = "";

    /// <summary><see cref="Kind"/> of a file as Wasmtime wrote it.</summary>
    public const string FullKind = "full";

    /// <summary><see cref="Kind"/> of a redacted file.</summary>
    public const string RedactedKind = "redacted";
}
