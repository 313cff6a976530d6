using System.Buffers.Binary;
using System.Text;

namespace EncodingLab.Cwasm;

/// <summary>The header and section headers of an ELF64 file of either byte order.</summary>
/// <remarks>Source: System V ABI, "ELF-64 Object File Format"; Wasmtime writes the headers in the target's byte order.</remarks>
public sealed class ElfImage
{
    /// <summary>Bytes of the file header.</summary>
    internal const int HeaderBytes = 64;

    /// <summary>Bytes of a section header.</summary>
    internal const int SectionHeaderBytes = 64;

    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _bytes;

    private ElfImage(string file, ReadOnlyMemory<byte> bytes)
    {
        _file = file;
        _bytes = bytes;
        BigEndian = bytes.Span[5] == 2;
        Header = ReadHeader();
        Sections = ReadSections();
    }

    /// <summary>Whether the headers are big-endian.</summary>
    public bool BigEndian { get; }

    /// <summary>The fields of the file header.</summary>
    public ElfHeader Header { get; }

    /// <summary>All sections, in the order of their headers, the null section included.</summary>
    public IReadOnlyList<CwasmSection> Sections { get; }

    /// <summary>Parses the headers and checks that all they name lies within the file.</summary>
    /// <exception cref="CwasmFormatException">Not an ELF64 file, or cut, or contradictory.</exception>
    public static ElfImage Parse(string file, ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < 4 || !span[..4].SequenceEqual("\u007fELF"u8))
        {
            throw new CwasmFormatException(CwasmErrorKind.NotElf, file, $"not an ELF file: expected it to begin with 7F 45 4C 46, found {Hex(span)}", "give a .cwasm as wasmtime compile writes it");
        }

        if (span.Length < HeaderBytes)
        {
            throw new CwasmFormatException(CwasmErrorKind.Truncated, file, $"expected an ELF header of {HeaderBytes} bytes, found {span.Length} bytes", "copy the file again");
        }

        return span[4] == 2 && span[5] is 1 or 2
            ? new ElfImage(file, bytes)
            : throw new CwasmFormatException(CwasmErrorKind.NotElf, file, $"expected ELF class 2 (64-bit) and byte order 1 or 2, found class {span[4]} and order {span[5]}", "give a .cwasm as wasmtime compile writes it");
    }

    /// <summary>A u16 at an offset of the file, in the file's byte order.</summary>
    public ushort UInt16(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(_bytes.Span[(int)offset..])
        : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[(int)offset..]);

    /// <summary>A u32 at an offset of the file, in the file's byte order.</summary>
    public uint UInt32(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.Span[(int)offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Span[(int)offset..]);

    /// <summary>A u64 at an offset of the file, in the file's byte order.</summary>
    public ulong UInt64(long offset) => BigEndian
        ? BinaryPrimitives.ReadUInt64BigEndian(_bytes.Span[(int)offset..])
        : BinaryPrimitives.ReadUInt64LittleEndian(_bytes.Span[(int)offset..]);

    private static string Hex(ReadOnlySpan<byte> span) => span.IsEmpty ? "no bytes" : BitConverter.ToString(span[..Math.Min(4, span.Length)].ToArray()).Replace('-', ' ');

    private ElfHeader ReadHeader() => new(
        _bytes.Span[7], UInt16(18), UInt32(48), UInt64(32), UInt16(54), UInt16(56), UInt64(40), UInt16(58), UInt16(60), UInt16(62));

    private CwasmSection[] ReadSections()
    {
        if (Header.SectionHeaderCount == 0)
        {
            return [];
        }

        if (Header.SectionHeaderSize != SectionHeaderBytes || Header.SectionNameIndex >= Header.SectionHeaderCount)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadHeader, _file, $"expected section headers of {SectionHeaderBytes} bytes and a name table among them, found {Header.SectionHeaderSize} bytes and index {Header.SectionNameIndex} of {Header.SectionHeaderCount}", "compile the module again");
        }

        Require("the program header table", Header.ProgramHeaderOffset, (ulong)Header.ProgramHeaderCount * Header.ProgramHeaderSize);
        Require("the section header table", Header.SectionHeaderOffset, (ulong)Header.SectionHeaderCount * SectionHeaderBytes);
        var names = new uint[Header.SectionHeaderCount];
        var sections = new CwasmSection[Header.SectionHeaderCount];
        for (int i = 0; i < sections.Length; i++)
        {
            long at = (long)Header.SectionHeaderOffset + ((long)i * SectionHeaderBytes);
            names[i] = UInt32(at);
            sections[i] = new CwasmSection(i, "", UInt32(at + 4), UInt64(at + 24), UInt64(at + 32), UInt64(at + 48), UInt64(at + 56), UInt32(at + 40));
            Require($"section {i}", sections[i].Offset, sections[i].FileSize);
        }

        ElfLayout.RefuseOverlaps(_file, Header, sections);
        CwasmSection nameTable = sections[Header.SectionNameIndex];
        ReadOnlySpan<byte> text = nameTable.FileSize == 0 ? default : _bytes.Span.Slice((int)nameTable.Offset, (int)nameTable.FileSize);
        for (int i = 0; i < sections.Length; i++)
        {
            sections[i] = sections[i] with { Name = Name(text, names[i], i) };
        }

        return sections;
    }

    private string Name(ReadOnlySpan<byte> text, uint start, int section)
    {
        if (start >= (uint)text.Length)
        {
            return start == 0 ? "" : throw new CwasmFormatException(CwasmErrorKind.BadHeader, _file, $"the name of section {section} lies at {start} of a name table of {text.Length} bytes", "compile the module again");
        }

        ReadOnlySpan<byte> rest = text[(int)start..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private void Require(string what, ulong offset, ulong size)
    {
        ulong length = (ulong)_bytes.Length;
        if (size > 0 && (offset > length || size > length - offset))
        {
            throw new CwasmFormatException(CwasmErrorKind.Truncated, _file, $"{what} needs {size} bytes at offset {offset}, but the file ends at {length}", "copy the file again");
        }
    }
}

/// <summary>The fields of an ELF64 file header that the lab uses.</summary>
/// <param name="OsAbi"><c>e_ident[EI_OSABI]</c>; 200 in a cwasm.</param>
/// <param name="Machine"><c>e_machine</c>.</param>
/// <param name="Flags"><c>e_flags</c>.</param>
/// <param name="ProgramHeaderOffset"><c>e_phoff</c>.</param>
/// <param name="ProgramHeaderSize"><c>e_phentsize</c>.</param>
/// <param name="ProgramHeaderCount"><c>e_phnum</c>.</param>
/// <param name="SectionHeaderOffset"><c>e_shoff</c>.</param>
/// <param name="SectionHeaderSize"><c>e_shentsize</c>.</param>
/// <param name="SectionHeaderCount"><c>e_shnum</c>.</param>
/// <param name="SectionNameIndex"><c>e_shstrndx</c>.</param>
public sealed record ElfHeader(
    byte OsAbi, ushort Machine, uint Flags, ulong ProgramHeaderOffset, ushort ProgramHeaderSize, ushort ProgramHeaderCount,
    ulong SectionHeaderOffset, ushort SectionHeaderSize, ushort SectionHeaderCount, ushort SectionNameIndex);
