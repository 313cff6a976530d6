using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Answers the address map from a <see cref="JointPages"/> structure.</summary>
public readonly ref struct JointMapReader<TOps, TSums> : ITableReader<JointMapReader<TOps, TSums>>
    where TOps : struct, IWordOps
    where TSums : struct, IClassSums
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ulong _reciprocal;
    private readonly ulong _lanes;
    private readonly long _bodies;
    private readonly ulong _bodyMask;
    private readonly ulong _farthest;
    private readonly nint _last;
    private readonly int _toGranule;
    private readonly int _shift;
    private readonly int _low;
    private readonly uint _strings;
    private readonly uint _lowMask;
    private readonly int _granules;
    private readonly int _recordBytes;
    private readonly int _bodyBits;
    private readonly uint _positionMask;
    private readonly uint _firstPage;
    private readonly uint _pages;
    private readonly uint _firstMapPc;
    private readonly bool _hasMap;
    private readonly int _nibbleBias;
    private readonly int _byteBias;

    private JointMapReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = JointPagesLayout.TryRead(bytes, out JointPagesLayout layout) ? bytes : default;
        PagePlan plan = layout.Plan;
        (_shift, _low, _granules, _toGranule) = (plan.Shift, plan.Low, plan.Granules, plan.Shift + plan.Low);
        _reciprocal = layout.Pages == 0 ? 0 : plan.Reciprocal;
        _lowMask = (1u << plan.Low) - 1;
        _strings = plan.Low == 0 ? 1u : 2u;
        _lanes = BitPacking.Lanes(Math.Min(plan.Low, 8));
        (_firstPage, _pages, _firstMapPc, _hasMap) = (layout.FirstPage, layout.Pages, layout.FirstMapPc, layout.MapEntries > 0);
        (_recordBytes, _bodyBits, _bodies, _bodyMask) = (layout.RecordBytes, layout.BodyBits, layout.Bodies, (1UL << layout.BodyBits) - 1);
        _positionMask = (uint)((1UL << layout.PositionBits) - 1);
        (_nibbleBias, _byteBias) = (layout.NibbleBias, layout.ByteBias);
        (_farthest, _last) = (layout.Farthest(bytes.Length), (nint)layout.TrapsOnlyAt);
    }

    /// <inheritdoc/>
    public static JointMapReader<TOps, TSums> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        // One idea: rank in the page, then the sums of the classes. Kept in one body, since the values live in registers.
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint fromStart = (uint)Math.BigMul(granule, _reciprocal, out _);
        uint page = fromStart - _firstPage;
        granule -= fromStart * (uint)_granules;
        if (page >= _pages || pc < _firstMapPc || !_hasMap)
        {
            return Outside(pc, out value, ref probe);
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        nint recordAt = JointPagesLayout.HeaderBytes + (nint)(page * (ulong)_recordBytes);
        ulong record = BitPacking.Word(in origin, recordAt);
        uint position = (uint)(record >> _bodyBits) & _positionMask;
        nint at = (nint)_bodies + (nint)(record & _bodyMask);
        nint end = (nint)_bodies + (nint)(BitPacking.Word(in origin, recordAt + _recordBytes) & _bodyMask);
        probe.Read((int)recordAt, _recordBytes * 2);
        if ((ulong)(at - JointPagesLayout.Behind) >= _farthest || end - at < 2 || end > _last)
        {
            return end - at is 0 or 1 ? Empty(end == at, position, out value) : Serially(pc, out value, ref probe);
        }

        ref byte head = ref Unsafe.Add(ref origin, at);
        uint header = BitPacking.Half(in head, 0);
        probe.Read((int)at, 2);
        int keys = (int)header & 127;
        int stride = PagePcs.Stride(keys);
        ref byte upper = ref Unsafe.Add(ref head, 2);
        nint classes = 2 + (_granules >> 3) + (stride * (int)(_strings + ((header & JointPagesLayout.Codes) >> 14)));
        nint lowsAt = classes + (2 * stride);
        int rank;
        if ((header & JointPagesLayout.Rare) != 0)
        {
            return Serially(pc, out value, ref probe);
        }

        if (_low == 0)
        {
            rank = PagePcs.RankBitmap<TOps>(in upper, granule);
            probe.Read((int)at + 2, 16);
        }
        else
        {
            ulong granules = BitPacking.Word(in upper, 0);
            ref byte firsts = ref Unsafe.Add(ref upper, _granules >> 3);
            rank = keys <= PagePcs.OneWord
                ? PagePcs.Start<TOps>(granules, BitPacking.Word(in firsts, 0), (int)granule, out int crowd)
                : PagePcs.StartOfTwo<TOps>(granules, in firsts, (int)granule, out crowd);
            probe.Read((int)at + 2, (_granules >> 3) + stride + 8);
            if (crowd > PagePcs.MaxCrowd)
            {
                return Serially(pc, out value, ref probe);
            }

            int bit = rank * _low;
            rank += PagePcs.CountAtOrBelow<TOps>(BitPacking.Word(in head, lowsAt + (bit >> 3)) >> (bit & 7), _low, _lanes, crowd, (pc >> _shift) & _lowMask);
            probe.Read((int)(at + lowsAt) + (bit >> 3), 8);
        }

        bool any = ClassesUpTo(in Unsafe.Add(ref head, classes), stride, keys, rank, out int nibbles, out int singles, out int wides);
        probe.Read((int)(at + classes), stride + 16);
        probe.Decoded(1);
        int byteCount = (int)(header >> 8) & JointPagesLayout.MaxBytes;
        nint nibblesAt = lowsAt + (((keys * _low) + 7) >> 3);
        probe.Read((int)(at + nibblesAt), (nibbles + 1) >> 1);
        probe.Read((int)end - singles, singles);
        position += (uint)(nibbles * _nibbleBias) + (uint)(singles * _byteBias);
        ref byte nibblesFrom = ref Unsafe.Add(ref head, nibblesAt);
        ref byte pageEnd = ref Unsafe.Add(ref origin, end);
        int wideBytes = 2 + (int)((header & JointPagesLayout.WideWides) >> 14);
        nint lowest = end - byteCount - (wides * wideBytes);
        if (lowest < at)
        {
            return Serially(pc, out value, ref probe);
        }

        probe.Read((int)lowest, wides * wideBytes);
        bool simple = nibbles <= 64 && singles <= ClassSums.MaxBytes && wides <= ClassSums.MaxWides && wideBytes == 2;
        position += simple
            ? TSums.Sum(in nibblesFrom, nibbles, in pageEnd, singles, byteCount, wides)
            : PortableSums.Sum(in nibblesFrom, nibbles, in pageEnd, singles, byteCount, 0) + SumWides(in Unsafe.Add(ref origin, lowest), wides, wideBytes);
        value = any ? position : TableKind.None;
        return true;
    }

    /// <summary>How many keys of each class there are up to a rank, and whether a position is in force there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ClassesUpTo(ref readonly byte classes, int stride, int keys, int rank, out int nibbles, out int singles, out int wides)
    {
        ulong low = BitPacking.Word(in classes, 0);
        ulong high = BitPacking.Word(in classes, stride);
        ulong at = low | high;
        wides = 0;
        nibbles = 0;
        singles = 0;
        if (keys > PagePcs.OneWord)
        {
            ulong lowSecond = BitPacking.Word(in classes, 8);
            ulong highSecond = BitPacking.Word(in classes, stride + 8);
            at = rank >= 64 ? lowSecond | highSecond : at;
            lowSecond = TOps.Low(lowSecond, Math.Max(rank - 63, 0));
            highSecond = TOps.Low(highSecond, Math.Max(rank - 63, 0));
            wides = BitOperations.PopCount(lowSecond & highSecond);
            nibbles = BitOperations.PopCount(lowSecond);
            singles = BitOperations.PopCount(highSecond);
        }

        low = TOps.Low(low, rank + 1) & ~1UL;
        high = TOps.Low(high, rank + 1);
        wides += BitOperations.PopCount(low & high);
        nibbles += BitOperations.PopCount(low) - wides;
        singles += BitOperations.PopCount(high) - wides;
        return ((at >> (rank & 63)) & 1) != 0;
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

    /// <summary>In a page of no keys: what stood before it.</summary>
    private static bool Empty(bool carriesPosition, uint position, out uint value)
    {
        value = carriesPosition ? position : TableKind.None;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Outside<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        return _hasMap && _pages > 0 && pc >= _firstMapPc && JointPagesSerial.TryFindPosition(_bytes, _pages - 1, uint.MaxValue, out value, ref probe);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Serially<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint page = granule / (uint)_granules;
        uint local = ((granule - (page * (uint)_granules)) << _low) | ((pc >> _shift) & _lowMask);
        return JointPagesSerial.TryFindPosition(_bytes, page - _firstPage, local, out value, ref probe);
    }
}
