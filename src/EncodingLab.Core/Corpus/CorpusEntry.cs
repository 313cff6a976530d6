using CsvHelper.Configuration.Attributes;

namespace EncodingLab.Corpus;

/// <summary>One row of <c>manifest.csv</c>: what a file is, how it was made, and where its wasm came from.</summary>
public sealed record CorpusEntry
{
    /// <summary>Path below the manifest's folder, with forward slashes.</summary>
    [Name("file")] public required string File { get; init; }

    /// <summary><see cref="FullKind"/> or <see cref="RedactedKind"/>.</summary>
    [Name("kind")] public string Kind { get; init; } = "";
    [Name("module")] public required string Module { get; init; }

    /// <summary>First part of the target triple: x86_64, aarch64, riscv64, s390x, pulley64.</summary>
    [Name("target")] public required string Target { get; init; }

    /// <summary>Full version, such as 47.0.2.</summary>
    [Name("wasmtime")] public required string Wasmtime { get; init; }

    /// <summary>What sets it apart from the default build: winch, nosignals, debug ...; empty for the default.</summary>
    [Name("variant")] public string Variant { get; init; } = "";

    /// <summary>Arguments of <c>wasmtime compile</c> that reproduce it.</summary>
    [Name("options")] public string Options { get; init; } = "";
    [Name("bytes")] public long Bytes { get; init; }
    [Name("packed_bytes")] public long PackedBytes { get; init; }

    /// <summary>Of the unpacked file, lower-case hex.</summary>
    [Name("sha256")] public string Sha256 { get; init; } = "";

    /// <summary>Bytes of the file as Wasmtime wrote it, before redaction.</summary>
    [Name("original_bytes")] public long OriginalBytes { get; init; }
    [Name("original_sha256")] public string OriginalSha256 { get; init; } = "";
    [Name("addrmap_entries")] public long? AddressMapEntries { get; init; }
    [Name("addrmap_bytes")] public long? AddressMapBytes { get; init; }
    [Name("addrmap_sha256")] public string AddressMapSha256 { get; init; } = "";
    [Name("trap_entries")] public long? TrapEntries { get; init; }
    [Name("traps_bytes")] public long? TrapsBytes { get; init; }
    [Name("traps_sha256")] public string TrapsSha256 { get; init; } = "";

    /// <summary>Number of known call sites; empty where they are not known.</summary>
    [Name("call_sites")] public long? CallSites { get; init; }
    [Name("source_language")] public string SourceLanguage { get; init; } = "";
    [Name("registry")] public string Registry { get; init; } = "";
    [Name("package")] public string Package { get; init; } = "";
    [Name("package_version")] public string PackageVersion { get; init; } = "";
    [Name("path_in_package")] public string PathInPackage { get; init; } = "";
    [Name("license")] public string License { get; init; } = "";
    [Name("wasm_bytes")] public long? WasmBytes { get; init; }
    [Name("wasm_sha256")] public string WasmSha256 { get; init; } = "";

    /// <summary><see cref="Kind"/> of a file as Wasmtime wrote it.</summary>
    public const string FullKind = "full";

    /// <summary><see cref="Kind"/> of a redacted file.</summary>
    public const string RedactedKind = "redacted";
}
