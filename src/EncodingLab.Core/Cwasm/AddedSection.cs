using System.Buffers.Binary;
using System.Text;

namespace EncodingLab.Cwasm;

/// <summary>A section to append to a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Alignment">Bytes; a power of two.</param>
internal sealed record AddedSection(string Name, byte[] Bytes, int Alignment)
{
    private const int HeaderBytes = 64;
    private const uint ProgBits = 1;

    /// <summary>
    /// The file with sections appended behind its last byte, then a new section name table and new section headers.
    /// No byte before them moves; of the file header only the place and number of section headers change.
    /// </summary>
    /// <param name="file">Whose headers to keep.</param>
    /// <param name="image">Its bytes, perhaps edited in place.</param>
    /// <param name="sections">What to append, in this order.</param>
    public static byte[] Append(CwasmFile file, ReadOnlySpan<byte> image, IReadOnlyList<AddedSection> sections)
    {
        ElfHeader header = file.Image.Header;
        bool big = file.Image.BigEndian;
        CwasmSection names = file.Image.Sections[header.SectionNameIndex];
        var output = new MemoryStream(image.Length + sections.Sum(section => section.Bytes.Length + section.Alignment) + 65536);
        output.Write(image);
        var headers = new MemoryStream();
        headers.Write(image.Slice((int)header.SectionHeaderOffset, header.SectionHeaderCount * HeaderBytes));
        var nameTable = new MemoryStream();
        nameTable.Write(file.Bytes(names).Span);
        foreach (AddedSection section in sections)
        {
            headers.Write(section.Header(big, (uint)nameTable.Length, AlignTo(output, section.Alignment)));
            output.Write(section.Bytes);
            nameTable.Write(Encoding.UTF8.GetBytes(section.Name + "\0"));
        }

        byte[] table = headers.ToArray();
        Write64(table.AsSpan((names.Index * HeaderBytes) + 24), (ulong)output.Length, big);
        Write64(table.AsSpan((names.Index * HeaderBytes) + 32), (ulong)nameTable.Length, big);
        nameTable.WriteTo(output);
        long headersAt = AlignTo(output, 8);
        output.Write(table);
        byte[] bytes = output.ToArray();
        Write64(bytes.AsSpan(40), (ulong)headersAt, big);
        Write16(bytes.AsSpan(60), (ushort)(header.SectionHeaderCount + sections.Count), big);
        return bytes;
    }

    private byte[] Header(bool big, uint name, long offset)
    {
        var header = new byte[HeaderBytes];
        Write32(header, name, big);
        Write32(header.AsSpan(4), ProgBits, big);
        Write64(header.AsSpan(24), (ulong)offset, big);
        Write64(header.AsSpan(32), (ulong)Bytes.Length, big);
        Write64(header.AsSpan(48), (ulong)Alignment, big);
        return header;
    }

    private static long AlignTo(MemoryStream output, int alignment)
    {
        while (output.Length % alignment != 0)
        {
            output.WriteByte(0);
        }

        return output.Length;
    }

    private static void Write16(Span<byte> at, ushort value, bool big) => BinaryPrimitives.WriteUInt16LittleEndian(at, big ? BinaryPrimitives.ReverseEndianness(value) : value);

    private static void Write32(Span<byte> at, uint value, bool big) => BinaryPrimitives.WriteUInt32LittleEndian(at, big ? BinaryPrimitives.ReverseEndianness(value) : value);

    private static void Write64(Span<byte> at, ulong value, bool big) => BinaryPrimitives.WriteUInt64LittleEndian(at, big ? BinaryPrimitives.ReverseEndianness(value) : value);
}
