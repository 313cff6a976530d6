using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reader of a <see cref="PagedSums"/> table, over whatever word operations and sums the machine has.</summary>
public readonly ref struct PagedSumsReader<TOps, TSums> : ITableReader<PagedSumsReader<TOps, TSums>>
    where TOps : struct, IWordOps
    where TSums : struct, IClassSums
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ulong _reciprocal;
    private readonly ulong _lanes;
    private readonly long _bodies;
    private readonly ulong _bodyMask;
    private readonly ulong _farthest;
    private readonly ulong _farthestDense;
    private readonly int _toGranule;
    private readonly int _shift;
    private readonly int _low;
    private readonly uint _lowMask;
    private readonly int _granules;
    private readonly int _granuleBytes;
    private readonly int _recordBytes;
    private readonly int _bodyBits;
    private readonly uint _positionMask;
    private readonly uint _firstPage;
    private readonly uint _pages;
    private readonly uint _firstPc;
    private readonly uint _lastValue;
    private readonly int _nibbleBias;
    private readonly int _byteBias;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PagedSumsReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = PagedSumsLayout.TryRead(bytes, out PagedSumsLayout layout) ? bytes : default;
        PagePlan plan = layout.Plan;
        (_shift, _low, _granules, _granuleBytes) = (plan.Shift, plan.Low, plan.Granules, plan.Granules >> 3);
        _reciprocal = layout.Pages == 0 ? 0 : plan.Reciprocal;
        _toGranule = plan.Shift + plan.Low;
        _lowMask = (1u << plan.Low) - 1;
        _lanes = BitPacking.Lanes(Math.Min(plan.Low, 8));
        (_firstPage, _pages, _firstPc, _lastValue) = (layout.FirstPage, layout.Pages, layout.FirstPc, layout.LastValue);
        (_recordBytes, _bodyBits, _bodies) = (layout.RecordBytes, layout.BodyBits, layout.Bodies);
        _bodyMask = (1UL << layout.BodyBits) - 1;
        _positionMask = (uint)((1UL << layout.PositionBits) - 1);
        (_nibbleBias, _byteBias) = (layout.NibbleBias, layout.ByteBias);
        _farthest = Farthest(bytes.Length, layout, PagePcs.OneWord);
        _farthestDense = Farthest(bytes.Length, layout, PagePcs.MaxEntries);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PagedSumsReader<TOps, TSums> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        // One idea: rank in the page, then the sums of the classes. Kept in one body, since the values live in registers.
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint fromStart = (uint)Math.BigMul(granule, _reciprocal, out _);
        uint page = fromStart - _firstPage;
        granule -= fromStart * (uint)_granules;
        if (page >= _pages || pc < _firstPc)
        {
            return Outside(pc, out value);
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        nint recordAt = PagedSumsLayout.HeaderBytes + (nint)(page * (ulong)_recordBytes);
        ulong record = BitPacking.Word(in origin, recordAt);
        uint position = (uint)(record >> _bodyBits) & _positionMask;
        nint at = (nint)_bodies + (nint)(record & _bodyMask);
        nint end = (nint)_bodies + (nint)(BitPacking.Word(in origin, recordAt + _recordBytes) & _bodyMask);
        probe.Read((int)recordAt, _recordBytes * 2);
        if ((ulong)(at - PagedSumsLayout.Behind) >= _farthest || end - at < 2 || end > _bytes.Length)
        {
            return end - at is 0 or 1 ? Empty(end == at, position, out value) : Serially(pc, out value, ref probe);
        }

        ref byte head = ref Unsafe.Add(ref origin, at);
        ulong first = BitPacking.Word(in head, 0);
        probe.Read((int)at, 8);
        if ((first & (PagedSumsLayout.Rare | PagedSumsLayout.Dense | PagedSumsLayout.General | PagedSumsLayout.WideWides)) != 0)
        {
            return Dense(pc, granule, at, end, position, out value, ref probe);
        }

        int entries = (int)first & 63;
        int byteCount = (int)(first >> 8) & 63;
        int stride = PagePcs.Stride(entries);
        int rank;
        nint classes;
        nint nibblesAt;
        if (_low == 0)
        {
            rank = PagePcs.RankBitmap<TOps>(in Unsafe.Add(ref head, 2), granule);
            classes = 2 + _granuleBytes;
            nibblesAt = classes + (2 * stride);
            probe.Read((int)at + 2, 16);
        }
        else
        {
            ref byte firsts = ref Unsafe.Add(ref head, 2 + _granuleBytes);
            int start = PagePcs.Start<TOps>(BitPacking.Word(in head, 2), BitPacking.Word(in firsts, 0), (int)granule, out int crowd);
            classes = 2 + _granuleBytes + stride;
            nint lowsAt = classes + (2 * stride);
            nibblesAt = lowsAt + (((entries * _low) + 7) >> 3);
            int bit = start * _low;
            ulong lows = BitPacking.Word(in head, lowsAt + (bit >> 3)) >> (bit & 7);
            rank = start + PagePcs.CountAtOrBelow<TOps>(lows, _low, _lanes, crowd, (pc >> _shift) & _lowMask);
            probe.Read((int)at + 2, _granuleBytes + 8);
            probe.Read((int)(at + lowsAt) + (bit >> 3), 8);
        }

        ulong classLow = BitPacking.Word(in head, classes);
        ulong classHigh = BitPacking.Word(in head, classes + stride);
        bool any = (((classLow | classHigh) >> rank) & 1) != 0;
        classLow = TOps.Low(classLow, rank + 1) & ~1UL;
        classHigh = TOps.Low(classHigh, rank + 1);
        int wides = BitOperations.PopCount(classLow & classHigh);
        int nibbles = BitOperations.PopCount(classLow) - wides;
        int singles = BitOperations.PopCount(classHigh) - wides;
        probe.Read((int)(at + classes), stride + 8);
        probe.Read((int)(at + nibblesAt), (nibbles + 1) >> 1);
        probe.Read((int)end - singles, singles);
        probe.Read((int)end - byteCount - (2 * wides), 2 * wides);
        probe.Decoded(1);
        position += TSums.Sum(in Unsafe.Add(ref head, nibblesAt), nibbles, in Unsafe.Add(ref origin, end), singles, byteCount, wides)
            + (uint)(nibbles * _nibbleBias) + (uint)(singles * _byteBias);
        value = any ? position : TableKind.None;
        return true;
    }

    /// <summary>The same for a page of up to 127 entries, with loops where vectors do not reach.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Dense<TProbe>(uint pc, uint granule, nint at, nint end, uint position, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        // One idea, as above, but each bit string is two words long.
        ref byte head = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at);
        uint header = BitPacking.Half(in head, 0);
        int entries = (int)header & 127;
        int byteCount = (int)(header >> 8) & 63;
        if ((header & PagedSumsLayout.Rare) != 0 || (ulong)(at - PagedSumsLayout.Behind) >= _farthestDense)
        {
            return Serially(pc, out value, ref probe);
        }

        int stride = PagePcs.Stride(entries);
        ref byte upper = ref Unsafe.Add(ref head, 2);
        nint classes = 2 + _granuleBytes + (_low == 0 ? 0 : stride);
        nint lowsAt = classes + (2 * stride);
        nint nibblesAt = lowsAt + (((entries * _low) + 7) >> 3);
        int rank;
        if (_low == 0)
        {
            rank = PagePcs.RankBitmap<TOps>(in upper, granule);
            probe.Read((int)at, 18);
        }
        else
        {
            rank = PagePcs.StartOfTwo<TOps>(BitPacking.Word(in upper, 0), in Unsafe.Add(ref upper, _granuleBytes), (int)granule, out int crowd);
            probe.Read((int)at, 2 + _granuleBytes + stride + 8);
            if (crowd > PagePcs.MaxCrowd)
            {
                return Serially(pc, out value, ref probe);
            }

            int bit = rank * _low;
            ulong lows = BitPacking.Word(in head, lowsAt + (bit >> 3)) >> (bit & 7);
            rank += PagePcs.CountAtOrBelow<TOps>(lows, _low, _lanes, crowd, (pc >> _shift) & _lowMask);
            probe.Read((int)(at + lowsAt) + (bit >> 3), 8);
        }

        int above = Math.Max(rank - 63, 0);
        ulong lowFirst = BitPacking.Word(in head, classes);
        ulong lowSecond = BitPacking.Word(in head, classes + 8);
        ulong highFirst = BitPacking.Word(in head, classes + stride);
        ulong highSecond = BitPacking.Word(in head, classes + stride + 8);
        bool any = (((rank >= 64 ? lowSecond | highSecond : lowFirst | highFirst) >> (rank & 63)) & 1) != 0;
        lowFirst = TOps.Low(lowFirst, rank + 1) & ~1UL;
        highFirst = TOps.Low(highFirst, rank + 1);
        lowSecond = TOps.Low(lowSecond, above);
        highSecond = TOps.Low(highSecond, above);
        int wides = BitOperations.PopCount(lowFirst & highFirst) + BitOperations.PopCount(lowSecond & highSecond);
        int nibbles = BitOperations.PopCount(lowFirst) + BitOperations.PopCount(lowSecond) - wides;
        int singles = BitOperations.PopCount(highFirst) + BitOperations.PopCount(highSecond) - wides;
        probe.Read((int)(at + classes), stride + 16);
        probe.Read((int)(at + nibblesAt), (nibbles + 1) >> 1);
        probe.Read((int)end - singles, singles);
        probe.Decoded(1);
        ref byte nibblesFrom = ref Unsafe.Add(ref head, nibblesAt);
        ref byte pageEnd = ref Unsafe.Add(ref head, end - at);
        position += (uint)(nibbles * _nibbleBias) + (uint)(singles * _byteBias);
        if (nibbles <= 64 && wides <= 64 && (header & PagedSumsLayout.General) == 0)
        {
            probe.Read((int)end - byteCount - (2 * wides), 2 * wides);
            position += TSums.Sum(in nibblesFrom, nibbles, in pageEnd, singles, byteCount, wides);
        }
        else
        {
            int width = (header & PagedSumsLayout.WideWides) == 0 ? 2 : 4;
            nint lowest = end - byteCount - (wides * width);
            if (lowest < at)
            {
                return Serially(pc, out value, ref probe);
            }

            probe.Read((int)lowest, wides * width);
            position += PortableSums.Sum(in nibblesFrom, nibbles, in pageEnd, singles, byteCount, 0) + SumWides(in Unsafe.Add(ref head, lowest - at), wides, width);
        }

        value = any ? position : TableKind.None;
        return true;
    }

    private static ulong Farthest(int length, in PagedSumsLayout layout, int entries)
    {
        return layout.Plan.Low <= PagePcs.MaxFastLow && layout.Pages > 0 ? (ulong)Math.Max((long)length - PagedSumsLayout.Behind - layout.Ahead(entries), 0) : 0;
    }

    private static uint SumWides(ref readonly byte lowest, int count, int width)
    {
        uint sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += width == 2 ? (uint)((int)BitPacking.Half(in lowest, (i * 2) - 2) >> 16) : BitPacking.Half(in lowest, i * 4);
        }

        return sum;
    }

    /// <summary>In a page of no entries: what stood before it.</summary>
    private static bool Empty(bool carriesPosition, uint position, out uint value)
    {
        value = carriesPosition ? position : TableKind.None;
        return true;
    }

    /// <summary>Before the first entry nothing; behind the last page the last value, which opening read.</summary>
    private bool Outside(uint pc, out uint value)
    {
        bool behind = _pages != 0 && pc >= _firstPc;
        value = behind ? _lastValue : 0;
        return behind;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Serially<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint page = granule / (uint)_granules;
        uint local = ((granule - (page * (uint)_granules)) << _low) | ((pc >> _shift) & _lowMask);
        return PagedSumsPage.TryFind(_bytes, page - _firstPage, local, out value, ref probe);
    }
}
