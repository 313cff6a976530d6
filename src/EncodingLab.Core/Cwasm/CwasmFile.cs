namespace EncodingLab.Cwasm;

/// <summary>A compiled module or component on disk: named sections, engine, flags. Knows ELF, knows no table.</summary>
public sealed class CwasmFile : IDisposable
{
    private const byte WasmtimeOsAbi = 200;
    private readonly IDisposable? _owner;
    private readonly ReadOnlyMemory<byte> _bytes;

    private CwasmFile(string path, ReadOnlyMemory<byte> bytes, IDisposable? owner)
    {
        Path = path;
        _bytes = bytes;
        _owner = owner;
        Image = ElfImage.Parse(path, bytes);
        if (Image.Header.OsAbi != WasmtimeOsAbi)
        {
            throw new CwasmFormatException(CwasmErrorKind.NotCwasm, path, $"an ELF file, but not a cwasm: expected OS ABI {WasmtimeOsAbi}, found {Image.Header.OsAbi}", "give a file that wasmtime compile wrote");
        }

        CwasmSection engine = Find(SectionNames.Engine)
            ?? throw new CwasmFormatException(CwasmErrorKind.NotCwasm, path, $"an ELF file of Wasmtime's, but without a {SectionNames.Engine} section", "give a file that wasmtime compile wrote");
        Engine = EngineInfo.Parse(path, Bytes(engine).Span);
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>Headers and sections.</summary>
    public ElfImage Image { get; }

    /// <summary>Which Wasmtime, which target.</summary>
    public EngineInfo Engine { get; }

    /// <summary>The whole file, unpacked.</summary>
    public ReadOnlyMemory<byte> Bytes() => _bytes;

    /// <summary>Whether it is a core module.</summary>
    public bool IsModule => (Image.Header.Flags & 1) != 0;

    /// <summary>Whether it is a component.</summary>
    public bool IsComponent => (Image.Header.Flags & 2) != 0;

    /// <summary>Whether its code is Pulley bytecode.</summary>
    public bool IsPulley => (Image.Header.Flags & 12) != 0;

    /// <summary>Opens a <c>.cwasm</c> (mapped, not copied) or <c>.cwasm.br</c> (unpacked).</summary>
    /// <param name="path">The file; packed where it ends in <c>.br</c>.</param>
    /// <param name="unpackLimit">The most bytes that a packed file may unpack to.</param>
    /// <param name="expectedBytes">What a packed file probably unpacks to; 0 where that is not known.</param>
    /// <exception cref="CwasmFormatException">It cannot be read or is no cwasm.</exception>
    public static CwasmFile Open(string path, int unpackLimit = FileBytes.UnpackLimit, long expectedBytes = 0)
    {
        ReadOnlyMemory<byte> bytes = FileBytes.Open(path, out IDisposable? owner, unpackLimit, expectedBytes);
        try
        {
            return new CwasmFile(path, bytes, owner);
        }
        catch
        {
            owner?.Dispose();
            throw;
        }
    }

    /// <summary>Parses bytes that are in memory already.</summary>
    /// <param name="name">How messages name them.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="CwasmFormatException">They are no cwasm.</exception>
    public static CwasmFile Parse(string name, ReadOnlyMemory<byte> bytes) => new(name, bytes, owner: null);

    /// <summary>The section of that name, or null.</summary>
    public CwasmSection? Find(string section) => Image.Sections.FirstOrDefault(candidate => candidate.Name == section);

    /// <summary>A section's bytes; empty for one that takes none in the file.</summary>
    public ReadOnlyMemory<byte> Bytes(CwasmSection section) => section.FileSize == 0 ? default : _bytes.Slice((int)section.Offset, (int)section.FileSize);

    /// <summary>The bytes of the section of that name, or null where the file has none.</summary>
    public ReadOnlyMemory<byte>? Bytes(string section) => Find(section) is { } found ? Bytes(found) : (ReadOnlyMemory<byte>?)null;

    /// <summary>The function symbols, sorted by offset; empty where the file has no symbol table.</summary>
    /// <exception cref="CwasmFormatException">The symbol table's size is no multiple of a symbol's.</exception>
    public IReadOnlyList<FunctionSymbol> ReadFunctionSymbols() => FunctionSymbol.ReadAll(this);

    /// <summary>Gives the mapping back; spans of the file must not be used after.</summary>
    public void Dispose() => _owner?.Dispose();
}
