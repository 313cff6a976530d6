using System.Buffers.Binary;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>One entry of a table beside the bytes that hold it.</summary>
/// <param name="Block">Number of its block.</param>
/// <param name="Entry">Number in the table.</param>
/// <param name="Pc">Offset in <c>.text</c>.</param>
/// <param name="Value">Trap code, position, or <see cref="TableKind.None"/>.</param>
/// <param name="Offset">Where its bytes begin, counted from the section's start.</param>
/// <param name="Bytes">Its bytes in hexadecimal; fixed-width tables hold pc and value apart: both, with a space between.</param>
public sealed record ListedEntry(int Block, int Entry, uint Pc, uint Value, long Offset, string Bytes);

/// <summary>Decoded entries beside their bytes, as Wasmtime wrote them.</summary>
public static class TableListing
{
    /// <summary>Entries a listing of a fixed-width table calls a block: as many as Wasmtime 47 has in one.</summary>
    private const int FixedBlock = 128;

    /// <summary>The entries of some blocks of a table; none where the file has no such table or fewer blocks.</summary>
    /// <exception cref="CwasmFormatException">The table cannot be read.</exception>
    public static IReadOnlyList<ListedEntry> List(CwasmFile file, TableKind kind, int firstBlock, int blocks)
    {
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        PcTable? table = TableLoader.Load(file).Find(kind);
        if (table is null)
        {
            return [];
        }

        int size = shipped.BlockEntries ?? FixedBlock;
        int first = (int)Math.Min((long)firstBlock * size, table.Count);
        int count = (int)Math.Min((long)blocks * size, table.Count - first);
        ReadOnlySpan<byte> bytes = file.Bytes(TableLoader.SectionOf(kind))!.Value.Span;
        return shipped is BlockLeb128 ? InBlocks(bytes, table, size, first, count) : Fixed(bytes, table, first, count);
    }

    private static ListedEntry[] Fixed(ReadOnlySpan<byte> bytes, PcTable table, int first, int count)
    {
        var entries = new ListedEntry[count];
        int width = table.Kind.ValueBytes;
        for (int i = 0; i < count; i++)
        {
            int entry = first + i;
            int pc = 4 + (entry * 4);
            int value = 4 + (table.Count * 4) + (entry * width);
            entries[i] = new(entry / FixedBlock, entry, table.Pcs[entry], table.Values[entry], pc, $"{Hex(bytes.Slice(pc, 4))} {Hex(bytes.Slice(value, width))}");
        }

        return entries;
    }

    /// <summary>The table was decoded before, so its bytes are known to be well-formed.</summary>
    private static ListedEntry[] InBlocks(ReadOnlySpan<byte> bytes, PcTable table, int size, int first, int count)
    {
        var entries = new ListedEntry[count];
        int indexEnd = 8 + ((table.Count + size - 1) / size * 8);
        int position = 0;
        bool absolute = true;
        for (int i = 0; i < count; i++)
        {
            int entry = first + i;
            if (entry % size == 0)
            {
                position = indexEnd + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + (entry / size * 8))..]) + (table.Kind.ValueBytes == 1 ? 1 : 0);
                absolute = true;
            }

            int start = position;
            Leb128.TryReadUnsigned(bytes, ref position, out ulong field);
            bool flag = (field & 1) != 0;
            if (table.Kind.ValueBytes == 1)
            {
                position += flag ? 1 : 0;
            }
            else if (!flag)
            {
                _ = absolute ? Leb128.TryReadUnsigned(bytes, ref position, out _) : Leb128.TryReadSigned(bytes, ref position, out _);
                absolute = false;
            }

            entries[i] = new(entry / size, entry, table.Pcs[entry], table.Values[entry], start, Hex(bytes[start..position]));
        }

        return entries;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
