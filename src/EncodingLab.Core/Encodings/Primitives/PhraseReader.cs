using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Looks pcs up in pages of phrases. Portable.</summary>
internal readonly ref struct PhraseReader<TQuestion, TModel>
    where TQuestion : struct, IPhraseQuestion
    where TModel : struct, IPhraseModelForm
{
    private const int MaxDepth = 64;
    private const int MaxBytes = 1 << 28;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly PhraseHeader _header;
    private readonly PageDirectory _directory;
    private readonly int _bodyBit;
    private readonly int _modelStart;
    private readonly PhraseTable _table;

    /// <summary>Opens the bytes; where they contradict themselves, over nothing.</summary>
    public PhraseReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes || !PhraseHeader.TryRead(bytes, TQuestion.IsJoint, TQuestion.HasPositions, out PhraseHeader header))
        {
            return;
        }

        _modelStart = PhraseHeader.Bytes + (TQuestion.IsJoint ? (int)JointPrefix.Bytes(bytes) : 0);
        ReadOnlySpan<byte> model = bytes.Slice(_modelStart, (int)header.ModelBytes);
        if (TModel.InPlace ? !PhraseModel.TryOpenInPlace(model, out _table) : !PhraseModel.TryOpenPacked(model, TQuestion.Rules, out _table))
        {
            return;
        }

        int directory = _modelStart + (int)header.ModelBytes;
        _bytes = bytes;
        _header = header;
        _directory = new(directory, (int)header.Pages, (int)header.LongPages, header.Unit, TQuestion.HasPositions);
        _bodyBit = 8 * (directory + (int)PageDirectory.Bytes(header.Pages, header.LongPages, TQuestion.HasPositions));
    }

    /// <summary>Whether the bytes could be opened.</summary>
    public bool IsOpen => !_bytes.IsEmpty;

    public PhraseHeader Header => _header;

    [UnscopedRef]
    public ref readonly PhraseTable Table => ref _table;

    /// <summary>Bits at which a page's codes begin and its extra bits end; false where they lie outside the bodies.</summary>
    public bool TryPage<TProbe>(int page, out int begin, out int end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        _directory.Find(_bytes, page, out long first, out long last, ref probe);
        begin = (int)(first + _bodyBit);
        end = (int)(last + _bodyBit);
        return last + _bodyBit <= 8L * (_bytes.Length - PhraseHeader.TailBytes);
    }

    /// <summary>The state at a page's start: difference of the position to the expected one in the high half, none flag, and bits it takes.</summary>
    public (uint Position, bool None, int Bits) Anchor<TProbe>(int page, int end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ulong extra = Extra(end, ref probe);
        int width = _header.AnchorWidth((int)(extra >> 1) & 3);
        long difference = width == 0 ? 0 : (long)(extra >> 3 << (64 - width)) >> (64 - width);
        return (_directory.Expect(_bytes, page, ref probe) + (uint)difference, (extra & 1) != 0, 3 + width);
    }

    /// <summary>Codes from a bit on, at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Window<TProbe>(int bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(bit >> 3, 8);
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[(bit >> 3)..]) << (bit & 7);
    }

    /// <summary>Extra bits before a bit, at the bottom.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Extra<TProbe>(int end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = ((end + 7) >> 3) - 8;
        probe.Read(at, 8);
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[at..]) >> (-end & 7);
    }

    /// <summary>The wide record of a number within the records, and its halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Record<TProbe>(uint number, out uint halves, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (TModel.InPlace)
        {
            probe.Read(_modelStart + (2 * CanonicalCode.MaxLength) + ((int)number * 8), 8);
        }
        else
        {
            probe.ReadState(((int)number * 8) + PhraseTable.FastBytes, 8);
        }

        ulong record = _table.Records[(int)number];
        halves = (uint)(record >> 32);
        return PhraseRecord.Widen((uint)record);
    }

    /// <summary>Looks a pc up.</summary>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        uint unit = pc >> _header.PcShift;
        uint page = unit >> _header.PageBits;
        if (!IsOpen || (!TQuestion.Exact && !HasMap(pc, ref probe)) || (TQuestion.Exact && (page >= _header.Pages || unit << _header.PcShift != pc)))
        {
            return false;
        }

        page = Math.Min(page, _header.Pages - 1);
        uint rest = unit - (page << _header.PageBits);
        if (!TryPage((int)page, out int begin, out int end, ref probe))
        {
            return false;
        }

        if (!TQuestion.HasPositions)
        {
            return Scan(rest, begin, end, 0, 0, out value, ref probe);
        }

        (uint position, bool none, int bits) = Anchor((int)page, end, ref probe);
        bool found = Scan(rest, begin, end - bits, position, none ? 1u : 0u, out value, ref probe);
        return found && TQuestion.Exact ? JointPrefix.TryTrap(_bytes, value, pc, out value, ref probe) : found;
    }

    private bool HasMap<TProbe>(uint pc, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => pc >= _header.FirstPc && (!TQuestion.IsJoint || JointPrefix.HasMap(_bytes, ref probe));

    // The hot loop: three codes a window. Symbols without extra bits and with codes of at most 12 bits take the short way. One idea, so longer than most.
    private bool Scan<TProbe>(uint rest, int code, int end, uint position, uint flavour, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<uint> fast = _table.Fast;
        uint last = flavour << PhraseTable.FastFlavourShift;
        value = 0;
        while (true)
        {
            ulong window = Window(code, ref probe);
            for (int i = 0; i < 3; i++)
            {
                uint entry = 0;
                int top = (int)(window >> (64 - PhraseTable.FastBits));
                if (!TModel.InPlace && top < fast.Length)
                {
                    probe.ReadState(top * 4, 4);
                    entry = fast[top];
                }

                int length = (int)(entry & 63);
                uint step = (entry >> PhraseTable.FastStepShift) & PhraseSymbol.MaxBasePc;
                uint change = (uint)((int)entry >> PhraseTable.FastChangeShift);
                if (entry == 0)
                {
                    length = _table.Length(window);
                    uint number = _table.Index(window, length);
                    if (number >= (uint)_table.Records.Length)
                    {
                        return code + length > end && Settle(position, last, out value);
                    }

                    ulong record = Record(number, out _, ref probe);
                    ulong extra = Extra(end, ref probe);
                    step = PhraseRecord.BasePc(record) + (uint)PhraseRecord.Low(extra, PhraseRecord.PcWidth(record));
                    change = (uint)record + (uint)PhraseRecord.Low(extra >> PhraseRecord.PcWidth(record), PhraseRecord.ValueWidth(record));
                    end -= code + length > end ? 0 : PhraseRecord.ExtraWidth(record);
                    entry = PhraseRules.Effect(PhraseRecord.Flavour(record)) << PhraseTable.FastFlavourShift;
                }

                code += length;
                if (code > end)
                {
                    return Settle(position, last, out value);
                }

                if (TQuestion.Exact ? step >= rest : step > rest)
                {
                    uint number = _table.Index(window, length);
                    return TQuestion.Exact ? EnterExact(number, rest, step, change, out value, ref probe)
                        : Enter(number, rest, position, (last >> PhraseTable.FastFlavourShift) & 31, out value, ref probe);
                }

                probe.Decoded(1);
                rest -= step;
                position += change;
                last = TQuestion.IsJoint && ((entry >> PhraseTable.FastFlavourShift) & 31) == PhraseRules.Keep ? last : entry;
                window <<= length;
            }
        }
    }

    // The answer where a page ends: none to an exact question, the state so far to a covering one.
    private static bool Settle(uint position, uint last, out uint value)
    {
        value = TQuestion.Exact ? 0 : ((last >> PhraseTable.FastFlavourShift) & 31) != 0 ? TableKind.None : position;
        return !TQuestion.Exact;
    }

    // Steps over the halves of a phrase that goes too far.
    private bool Enter<TProbe>(uint number, uint rest, uint position, uint none, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        Record(number, out uint halves, ref probe);
        for (int depth = 0; depth < MaxDepth && halves != 0; depth++)
        {
            uint first = (halves & 0xffff) - 1;
            uint second = (halves >> 16) - 1;
            if (first >= (uint)_table.Records.Length || second >= (uint)_table.Records.Length)
            {
                break;
            }

            ulong record = Record(first, out halves, ref probe);
            if (PhraseRecord.BasePc(record) > rest)
            {
                continue;
            }

            probe.Decoded(1);
            rest -= PhraseRecord.BasePc(record);
            position += (uint)record;
            uint effect = PhraseRules.Effect(PhraseRecord.Flavour(record));
            none = effect == PhraseRules.Keep ? none : effect;
            Record(second, out halves, ref probe);
        }

        value = none != 0 ? TableKind.None : position;
        return true;
    }

    // Finds the token of a phrase that stands exactly there: its trap code, or in a joint structure its flavour. The extra bits, already in step and change, belong to its last token.
    private bool EnterExact<TProbe>(uint number, uint rest, uint step, uint change, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ulong record = Record(number, out uint halves, ref probe);
        for (int depth = 0; depth < MaxDepth && halves != 0; depth++)
        {
            uint first = (halves & 0xffff) - 1;
            uint second = (halves >> 16) - 1;
            if (first >= (uint)_table.Records.Length || second >= (uint)_table.Records.Length)
            {
                break;
            }

            ulong half = Record(first, out uint firstHalves, ref probe);
            uint own = PhraseRecord.BasePc(half);
            if (own >= rest)
            {
                (step, change, record, halves) = (own, (uint)half, half, firstHalves);
                continue;
            }

            probe.Decoded(1);
            rest -= own;
            step -= own;
            record = Record(second, out halves, ref probe);
        }

        probe.Decoded(1);
        value = 0;
        if (step != rest || halves != 0)
        {
            return false;
        }

        value = TQuestion.IsJoint ? PhraseRecord.Flavour(record) : change & 0xff;
        return true;
    }
}
