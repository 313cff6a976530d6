using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The header of a <see cref="BucketedFixed"/> table, and where its parts lie.</summary>
internal readonly record struct BucketedLayout(uint Entries, int Shift, int Bits, bool Narrow, int ValueBytes, uint FirstBucket, uint Buckets, uint FirstPc, uint LastValue)
{
    public const int HeaderBytes = 24;

    /// <summary>In a bucket record: log2 of the width of its values.</summary>
    public const int WidthBits = 2;

    /// <summary>Bytes of a low: as few as hold a bucket's units.</summary>
    public int LowBytes => Bits <= 8 ? 1 : Bits <= 16 ? 2 : 4;

    public int RecordBytes => Narrow ? 12 : 4;

    public long Lows => HeaderBytes + ((Buckets + 1L) * RecordBytes);

    public long Values => Lows + ((long)Entries * LowBytes);

    /// <summary>Buckets of about so many entries, but never so short that a sparse table has many more buckets than entries.</summary>
    public static BucketedLayout For(PcTable table, int bucket, bool narrow)
    {
        ReadOnlySpan<uint> pcs = table.Pcs;
        if (pcs.IsEmpty)
        {
            return new(0, 0, 0, narrow, table.Kind.ValueBytes, 0, 0, 0, 0);
        }

        uint union = 0;
        foreach (uint pc in pcs)
        {
            union |= pc;
        }

        int shift = union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
        ulong units = ((ulong)(pcs[^1] - pcs[0]) >> shift) + 1;
        int bits = Math.Min(BitOperations.Log2(Math.Max(units * (ulong)bucket / (ulong)pcs.Length, 1)), 32);
        ulong first = ((ulong)pcs[0] >> shift) >> bits;
        return new((uint)pcs.Length, shift, bits, narrow, table.Kind.ValueBytes, (uint)first, (uint)((((ulong)pcs[^1] >> shift) >> bits) - first + 1), pcs[0], table.Values[^1]);
    }

    public void Write(ByteWriter output)
    {
        output.WriteUInt32(Entries);
        output.WriteByte((byte)Shift);
        output.WriteByte((byte)Bits);
        output.WriteByte((byte)(Narrow ? 1 : 0));
        output.WriteByte((byte)ValueBytes);
        output.WriteUInt32(FirstBucket);
        output.WriteUInt32(Buckets);
        output.WriteUInt32(FirstPc);
        output.WriteUInt32(LastValue);
    }

    /// <summary>Reads a header; false, with a layout of no buckets, where its parts do not fit the bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BucketedLayout layout)
    {
        if (bytes.Length < HeaderBytes)
        {
            layout = default;
            return false;
        }

        layout = new(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            bytes[4],
            bytes[5],
            bytes[6] == 1,
            bytes[7],
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));
        bool sound = layout.Shift < 32 && layout.Bits <= 32 && layout.ValueBytes is 1 or 4 && bytes[6] <= 1;
        long end = layout.Values + (layout.Narrow ? 0 : (long)layout.Entries * layout.ValueBytes) + BucketScan<byte>.Behind;
        bool fits = sound && layout.Entries <= int.MaxValue && end <= bytes.Length;
        if (!fits)
        {
            layout = default;
        }

        return fits;
    }
}
