using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Answers traps from a <see cref="JointPages"/> structure.</summary>
public readonly ref struct JointTrapReader<TOps> : ITableReader<JointTrapReader<TOps>>
    where TOps : struct, IWordOps
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
    private readonly uint _lowMask;
    private readonly int _granules;
    private readonly int _recordBytes;
    private readonly uint _firstPage;
    private readonly uint _pages;
    private readonly uint _codesByForm;

    private JointTrapReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = JointPagesLayout.TryRead(bytes, out JointPagesLayout layout) ? bytes : default;
        PagePlan plan = layout.Plan;
        (_shift, _low, _granules, _toGranule) = (plan.Shift, plan.Low, plan.Granules, plan.Shift + plan.Low);
        _reciprocal = layout.Pages == 0 ? 0 : plan.Reciprocal;
        _lowMask = (1u << plan.Low) - 1;
        _lanes = BitPacking.Lanes(Math.Min(plan.Low, 8));
        (_firstPage, _pages) = (layout.FirstPage, layout.Pages);
        _codesByForm = _bytes.IsEmpty ? 0 : ((uint)layout.UsualCode << 8) | ((uint)bytes[JointPagesLayout.CodesAt] << 16);
        (_recordBytes, _bodies, _bodyMask) = (layout.RecordBytes, layout.Bodies, (1UL << layout.BodyBits) - 1);
        (_farthest, _last) = (layout.Farthest(bytes.Length), (nint)layout.TrapsOnlyAt);
    }

    /// <inheritdoc/>
    public static JointTrapReader<TOps> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        // One idea: the key of exactly this pc, then its bit. Kept in one body, since the values live in registers.
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint fromStart = (uint)Math.BigMul(granule, _reciprocal, out _);
        uint page = fromStart - _firstPage;
        granule -= fromStart * (uint)_granules;
        value = 0;
        if (page >= _pages || pc >> _shift << _shift != pc)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        nint recordAt = JointPagesLayout.HeaderBytes + (nint)(page * (ulong)_recordBytes);
        nint at = (nint)_bodies + (nint)(BitPacking.Word(in origin, recordAt) & _bodyMask);
        nint end = (nint)_bodies + (nint)(BitPacking.Word(in origin, recordAt + _recordBytes) & _bodyMask);
        probe.Read((int)recordAt, _recordBytes * 2);
        if ((ulong)(at - JointPagesLayout.Behind) >= _farthest || end - at < 2 || end > _last)
        {
            return end - at is not (0 or 1) && Serially(pc, out value, ref probe);
        }

        ref byte head = ref Unsafe.Add(ref origin, at);
        uint header = BitPacking.Half(in head, 0);
        int stride = PagePcs.Stride((int)header & 127);
        int codes = (int)(header & JointPagesLayout.Codes) >> 14;
        int trapsAt = 2 + (_granules >> 3) + (_low == 0 ? 0 : stride);
        probe.Read((int)at, 2);
        if ((header & JointPagesLayout.Rare) != 0)
        {
            return Serially(pc, out value, ref probe);
        }

        int key = KeyAt(ref Unsafe.Add(ref head, 2), (int)at + 2, granule, (pc >> _shift) & _lowMask, trapsAt + ((3 + codes) * stride) - 2, stride, ref probe);
        if (key < 0)
        {
            return key == Crowded && Serially(pc, out value, ref probe);
        }

        int bit = (key + 1) & 7;
        nint trapAt = trapsAt + ((key + 1) >> 3);
        int form = (Unsafe.Add(ref head, trapAt) >> bit) & 1;
        form |= ((Unsafe.Add(ref head, trapAt + stride) >> bit) & codes) << 1;
        probe.Read((int)(at + trapAt), 1);
        probe.Read((int)(at + trapAt) + stride, 1);
        probe.Decoded(1);
        value = (_codesByForm >> (8 * form)) & 255;
        return form == 3 ? TryCode(at, end, trapsAt, stride, key, out value, ref probe) : form != 0;
    }

    private const int Crowded = -2;

    /// <summary>The number of the key at exactly a unit; -1 where there is none, <see cref="Crowded"/> where words cannot tell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int KeyAt<TProbe>(ref byte upper, int upperAt, uint granule, uint low, int lowsAt, int stride, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (_low == 0)
        {
            probe.Read(upperAt, 16);
            bool isSet = ((BitPacking.Word(in upper, (nint)(granule >> 6) * 8) >> (int)(granule & 63)) & 1) != 0;
            return isSet ? PagePcs.RankBitmap<TOps>(in upper, granule) - 1 : -1;
        }

        int start = PagePcs.StartOfTwo<TOps>(BitPacking.Word(in upper, 0), in Unsafe.Add(ref upper, _granules >> 3), (int)granule, out int crowd);
        probe.Read(upperAt, (_granules >> 3) + stride + 8);
        if (crowd > PagePcs.MaxCrowd)
        {
            return Crowded;
        }

        const ulong Ones = 0x0101010101010101;
        const ulong Tops = 0x8080808080808080;
        int bit = start * _low;
        probe.Read(upperAt + lowsAt + (bit >> 3), 8);
        ulong fields = TOps.Spread(BitPacking.Word(in upper, lowsAt + (bit >> 3)) >> (bit & 7), _low, _lanes);
        ulong same = TOps.Low(~(((fields ^ (low * Ones)) | Tops) - Ones) & Tops, crowd * 8);
        return same == 0 ? -1 : start + (BitOperations.TrailingZeroCount(same) >> 3);
    }

    /// <summary>The code of a trap that has neither of the two commonest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryCode<TProbe>(nint at, nint end, int trapsAt, int stride, int key, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ref byte head = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at);
        uint header = BitPacking.Half(in head, 0);
        int keys = (int)header & 127;
        int bytes = (int)(header >> 8) & JointPagesLayout.MaxBytes;
        int width = (header & JointPagesLayout.WideWides) == 0 ? 2 : 4;
        ref byte strings = ref Unsafe.Add(ref head, trapsAt);
        int wides = Shared(ref Unsafe.Add(ref strings, 2 * stride), stride, keys);
        int others = Shared(ref strings, stride, keys);
        int other = Shared(ref strings, stride, key);
        nint codeAt = end - bytes - (wides * width) - ((others + 1) >> 1) + (other >> 1);
        value = 0;
        if (codeAt < at)
        {
            return false;
        }

        probe.Read((int)at, 2);
        probe.Read((int)at + trapsAt, 4 * stride);
        probe.Read((int)codeAt, 1);
        int index = (Unsafe.Add(ref head, codeAt - at) >> ((other & 1) * 4)) & 15;
        probe.Read(JointPagesLayout.CodesAt + index, 1);
        value = _bytes[JointPagesLayout.CodesAt + index];
        return true;
    }

    /// <summary>The ones at bits 1 to <paramref name="last"/> that two strings share.</summary>
    private static int Shared(ref byte strings, int stride, int last)
    {
        ulong low = BitPacking.Word(in strings, 0) & BitPacking.Word(in strings, stride) & ~1UL;
        ulong high = BitPacking.Word(in strings, 8) & BitPacking.Word(in strings, stride + 8);
        return BitOperations.PopCount(TOps.Low(low, last + 1)) + BitOperations.PopCount(TOps.Low(high, Math.Max(last - 63, 0)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Serially<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint granule = (uint)((ulong)pc >> _toGranule);
        uint page = granule / (uint)_granules;
        uint local = ((granule - (page * (uint)_granules)) << _low) | ((pc >> _shift) & _lowMask);
        return JointPagesSerial.TryFindTrap(_bytes, page - _firstPage, local, out value, ref probe);
    }
}
