using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Covering lookups in a <see cref="BucketedFixed"/> table whose lows are of a type.</summary>
internal readonly ref struct BucketedMap<TLow, TValues> : ITableReader<BucketedMap<TLow, TValues>>
    where TLow : unmanaged, IBinaryInteger<TLow>
    where TValues : struct, IBucketValues
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _shift;
    private readonly int _toBucket;
    private readonly uint _mask;
    private readonly uint _firstBucket;
    private readonly uint _buckets;
    private readonly uint _firstPc;
    private readonly uint _lastValue;
    private readonly uint _entries;
    private readonly int _lows;
    private readonly int _values;

    private BucketedMap(ReadOnlySpan<byte> bytes)
    {
        if (BucketedLayout.TryRead(bytes, out BucketedLayout layout) && layout.LowBytes == Unsafe.SizeOf<TLow>() && layout.RecordBytes == TValues.RecordBytes && layout.ValueBytes == 4)
        {
            _bytes = bytes;
            (_shift, _toBucket, _mask) = (layout.Shift, layout.Shift + layout.Bits, (uint)((1UL << layout.Bits) - 1));
            (_firstBucket, _buckets, _firstPc, _lastValue) = (layout.FirstBucket, layout.Buckets, layout.FirstPc, layout.LastValue);
            (_entries, _lows, _values) = (layout.Entries, (int)layout.Lows, (int)layout.Values);
        }
    }

    /// <inheritdoc/>
    public static BucketedMap<TLow, TValues> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint bucket = (uint)((ulong)pc >> _toBucket) - _firstBucket;
        if (bucket >= _buckets || pc < _firstPc)
        {
            bool behind = _buckets != 0 && pc >= _firstPc;
            value = behind ? _lastValue : 0;
            return behind;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        int recordAt = BucketedLayout.HeaderBytes + ((int)bucket * TValues.RecordBytes);
        uint first = BitPacking.Half(in origin, recordAt);
        uint end = BitPacking.Half(in origin, recordAt + TValues.RecordBytes);
        probe.Read(recordAt, 4);
        probe.Read(recordAt + TValues.RecordBytes, 4);
        if (end > _entries || first > end)
        {
            value = 0;
            return false;
        }

        int at = _lows + ((int)first * Unsafe.SizeOf<TLow>());
        uint rank = (uint)BucketScan<TLow>.CountAtOrBelow(in Unsafe.Add(ref origin, (nint)at), (int)(end - first), (pc >> _shift) & _mask);
        probe.Read(at, (int)(end - first) * Unsafe.SizeOf<TLow>());
        probe.Decoded(1);
        return TValues.TryGet(in origin, recordAt, _values, _bytes.Length, first, rank, out value, ref probe);
    }
}

/// <summary>Exact lookups in a <see cref="BucketedFixed"/> table whose lows are of a type.</summary>
internal readonly ref struct BucketedTraps<TLow> : ITableReader<BucketedTraps<TLow>>
    where TLow : unmanaged, IBinaryInteger<TLow>
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _shift;
    private readonly int _toBucket;
    private readonly uint _mask;
    private readonly uint _firstBucket;
    private readonly uint _buckets;
    private readonly uint _entries;
    private readonly int _lows;
    private readonly int _values;

    private BucketedTraps(ReadOnlySpan<byte> bytes)
    {
        if (BucketedLayout.TryRead(bytes, out BucketedLayout layout) && layout.LowBytes == Unsafe.SizeOf<TLow>() && !layout.Narrow && layout.ValueBytes == 1)
        {
            _bytes = bytes;
            (_shift, _toBucket, _mask) = (layout.Shift, layout.Shift + layout.Bits, (uint)((1UL << layout.Bits) - 1));
            (_firstBucket, _buckets, _entries) = (layout.FirstBucket, layout.Buckets, layout.Entries);
            (_lows, _values) = ((int)layout.Lows, (int)layout.Values);
        }
    }

    /// <inheritdoc/>
    public static BucketedTraps<TLow> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        uint bucket = (uint)((ulong)pc >> _toBucket) - _firstBucket;
        uint unit = pc >> _shift;
        if (bucket >= _buckets || unit << _shift != pc)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        int recordAt = BucketedLayout.HeaderBytes + ((int)bucket * 4);
        uint first = BitPacking.Half(in origin, recordAt);
        uint end = BitPacking.Half(in origin, recordAt + 4);
        probe.Read(recordAt, 8);
        if (end > _entries || first > end)
        {
            return false;
        }

        int at = _lows + ((int)first * Unsafe.SizeOf<TLow>());
        int rank = BucketScan<TLow>.FirstEqual(in Unsafe.Add(ref origin, (nint)at), (int)(end - first), unit & _mask);
        probe.Read(at, (int)(end - first) * Unsafe.SizeOf<TLow>());
        probe.Decoded(1);

        // The code is read whether or not the pc is there: a branch would be mispredicted by whoever asks for both.
        nint code = _values + (nint)first + Math.Max(rank, 0);
        probe.Read((int)code, 1);
        uint answer = Unsafe.Add(ref origin, code);
        value = rank < 0 ? 0 : answer;
        return rank >= 0;
    }
}
