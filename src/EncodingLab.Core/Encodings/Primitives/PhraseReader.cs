using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Looks pcs up in pages of phrases. Portable.</summary>
internal readonly ref struct PhraseReader<TQuestion, TModel>
    where TQuestion : struct, IPhraseQuestion
    where TModel : struct, IPhraseModelForm
{
    private const int MaxDepth = 64;
    private const int MaxBytes = 1 << 28;

    // A symbol after which there is no answer.
    private const uint Nothing = PhraseRules.None << PhraseRecord.EffectAt;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly PhraseHeader _header;
    private readonly PageDirectory _directory;
    private readonly int _bodyBit;
    private readonly int _modelStart;
    private readonly PhraseTable _table;

    /// <summary>Opens the bytes; where they contradict themselves, over nothing.</summary>
    public PhraseReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes || !PhraseHeader.TryRead(bytes, TQuestion.IsJoint, TQuestion.HasPositions, !TModel.InPlace, out PhraseHeader header))
        {
            return;
        }

        _modelStart = PhraseHeader.Bytes + (TQuestion.IsJoint ? (int)JointPrefix.Bytes(bytes) : 0);
        ReadOnlySpan<byte> model = bytes.Slice(_modelStart, (int)header.ModelBytes);
        if (TModel.InPlace ? !PhraseTable.TryOpen(model, out _table) : !PhraseModel.TryOpenPacked(model, TQuestion.Rules, out _table))
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
        int width = AnchorBits(extra) - 3;
        long difference = width == 0 ? 0 : (long)(extra >> 3 << (64 - width)) >> (64 - width);
        return (_directory.Expect(_bytes, page, ref probe) + (uint)difference, (extra & 1) != 0, 3 + width);
    }

    // Bits of the state at a page's start, of which these are the last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AnchorBits(ulong extra) => 3 + _header.AnchorWidth((int)(extra >> 1) & 3);

    /// <summary>Codes from a bit on, at the top. The bit must lie before the tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Window<TProbe>(int bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(bit >> 3, 8);
        return BigEndian(bit >> 3) << (bit & 7);
    }

    /// <summary>Extra bits before a bit, at the bottom. The bit must lie behind the header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Extra<TProbe>(int end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = ((end + 7) >> 3) - 8;
        probe.Read(at, 8);
        return BigEndian(at) >> (-end & 7);
    }

    /// <summary>The record of a number below the number of records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Record<TProbe>(uint number, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        PhraseScan<TQuestion, TModel>.ReadModel(_modelStart, _table.RecordsAt + ((int)number * sizeof(uint)), sizeof(uint), ref probe);
        return _table.Record(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong BigEndian(int at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
    }

    /// <summary>Looks a pc up.</summary>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        PhraseTable.Prefetch(in _table);
        uint unit = pc >> _header.PcShift;
        uint page = _header.Size.PageOf(unit);
        if (!IsOpen || (!TQuestion.Exact && !HasMap(pc, ref probe)) || (TQuestion.Exact && (page >= _header.Pages || unit << _header.PcShift != pc)))
        {
            return false;
        }

        page = Math.Min(page, _header.Pages - 1);
        uint rest = unit - _header.Size.StartOf(page);
        if (!TryPage((int)page, out int begin, out int end, ref probe))
        {
            return false;
        }

        PhraseStop stop = default;
        stop.Rest = rest;
        if (TQuestion.HasPositions && TQuestion.Exact)
        {
            end -= AnchorBits(Extra(end, ref probe));
        }
        else if (TQuestion.HasPositions)
        {
            (stop.Position, bool none, int bits) = Anchor((int)page, end, ref probe);
            stop.Last = none ? Nothing : 0;
            end -= bits;
        }

        bool inside = PhraseScan<TQuestion, TModel>.Walk(_bytes, in _table, _modelStart, begin, end, ref stop, ref probe);
        return TQuestion.Exact ? inside && EnterExact(ref stop, pc, out value, ref probe) : Enter(inside, ref stop, out value, ref probe);
    }

    private bool HasMap<TProbe>(uint pc, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => pc >= _header.FirstPc && (!TQuestion.IsJoint || JointPrefix.HasMap(_bytes, ref probe));

    // Steps over the halves of a phrase that goes too far; one of both is kept, without a branch.
    private bool Enter<TProbe>(bool inside, ref PhraseStop stop, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        (uint number, uint rest, uint position, uint last) = (stop.Number, stop.Rest, stop.Position, stop.Last);
        for (int depth = inside ? 0 : MaxDepth; depth < MaxDepth && TryHalves(number, out uint first, out uint second, ref probe); depth++)
        {
            uint half = Record(first, ref probe);
            uint over = (uint)~((long)((int)rest - (int)PhraseRecord.BasePc(half)) >> 63);
            rest -= PhraseRecord.BasePc(half) & over;
            position += (uint)PhraseRecord.BaseValue(half) & over;
            last = (last & ~over) | (PhraseScan<TQuestion, TModel>.After(last, half) & over);
            number = (first & ~over) | (second & over);
        }

        value = PhraseRecord.Effect(last) != 0 ? TableKind.None : position;
        return true;
    }

    // Finds the token of a phrase that stands exactly there: its trap code. The extra bits, already in step and change, belong to its last token.
    private bool EnterExact<TProbe>(ref PhraseStop stop, uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        (uint number, uint rest, uint step, uint change) = (stop.Number, stop.Rest, stop.Step, stop.Change);
        for (int depth = 0; depth < MaxDepth && TryHalves(number, out uint first, out uint second, ref probe); depth++)
        {
            uint half = Record(first, ref probe);
            uint own = PhraseRecord.BasePc(half);
            uint over = (uint)((long)((int)own - (int)rest) >> 63);
            rest -= own & over;
            step = (own & ~over) | ((step - own) & over);
            change = ((uint)PhraseRecord.BaseValue(half) & ~over) | (change & over);
            number = (first & ~over) | (second & over);
        }

        probe.Decoded(1);
        value = 0;
        if (step != rest)
        {
            return false;
        }

        value = change & 0xff;
        return !TQuestion.IsJoint || JointPrefix.TryTrap(_bytes, PhraseRecord.Trap(Record(number, ref probe)), pc, out value, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryHalves<TProbe>(uint number, out uint first, out uint second, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        PhraseScan<TQuestion, TModel>.ReadModel(_modelStart, _table.RankAt(number), PhraseTable.RankBytes, ref probe);
        return _table.TryHalves(number, out first, out second, out int at) && Told(at, ref probe);
    }

    private bool Told<TProbe>(int at, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        PhraseScan<TQuestion, TModel>.ReadModel(_modelStart, at, sizeof(ulong), ref probe);
        return true;
    }
}
