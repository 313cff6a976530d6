using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Gives the entries of a page whose symbols one number holds.</summary>
internal ref struct RansScan : IPageScan<RansScan, RansTables>
{
    private const uint Start = 1u << RansTables.StateBits;

    private readonly RansTables _tables;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _begin;
    private readonly int _end;
    private int _bit;
    private uint _state;

    // What came before, as the contexts have it.
    private uint _values = EchoContexts.BeforePart(EchoHistory.PageStart.Value);
    private uint _steps = EchoContexts.StepPart(EchoHistory.PageStart.Step);
    private uint _before = EchoContexts.OlderPart(EchoHistory.PageStart.Value);
    private uint _older = EchoContexts.OlderPart(EchoHistory.PageStart.Older);

    private RansScan(RansTables tables, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body)
    {
        _bytes = bytes;
        (_tables, _begin, _end, _bit, _state) = (tables, body.Begin, body.End, body.Begin, Start);
        if (body.HasPositions)
        {
            ulong window = Window(_bit);
            int width = header.AnchorWidth((int)(window >> 62));
            BeginsWithNone = ((window >> 61) & 1) != 0;
            Anchor = width == 0 ? 0 : (uint)((long)(window << 3) >> (64 - width));
            _bit = Math.Min(_bit + 3 + width, _end);
        }

        // Zeros, then the state from its top bit on; without one the page is empty.
        int zeros = BitOperations.LeadingZeroCount(Window(_bit));
        if (_bit + zeros + RansTables.StateBits < _end && zeros < 32)
        {
            _state = (uint)(Window(_bit + zeros) >> (63 - RansTables.StateBits));
            _bit += zeros + RansTables.StateBits + 1;
        }
        else
        {
            _bit = _end;
        }
    }

    public uint Anchor { get; }

    public bool BeginsWithNone { get; }

    public readonly int BitsRead => Math.Min(_bit, _end) - _begin + 64;

    public static RansTables? OpenModel(ReadOnlySpan<byte> model) => RansTables.Open(model);

    public static int ScratchOf(RansTables state) => 0;

    public static RansScan Open(RansTables state, ReadOnlySpan<byte> bytes, scoped in PhraseHeader header, PageBody body, Span<ushort> scratch) => new(state, bytes, header, body);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext<TProbe>(out PageEntry entry, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        entry = default;
        if (_bit >= _end && _state == Start)
        {
            return false;
        }

        ContextModel model = _tables.Model;
        int context = (int)(_values | _steps | _older);
        probe.ReadState(context, 1);
        int value = _tables.Take(model.Map[context], ref _state, ref probe);
        if (value < 0 || !Refill())
        {
            return false;
        }

        ulong record = model.Symbols[value];
        uint change = (uint)record + Field(EchoSymbol.WidthOf(record));
        context = EchoContexts.Values + (int)(EchoContexts.OwnPart(value) | _steps | _before);
        probe.ReadState(context, 1);
        int step = _tables.Take(model.Map[context], ref _state, ref probe);
        if (step < 0 || !Refill())
        {
            return false;
        }

        ulong stepRecord = model.Symbols[ContextModel.FirstStep + step];
        entry = new((uint)stepRecord + Field(EchoSymbol.WidthOf(stepRecord)), change, (record & EchoSymbol.NoneFlag) != 0);
        (_values, _steps) = (EchoContexts.BeforePart(value), EchoContexts.StepPart(step));
        (_older, _before) = (_before, EchoContexts.OlderPart(value));
        return _bit <= _end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Window(int bit) => BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(bit >> 3, 8)) << (bit & 7);

    // Brings the state back into its range; false where the bits end before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Refill()
    {
        int missing = BitOperations.LeadingZeroCount(_state) - (31 - RansTables.StateBits);
        if (_bit + missing > _end)
        {
            return false;
        }

        // Two shifts, since nothing may be missing.
        _state = (_state << missing) | (uint)(Window(_bit) >> 1 >> (63 - missing));
        _bit += missing;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Field(int width)
    {
        if (width == 0)
        {
            return 0;
        }

        uint field = (uint)(Window(Math.Min(_bit, _end)) >> (64 - width));
        _bit += width;
        return field;
    }
}
