namespace EncodingLab.Cwasm;

/// <summary>What is wrong with a file.</summary>
public enum CwasmErrorKind
{
    /// <summary>There is no such file, or it cannot be opened.</summary>
    Unreadable,

    /// <summary>More bytes than the stated limit.</summary>
    TooLarge,

    /// <summary>A Brotli stream that is cut short or damaged.</summary>
    BadBrotli,

    /// <summary>The bytes do not begin like an ELF64 file.</summary>
    NotElf,

    /// <summary>An ELF file, but not one that Wasmtime wrote.</summary>
    NotCwasm,

    /// <summary>A header or a section reaches beyond the end of the file.</summary>
    Truncated,

    /// <summary>A header contradicts itself.</summary>
    BadHeader,

    /// <summary>The engine section does not say which Wasmtime wrote the file.</summary>
    BadEngine,

    /// <summary>A Wasmtime version whose tables are not known.</summary>
    UnknownVersion,

    /// <summary>A table's bytes contradict themselves.</summary>
    BadTable,

    /// <summary>A folder without any cwasm.</summary>
    EmptyFolder,

    /// <summary>A manifest that cannot be read, or that names a file twice.</summary>
    BadManifest,

    /// <summary>A file that is not the one its manifest describes.</summary>
    Altered,

    /// <summary>A file that may not be added: no licence, no origin, not redacted, there already.</summary>
    Refused,
}

/// <summary>A file is not what it should be. The message is one line: file, what, where, found, expected, remedy.</summary>
public sealed class CwasmFormatException(CwasmErrorKind kind, string file, string problem, string remedy)
    : Exception($"{file}: {problem}; {remedy}")
{
    /// <summary>What is wrong.</summary>
    public CwasmErrorKind Kind { get; } = kind;

    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;
}
