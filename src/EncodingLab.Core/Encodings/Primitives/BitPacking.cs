using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Unaligned little-endian words and bit fields, least significant bit first. Bits past the end of the bytes read as zero, so that a caller need not pad.</summary>
public static class BitPacking
{
    /// <summary>Eight bytes from an offset. The caller has proved that they lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(at, 8));

    /// <summary>Four bytes from an offset. The caller has proved that they lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Half(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(at, 4));

    /// <summary>Eight bytes at an offset from a reference. The caller has proved that they lie inside.</summary>
    /// <remarks>Readers check once that all they may read around a page lies in the table; a check a load cost a fifth of a lookup.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ref readonly byte origin, nint offset)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in origin), offset));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    /// <summary>Four bytes at an offset from a reference. The caller has proved that they lie inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Half(ref readonly byte origin, nint offset)
    {
        uint half = Unsafe.ReadUnaligned<uint>(in Unsafe.Add(ref Unsafe.AsRef(in origin), offset));
        return BitConverter.IsLittleEndian ? half : BinaryPrimitives.ReverseEndianness(half);
    }

    /// <summary>A field of ones of a width of 0 to 8 bits in each byte of a word.</summary>
    public static ulong Lanes(int width) => ((1UL << width) - 1) * 0x0101010101010101;

    /// <summary>A field of 0 to 57 bits at a bit offset, whatever the offset; zero bits where the bytes end or have not begun.</summary>
    public static ulong Field(ReadOnlySpan<byte> bytes, long bit, int width)
    {
        long at = bit >> 3;
        ulong word = 0;
        if (at >= 0 && at + 8 <= bytes.Length)
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)at..]);
        }
        else if (at >= 0 && at < bytes.Length)
        {
            for (int i = 0; at + i < bytes.Length; i++)
            {
                word |= (ulong)bytes[(int)at + i] << (8 * i);
            }
        }

        return (word >> (int)(bit & 7)) & ((1UL << width) - 1);
    }

    /// <summary>Sets the bits of a field in zeroed bytes.</summary>
    public static void Set(Span<byte> bytes, long bit, ulong value, int width)
    {
        for (int done = 0; done < width;)
        {
            int at = (int)((bit + done) >> 3);
            int shift = (int)((bit + done) & 7);
            bytes[at] |= (byte)(value >> done << shift);
            done += 8 - shift;
        }
    }

    /// <summary>Bytes that hold so many bits.</summary>
    public static int BytesFor(long bits) => (int)((bits + 7) >> 3);
}
