using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Columns of little-endian numbers, one or four bytes each.</summary>
internal static class FixedColumns
{
    /// <summary>Writes a column over bytes that are there.</summary>
    public static void Write(ReadOnlySpan<uint> column, int width, Span<byte> bytes)
    {
        if (width == 4 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(column).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < column.Length; i++)
        {
            if (width == 1)
            {
                bytes[i] = (byte)column[i];
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * 4)..], column[i]);
            }
        }
    }

    /// <summary>The number at an index of a column.</summary>
    public static uint At(ReadOnlySpan<byte> bytes, int width, int index) =>
        width == 1 ? bytes[index] : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 4)..]);

    /// <summary>Reads a table from two columns that are known to be long enough.</summary>
    /// <exception cref="MalformedTableException">Pcs decrease.</exception>
    public static PcTable Read(TableKind kind, ReadOnlySpan<byte> pcBytes, ReadOnlySpan<byte> valueBytes, int count)
    {
        var pcs = new uint[count];
        var values = new uint[count];
        for (int i = 0; i < count; i++)
        {
            pcs[i] = At(pcBytes, 4, i);
            values[i] = At(valueBytes, kind.ValueBytes, i);
            if (i > 0 && pcs[i] < pcs[i - 1])
            {
                throw new MalformedTableException($"{kind}: entry {i} has offset {pcs[i]}, below its predecessor's {pcs[i - 1]}; offsets must not decrease");
            }
        }

        return new PcTable(kind, pcs, values);
    }
}
