using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Looks pcs up in pages of entries and echoes. Portable.</summary>
internal readonly ref struct EchoReader
{
    /// <summary>Bits behind an echo's address that a reader may scan: the longest run fits.</summary>
    public const int ScanBits = 1 << 17;

    private const int MaxBytes = 1 << 27;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly PhraseHeader _header;
    private readonly PageDirectory _directory;
    private readonly int _bodyBit;
    private readonly int _bodyEnd;
    private readonly EchoState? _state;

    /// <summary>Opens the bytes; where they contradict themselves, over nothing.</summary>
    public EchoReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes || !PhraseHeader.TryRead(bytes, false, true, false, out _header)
            || EchoState.Open(bytes.Slice(PhraseHeader.Bytes, (int)_header.ModelBytes)) is not { } state)
        {
            return;
        }

        int directory = PhraseHeader.Bytes + (int)_header.ModelBytes;
        _bytes = bytes;
        _state = state;
        _directory = new(directory, (int)_header.Pages, (int)_header.LongPages, _header.Unit, true);
        _bodyBit = 8 * (directory + (int)PageDirectory.Bytes(_header.Pages, _header.LongPages, true));
        _bodyEnd = 8 * (bytes.Length - PhraseHeader.TailBytes);
    }

    /// <summary>Whether the bytes could be opened.</summary>
    [MemberNotNullWhen(true, nameof(_state), nameof(State))]
    public bool IsOpen => _state is not null;

    public EchoState? State => _state;

    public PhraseHeader Header => _header;

    /// <summary>Where a page's operations begin and end; false where they lie outside the bodies. Begin, too, receives the state there.</summary>
    public bool TryPage<TProbe>(int page, out int begin, out int end, out uint position, out bool isNone, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        _directory.Find(_bytes, page, out long first, out long last, ref probe);
        (position, isNone) = (0, false);
        begin = (int)(first + _bodyBit);
        end = (int)(last + _bodyBit);
        if (last + _bodyBit > _bodyEnd || begin > end)
        {
            return false;
        }

        int unit = _header.Unit;
        end -= unit == 0 ? 0 : (int)(Window(begin, ref probe) >> (64 - unit));
        ulong window = Window(begin, ref probe) << unit;
        int width = _header.AnchorWidth((int)(window >> 62));
        isNone = ((window >> 61) & 1) != 0;
        position = _directory.Expect(_bytes, page, ref probe) + (uint)Signed(begin + unit + 3, width, ref probe);
        begin += unit + 3 + width;
        return begin <= end;
    }

    /// <summary>Bits from a place on, at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Window<TProbe>(int bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(bit >> 3, 8);
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(bit >> 3, 8)) << (bit & 7);
    }

    /// <summary>A field of 0 to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint Field<TProbe>(int bit, int width, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => width == 0 ? 0 : (uint)(Window(Math.Min(bit, _bodyEnd), ref probe) >> (64 - width));

    /// <summary>A field in two's complement.</summary>
    public int Signed<TProbe>(int bit, int width, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => width == 0 ? 0 : (int)((long)Window(Math.Min(bit, _bodyEnd), ref probe) >> (64 - width));

    /// <summary>The echo whose code ends at a bit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public EchoJump Jump<TProbe>(int bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        EchoState state = _state!;
        uint address = Field(bit, state.AddressBits, ref probe);
        uint choices = Field(bit += state.AddressBits, 5, ref probe);
        int pcWidth = state.PcWidth((int)(choices >> 3));
        int valueWidth = state.ValueWidth((int)(choices >> 1) & 3);
        uint pcs = (uint)Signed(bit += 5, pcWidth, ref probe);
        uint values = (uint)Signed(bit += pcWidth, valueWidth, ref probe);
        long target = (long)address + _bodyBit;
        return new((int)Math.Min(target, _bodyEnd), pcs, values, (choices & 1) != 0, bit + valueWidth);
    }

    /// <summary>Looks a pc up.</summary>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!IsOpen || pc < _header.FirstPc)
        {
            return false;
        }

        uint unit = pc >> _header.PcShift;
        uint page = Math.Min(_header.Size.PageOf(unit), _header.Pages - 1);
        if (!TryPage((int)page, out int bit, out int end, out uint position, out bool isNone, ref probe))
        {
            return false;
        }

        var scan = new EchoScan(bit, end, unit - _header.Size.StartOf(page), position, isNone);
        Run(_state, ref scan, ref probe);
        value = scan.IsNone ? TableKind.None : scan.Position;
        return true;
    }

    // The hot loop: an operation a turn. Locals that live across it stay out of reach of calls by reference. One idea, so longer than most.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run<TProbe>(EchoState state, ref EchoScan scan, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> bytes = _bytes;
        (ushort[] fast, byte[] map, ulong[] symbols) = (state.Codes.Fast, state.Map, state.Symbols);
        (int bit, int end, uint rest, uint sum) = (scan.Bit, scan.End, scan.Rest, scan.Position);
        (uint values, uint steps, uint before, uint older, ulong last) = (scan.Values, scan.Steps, scan.Before, scan.Older, scan.Last);
        while (bit < end)
        {
            probe.Read(bit >> 3, 8);
            ulong window = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(bit >> 3, 8)) << (bit & 7);
            uint context = values | steps | older;
            uint slot = ((uint)map[context] << EchoCodes.FastBits) + (uint)(window >> (64 - EchoCodes.FastBits));
            probe.ReadState((int)context, 1);
            probe.ReadState(EchoState.MapBytes + ((int)slot * 2), 2);
            uint entry = fast[slot];
            if (entry == 0)
            {
                entry = state.Codes.DecodeLong(map[context], (int)(window >> 48), ref probe);
            }

            int own = EchoCodes.Symbol(entry);
            ulong record = symbols[own];
            uint change = (uint)record;
            window <<= EchoCodes.Length(entry);
            bit += EchoCodes.Length(entry);
            if ((record & EchoSymbol.Special) != 0)
            {
                int width = EchoSymbol.WidthOf(record);
                if (width > EchoSymbol.MaxWidth)
                {
                    EchoJump jump = entry == 0 ? default : Jump(bit, ref probe);
                    if (jump.Next == 0 || (jump.Pcs > rest && scan.Jumps++ == EchoParser.MaxDepth))
                    {
                        break;
                    }

                    if (jump.Pcs > rest)
                    {
                        bit = jump.Target;
                        end = (int)Math.Min((uint)_bodyEnd, (uint)bit + ScanBits);
                        continue;
                    }

                    probe.Decoded(1);
                    (bit, rest, sum, last) = (jump.Next, rest - jump.Pcs, sum + jump.Values, jump.IsNone ? EchoSymbol.NoneFlag : 0);
                    (values, steps, before, older) = (0, 0, 0, 0);
                    continue;
                }

                change += (uint)(window >> (64 - width));
                bit = Math.Min(bit + width, _bodyEnd);
                window = Window(bit, ref probe);
            }

            context = EchoContexts.Values + (EchoContexts.OwnPart(own) | steps | before);
            slot = ((uint)map[context] << EchoCodes.FastBits) + (uint)(window >> (64 - EchoCodes.FastBits));
            probe.ReadState((int)context, 1);
            probe.ReadState(EchoState.MapBytes + ((int)slot * 2), 2);
            uint stepEntry = fast[slot];
            if (stepEntry == 0)
            {
                stepEntry = state.Codes.DecodeLong(map[context], (int)(window >> 48), ref probe);
            }

            int step = EchoCodes.Symbol(stepEntry);
            ulong stepRecord = symbols[EchoState.FirstStep + step];
            uint units = (uint)stepRecord;
            bit += EchoCodes.Length(stepEntry);
            if ((stepRecord & EchoSymbol.Special) != 0)
            {
                int width = EchoSymbol.WidthOf(stepRecord);
                units += Field(bit, width, ref probe);
                bit += width;
            }

            if (units > rest)
            {
                break;
            }

            probe.Decoded(1);
            (rest, sum, last, older) = (rest - units, sum + change, record, before);
            before = EchoContexts.OlderPart(own);
            values = EchoContexts.BeforePart(own);
            steps = EchoContexts.StepPart(step);
        }

        (scan.Position, scan.Last) = (sum, last);
    }
}
