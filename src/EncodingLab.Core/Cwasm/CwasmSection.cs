namespace EncodingLab.Cwasm;

/// <summary>One section header.</summary>
/// <param name="Index">Its number in the section header table.</param>
/// <param name="Name">Name from the section name table.</param>
/// <param name="Type">ELF <c>sh_type</c>; 8 (NOBITS) takes no bytes in the file.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Alignment">ELF <c>sh_addralign</c>, bytes.</param>
/// <param name="EntrySize">ELF <c>sh_entsize</c>, bytes; 0 where not a table.</param>
/// <param name="Link">ELF <c>sh_link</c>: for a symbol table, the section of its names.</param>
public sealed record CwasmSection(int Index, string Name, uint Type, ulong Offset, ulong Size, ulong Alignment, ulong EntrySize, uint Link)
{
    /// <summary>ELF SHT_NOBITS.</summary>
    public const uint NoBits = 8;

    /// <summary>Bytes that the section takes in the file.</summary>
    public ulong FileSize => Type is NoBits or 0 ? 0 : Size;
}

/// <summary>Names of the sections that the lab knows.</summary>
public static class SectionNames
{
    /// <summary>Machine code.</summary>
    public const string Text = ".text";

    /// <summary>Offset -> trap code.</summary>
    public const string Traps = ".wasmtime.traps";

    /// <summary>Offset -> position in the wasm.</summary>
    public const string AddressMap = ".wasmtime.addrmap";

    /// <summary>Which Wasmtime and which target.</summary>
    public const string Engine = ".wasmtime.engine";

    /// <summary>One symbol a function.</summary>
    public const string Symbols = ".symtab";

    /// <summary>Names of symbols.</summary>
    public const string SymbolNames = ".strtab";

    /// <summary>Names of sections.</summary>
    public const string SectionNameTable = ".shstrtab";

    /// <summary>Return address -> live references, for the garbage collector.</summary>
    public const string StackMap = ".wasmtime.stackmap";

    /// <summary>Call site -> handlers.</summary>
    public const string Exceptions = ".wasmtime.exceptions";

    /// <summary>Program point -> frame description, for guest debugging.</summary>
    public const string Frames = ".wasmtime.frames";

    /// <summary>One byte: whether the code uses branch target identification.</summary>
    public const string BranchTargets = ".wasmtime.bti";

    /// <summary>The lab's own: what was redacted, JSON.</summary>
    public const string Note = ".encodinglab.note";

    /// <summary>The lab's own: return addresses of all calls, ascending little-endian u32.</summary>
    public const string CallSites = ".encodinglab.callsites";
}
