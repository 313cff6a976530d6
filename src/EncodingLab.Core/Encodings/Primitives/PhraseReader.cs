using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>What a reader of pages of phrases is asked.</summary>
internal interface IPhraseQuestion
{
    static abstract bool Exact { get; }

    static abstract PhraseRules Rules { get; }
}

/// <summary>Exact lookups of trap codes.</summary>
internal readonly struct TrapPhrases : IPhraseQuestion
{
    public static bool Exact => true;

    public static PhraseRules Rules => PhraseRules.Traps;
}

/// <summary>Covering lookups of positions.</summary>
internal readonly struct MapPhrases : IPhraseQuestion
{
    public static bool Exact => false;

    public static PhraseRules Rules => PhraseRules.Map;
}

/// <summary>Looks pcs up in pages of phrases. Portable.</summary>
internal ref struct PhraseReader<TQuestion>
    where TQuestion : struct, IPhraseQuestion
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly PhraseHeader _header;
    private readonly PageDirectory _directory;
    private readonly long _bodyBit;
    private readonly int _records;
    private readonly bool _inPlace;
    private readonly PhraseTable _table;

    /// <summary>Opens the bytes; where they contradict themselves, over nothing.</summary>
    public PhraseReader(ReadOnlySpan<byte> bytes, bool inPlace)
    {
        if (!PhraseHeader.TryRead(bytes, !TQuestion.Exact, out PhraseHeader header))
        {
            return;
        }

        ReadOnlySpan<byte> model = bytes.Slice(PhraseHeader.Bytes, (int)header.ModelBytes);
        if (inPlace ? !PhraseModel.TryOpenInPlace(model, out _table) : !PhraseModel.TryOpenPacked(model, TQuestion.Rules, out _table))
        {
            return;
        }

        int directory = PhraseHeader.Bytes + (int)header.ModelBytes;
        _bytes = bytes;
        _header = header;
        _inPlace = inPlace;
        _records = inPlace ? PhraseHeader.Bytes + (2 * CanonicalCode.MaxLength) : 0;
        _directory = new(directory, (int)header.Pages, header.Unit, header.SizeBytes, !TQuestion.Exact);
        _bodyBit = 8L * (directory + PageDirectory.Bytes(header.Pages, header.SizeBytes, !TQuestion.Exact));
    }

    /// <summary>Whether the bytes could be opened.</summary>
    public readonly bool IsOpen => !_bytes.IsEmpty;

    public readonly PhraseHeader Header => _header;

    [UnscopedRef]
    public readonly ref readonly PhraseTable Table => ref _table;

    /// <summary>Bits at which a page's codes begin and its extra bits end; false where they lie outside the bodies.</summary>
    public readonly bool TryPage<TProbe>(int page, out long begin, out long end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        _directory.Find(_bytes, page, out begin, out end, ref probe);
        begin += _bodyBit;
        end += _bodyBit;
        return end <= 8L * (_bytes.Length - PhraseHeader.TailBytes);
    }

    /// <summary>The position at a page's start and whether the answer there is none; moves the end before them.</summary>
    public readonly uint Anchor<TProbe>(int page, ref long end, out bool none, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ulong extra = Extra(end, ref probe);
        none = (extra & 1) != 0;
        int width = _header.AnchorWidth((int)(extra >> 1) & 3);
        end -= 3 + width;
        long difference = width == 0 ? 0 : (long)(extra >> 3 << (64 - width)) >> (64 - width);
        return _directory.Expect(_bytes, page, ref probe) + (uint)difference;
    }

    /// <summary>Codes from a bit on, at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Window<TProbe>(long bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = (int)(bit >> 3);
        probe.Read(at, 8);
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[at..]) << (int)(bit & 7);
    }

    /// <summary>Extra bits before a bit, at the bottom.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Extra<TProbe>(long end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = (int)((end + 7) >> 3) - 8;
        probe.Read(at, 8);
        return BinaryPrimitives.ReadUInt64BigEndian(_bytes[at..]) >> (int)(-end & 7);
    }

    /// <summary>A record; the number must be within them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Record<TProbe>(uint number, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (_inPlace)
        {
            probe.Read(_records + ((int)number * 8), 8);
        }
        else
        {
            probe.ReadState((int)number * 8, 8);
        }

        return _table.Records[(int)number];
    }

    /// <summary>Looks a pc up.</summary>
    public readonly bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        uint unit = pc >> _header.PcShift;
        uint page = unit >> _header.PageBits;
        if (!IsOpen || pc < _header.FirstPc || (TQuestion.Exact && (page >= _header.Pages || unit << _header.PcShift != pc)))
        {
            return false;
        }

        page = Math.Min(page, _header.Pages - 1);
        uint rest = unit - (page << _header.PageBits);
        if (!TryPage((int)page, out long begin, out long end, ref probe))
        {
            return false;
        }

        return TQuestion.Exact ? FindExact(rest, begin, end, out value, ref probe) : FindCovering((int)page, rest, begin, end, out value, ref probe);
    }

    // The hot loop: three codes a window, extra bits beside them, no branch but the ends. One idea, so longer than most.
    private readonly bool FindCovering<TProbe>(int page, uint rest, long code, long end, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        uint position = Anchor(page, ref end, out bool isNone, ref probe);
        uint none = isNone ? 1u : 0u;
        while (true)
        {
            ulong window = Window(code, ref probe);
            for (int i = 0; i < 3; i++)
            {
                if (code + PhraseCode.MinLength > end)
                {
                    value = none != 0 ? TableKind.None : position;
                    return true;
                }

                int length = _table.Length(window);
                uint number = _table.Index(window, length);
                if (number >= (uint)_table.Records.Length)
                {
                    value = 0;
                    return false;
                }

                ulong record = Record(number, ref probe);
                ulong extra = Extra(end, ref probe);
                int pcWidth = PhraseSymbol.PcWidth((int)(record >> 9) & 15);
                int valueCode = (int)((uint)record >> 28);
                int valueWidth = PhraseSymbol.ValueWidths[valueCode];
                uint step = ((uint)record & 0x1ff) + ((uint)extra & ((1u << pcWidth) - 1));
                if (step > rest)
                {
                    Descend(record, rest, ref position, ref none, ref probe);
                    value = none != 0 ? TableKind.None : position;
                    return true;
                }

                probe.Decoded(1);
                rest -= step;
                position += (uint)(((int)((uint)record << 4) >> 22) << PhraseSymbol.ValueShifts[valueCode]) + (uint)((extra >> pcWidth) & ((1ul << valueWidth) - 1));
                none = (uint)(record >> 13) & 31;
                code += length;
                end -= pcWidth + valueWidth;
                window <<= length;
            }
        }
    }

    // Steps over the halves of a phrase that goes too far.
    private readonly void Descend<TProbe>(ulong record, uint rest, ref uint position, ref uint none, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        for (int depth = 0; depth < MaxDepth && record >> 32 != 0; depth++)
        {
            uint number = (uint)(record >> 32 & 0xffff) - 1;
            uint other = (uint)(record >> 48) - 1;
            if (number >= (uint)_table.Records.Length || other >= (uint)_table.Records.Length)
            {
                return;
            }

            ulong first = Record(number, ref probe);
            uint step = (uint)first & 0x1ff;
            if (step > rest)
            {
                record = first;
                continue;
            }

            probe.Decoded(1);
            rest -= step;
            position += (uint)((int)((uint)first << 4) >> 22);
            none = (uint)(first >> 13) & 31;
            record = Record(other, ref probe);
        }
    }

    private readonly bool FindExact<TProbe>(uint rest, long code, long end, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        while (true)
        {
            ulong window = Window(code, ref probe);
            for (int i = 0; i < 3; i++)
            {
                if (code + PhraseCode.MinLength > end)
                {
                    return false;
                }

                int length = _table.Length(window);
                uint number = _table.Index(window, length);
                if (number >= (uint)_table.Records.Length)
                {
                    return false;
                }

                ulong record = Record(number, ref probe);
                ulong extra = Extra(end, ref probe);
                int pcWidth = PhraseSymbol.PcWidth((int)(record >> 9) & 15);
                uint pcExtra = (uint)extra & ((1u << pcWidth) - 1);
                uint step = ((uint)record & 0x1ff) + pcExtra;
                if (step >= rest)
                {
                    return DescendExact(record, rest, pcExtra, extra >> pcWidth, out value, ref probe);
                }

                probe.Decoded(1);
                rest -= step;
                code += length;
                end -= pcWidth + PhraseSymbol.ValueWidths[(int)((uint)record >> 28)];
                window <<= length;
            }
        }
    }

    // Finds the token of a phrase that stands exactly there.
    private readonly bool DescendExact<TProbe>(ulong record, uint rest, uint pcExtra, ulong extra, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        bool last = true;
        for (int depth = 0; depth < MaxDepth && record >> 32 != 0; depth++)
        {
            uint number = (uint)(record >> 32 & 0xffff) - 1;
            uint other = (uint)(record >> 48) - 1;
            if (number >= (uint)_table.Records.Length || other >= (uint)_table.Records.Length)
            {
                return false;
            }

            ulong first = Record(number, ref probe);
            uint step = (uint)first & 0x1ff;
            if (step >= rest)
            {
                record = first;
                last = false;
                continue;
            }

            probe.Decoded(1);
            rest -= step;
            record = Record(other, ref probe);
        }

        probe.Decoded(1);
        if (record >> 32 != 0 || ((uint)record & 0x1ff) + (last ? pcExtra : 0) != rest)
        {
            return false;
        }

        int width = PhraseSymbol.ValueWidths[(int)((uint)record >> 28)];
        value = ((uint)((int)((uint)record << 4) >> 22) + (last ? (uint)extra & (uint)((1ul << width) - 1) : 0)) & 0xff;
        return true;
    }
}
