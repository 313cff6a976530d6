using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Where a bucket's values lie in a <see cref="BucketedFixed"/> map.</summary>
internal interface IBucketValues
{
    /// <summary>Bytes of a bucket's record.</summary>
    static abstract int RecordBytes { get; }

    /// <summary>The value of the entry at a rank in a bucket, 0 being the last one before the bucket; false where it is not there.</summary>
    static abstract bool TryGet<TProbe>(ref readonly byte origin, int recordAt, long valuesAt, int length, uint first, uint rank, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct;
}

/// <summary>One u32 an entry.</summary>
internal readonly struct PlainValues : IBucketValues
{
    public static int RecordBytes => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet<TProbe>(ref readonly byte origin, int recordAt, long valuesAt, int length, uint first, uint rank, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint past = first + rank;
        value = 0;
        if (past == 0)
        {
            return false;
        }

        nint at = (nint)valuesAt + ((nint)(past - 1) * 4);
        probe.Read((int)at, 4);
        value = BitPacking.Half(in origin, at);
        return true;
    }
}

/// <summary>One, two or four bytes an entry, above the bucket's least; the bucket's first is the value before it.</summary>
internal readonly struct NarrowValues : IBucketValues
{
    public static int RecordBytes => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet<TProbe>(ref readonly byte origin, int recordAt, long valuesAt, int length, uint first, uint rank, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint where = BitPacking.Half(in origin, recordAt + 4);
        uint lowest = BitPacking.Half(in origin, recordAt + 8);
        probe.Read(recordAt + 4, 8);
        int width = (int)where & 3;
        long at = valuesAt + (where >> BucketedLayout.WidthBits) + ((long)rank << width);
        value = 0;
        if (at + 4 > length || width > 2)
        {
            return false;
        }

        probe.Read((int)at, 1 << width);
        uint all = (uint)((1UL << (8 << width)) - 1);
        uint field = BitPacking.Half(in origin, (nint)at) & all;
        value = field == all ? TableKind.None : field + lowest;
        return true;
    }

    /// <summary>Appends a bucket's values and the rest of its record.</summary>
    /// <param name="carried">The value before the bucket.</param>
    /// <param name="own">Its entries'.</param>
    /// <param name="values">Receives them.</param>
    /// <param name="record">Receives where they are, and the least.</param>
    public static void Write(uint carried, ReadOnlySpan<uint> own, ByteWriter values, ByteWriter record)
    {
        (uint least, uint most) = carried == TableKind.None ? (uint.MaxValue, 0u) : (carried, carried);
        foreach (uint value in own)
        {
            if (value != TableKind.None)
            {
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        // The widest number of a width is none, so the range must stay below it.
        uint range = most < least ? 0 : most - least;
        least = most < least ? 0 : least;
        int width = range < byte.MaxValue ? 0 : range < ushort.MaxValue ? 1 : 2;
        record.WriteUInt32(((uint)values.Length << BucketedLayout.WidthBits) | (uint)width);
        record.WriteUInt32(least);
        Append(carried, least, width, values);
        foreach (uint value in own)
        {
            Append(value, least, width, values);
        }
    }

    private static void Append(uint value, uint least, int width, ByteWriter values)
    {
        uint field = value == TableKind.None ? uint.MaxValue : value - least;
        switch (width)
        {
            case 0: values.WriteByte((byte)field); break;
            case 1: values.WriteUInt16((ushort)field); break;
            default: values.WriteUInt32(field); break;
        }
    }
}
