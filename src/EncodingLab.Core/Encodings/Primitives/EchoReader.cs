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
        if (bytes.Length > MaxBytes || !PhraseHeader.TryRead(bytes, false, true, out _header)
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
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[(bit >> 3)..]) << (bit & 7);
    }

    /// <summary>A field of 0 to 32 bits.</summary>
    public uint Field<TProbe>(int bit, int width, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => width == 0 ? 0 : (uint)(Window(Math.Min(bit, _bodyEnd), ref probe) >> (64 - width));

    /// <summary>A field in two's complement.</summary>
    public int Signed<TProbe>(int bit, int width, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => width == 0 ? 0 : (int)((long)Window(Math.Min(bit, _bodyEnd), ref probe) >> (64 - width));

    /// <summary>The echo whose code ends at a bit.</summary>
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
        uint page = Math.Min(unit >> _header.PageBits, _header.Pages - 1);
        if (!TryPage((int)page, out int bit, out int end, out uint position, out bool isNone, ref probe))
        {
            return false;
        }

        Scan(_state, unit - (page << _header.PageBits), bit, end, ref position, ref isNone, ref probe);
        value = isNone ? TableKind.None : position;
        return true;
    }

    // The hot loop: an operation a turn. One idea, so longer than most.
    [SkipLocalsInit]
    private void Scan<TProbe>(EchoState state, uint rest, int bit, int end, ref uint position, ref bool isNone, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        (int kept, int older) = (state.Contexts.Kept, state.Contexts.Older);
        (int value, int step, int before) = (EchoHistory.PageStart.Value, EchoHistory.PageStart.Step, EchoHistory.PageStart.Older);
        (EchoCodes valueCodes, EchoCodes stepCodes) = (state.Values, state.Steps);
        (byte[] valueMap, byte[] stepMap) = (state.ValueMap, state.StepMap);
        uint sum = position;
        ulong last = isNone ? EchoSymbol.NoneFlag : 0;
        int jumps = 0;
        while (bit < end)
        {
            ulong window = Window(bit, ref probe);
            int shared = Math.Min(step, kept - 1);
            int context = (((Math.Min(value, kept - 1) * kept) + shared) * older) + Math.Min(before, older - 1);
            probe.ReadState(context, 1);
            uint entry = valueCodes.Decode(valueMap[context], window, ref probe);
            int own = (int)(entry & 0xff);
            int length = (int)(entry >> 8);
            ulong record = state.ValueSymbols[own];
            uint change = (uint)record;
            window <<= length;
            bit += length;
            if ((record & EchoSymbol.Special) != 0 || entry == 0)
            {
                if (entry == 0)
                {
                    break;
                }

                if ((record & EchoSymbol.EchoFlag) != 0)
                {
                    EchoJump jump = Jump(bit, ref probe);
                    if (jump.Pcs > rest)
                    {
                        bit = jump.Target;
                        end = (int)Math.Min((uint)_bodyEnd, (uint)bit + ScanBits);
                        if (jumps++ == EchoParser.MaxDepth)
                        {
                            break;
                        }

                        continue;
                    }

                    (rest, sum, last, bit) = (rest - jump.Pcs, sum + jump.Values, jump.IsNone ? EchoSymbol.NoneFlag : 0, jump.Next);
                    (value, step, before) = (EchoHistory.AfterEcho.Value, EchoHistory.AfterEcho.Step, EchoHistory.AfterEcho.Older);
                    probe.Decoded(1);
                    continue;
                }

                int width = (int)(record >> 32) & 31;
                change += Field(bit, width, ref probe);
                bit += width;
                window = Window(Math.Min(bit, _bodyEnd), ref probe);
            }

            context = (((Math.Min(own, EchoContexts.OwnValues - 1) * kept) + shared) * older) + Math.Min(value, older - 1);
            probe.ReadState(context, 1);
            entry = stepCodes.Decode(stepMap[context], window, ref probe);
            bit += (int)(entry >> 8);
            ulong stepRecord = state.StepSymbols[(int)(entry & 0xff)];
            uint units = (uint)stepRecord;
            if ((stepRecord & EchoSymbol.Special) != 0)
            {
                int width = (int)(stepRecord >> 32) & 31;
                units += Field(bit, width, ref probe);
                bit += width;
            }

            if (units > rest || entry == 0)
            {
                break;
            }

            probe.Decoded(1);
            rest -= units;
            sum += change;
            last = record;
            (before, value, step) = (value, own, (int)(entry & 0xff));
        }

        (position, isNone) = (sum, (last & EchoSymbol.NoneFlag) != 0);
    }
}

/// <summary>An echo, read.</summary>
/// <param name="Target">Bit at which its source begins.</param>
/// <param name="Pcs">Sum of its pc steps.</param>
/// <param name="Values">Sum of its position steps.</param>
/// <param name="IsNone">Whether its last entry has no position.</param>
/// <param name="Next">Bit behind it.</param>
internal readonly record struct EchoJump(int Target, uint Pcs, uint Values, bool IsNone, int Next);
