using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Reads every token of pages of phrases and refuses bytes that contradict themselves.</summary>
internal static class PhraseDecoder
{
    private const int MaxDepth = 64;

    /// <summary>Decodes the whole table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode<TQuestion>(ReadOnlySpan<byte> bytes, TableKind question, bool inPlace)
        where TQuestion : struct, IPhraseQuestion
    {
        if (bytes.IsEmpty)
        {
            return PcTable.Empty(question);
        }

        var reader = new PhraseReader<TQuestion>(bytes, inPlace);
        if (!reader.IsOpen || reader.Header.Entries == 0 || reader.Header.Entries > bytes.Length * 64L * 8)
        {
            throw new MalformedTableException($"{question}: header, model or directory do not fit {bytes.Length} bytes");
        }

        var sink = new Sink(question, TQuestion.Rules, reader.Header);
        for (int page = 0; page < (int)reader.Header.Pages; page++)
        {
            DecodePage(in reader, page, sink);
        }

        return sink.ToTable();
    }

    private static void DecodePage<TQuestion>(in PhraseReader<TQuestion> reader, int page, Sink sink)
        where TQuestion : struct, IPhraseQuestion
    {
        NoProbe probe = default;
        if (!reader.TryPage(page, out long code, out long end, ref probe))
        {
            throw new MalformedTableException($"page {page} lies outside the bytes");
        }

        sink.BeginPage(page);
        if (!TQuestion.Exact)
        {
            sink.CheckAnchor(reader.Anchor(page, ref end, out bool none, ref probe), none);
        }

        while (code + PhraseCode.MinLength <= end)
        {
            ulong window = reader.Window(code, ref probe);
            int length = reader.Table.Length(window);
            uint number = reader.Table.Index(window, length);
            if (number >= (uint)reader.Table.Coded)
            {
                throw new MalformedTableException($"page {page}: no symbol has the code at bit {code}");
            }

            PhraseSymbol symbol = PhraseSymbol.Unpack((uint)reader.Table.Records[(int)number]);
            ulong extra = reader.Extra(end, ref probe);
            int pcWidth = PhraseSymbol.PcWidth(symbol.PcCode);
            int valueWidth = PhraseSymbol.ValueWidths[symbol.ValueCode];
            PhraseSymbol spelled = Spell(in reader, number, (uint)(extra & ((1ul << pcWidth) - 1)), (uint)((extra >> pcWidth) & ((1ul << valueWidth) - 1)), true, sink, 0);
            if (spelled != symbol)
            {
                throw new MalformedTableException($"page {page}: a phrase differs from the sum of its halves");
            }

            code += length;
            end -= pcWidth + valueWidth;
        }

        if (end < code || end - code >= PhraseCode.MinLength)
        {
            throw new MalformedTableException($"page {page}: codes and extra bits overlap at bit {code}");
        }
    }

    private static PhraseSymbol Spell<TQuestion>(in PhraseReader<TQuestion> reader, uint number, uint pcExtra, uint valueExtra, bool last, Sink sink, int depth)
        where TQuestion : struct, IPhraseQuestion
    {
        ulong record = number < (uint)reader.Table.Records.Length ? reader.Table.Records[(int)number] : throw new MalformedTableException($"there is no symbol {number}");
        PhraseSymbol symbol = PhraseSymbol.Unpack((uint)record);
        if (record >> 32 == 0)
        {
            sink.Add(symbol, last ? pcExtra : 0, last ? valueExtra : 0);
            return symbol;
        }

        if (depth == MaxDepth)
        {
            throw new MalformedTableException($"phrases are nested deeper than {MaxDepth}");
        }

        PhraseSymbol first = Spell(in reader, (uint)((record >> 32) & 0xffff) - 1, 0, 0, false, sink, depth + 1);
        PhraseSymbol second = Spell(in reader, (uint)(record >> 48) - 1, pcExtra, valueExtra, last, sink, depth + 1);
        return TQuestion.Rules.Join(first, second) ?? throw new MalformedTableException("the halves of a phrase cannot be joined");
    }

    /// <summary>Collects entries and checks their order.</summary>
    private sealed class Sink(TableKind question, PhraseRules rules, PhraseHeader header)
    {
        private readonly List<uint> _pcs = new((int)Math.Min(header.Entries, 1u << 20));
        private readonly List<uint> _values = new((int)Math.Min(header.Entries, 1u << 20));
        private ulong _unit;
        private ulong _pageEnd;
        private uint _position;
        private bool _isNone;

        public void BeginPage(int page)
        {
            _unit = (ulong)page << header.PageBits;
            _pageEnd = _unit + (1ul << header.PageBits);
        }

        public void CheckAnchor(uint position, bool none)
        {
            if (position != _position || none != _isNone)
            {
                throw new MalformedTableException($"{question}: the page at unit {_unit} continues from position {position}, expected {_position}");
            }
        }

        public void Add(PhraseSymbol token, uint pcExtra, uint valueExtra)
        {
            _unit += token.BasePc + (ulong)pcExtra;
            ulong pc = _unit << header.PcShift;
            uint value = (uint)(token.BaseValue << PhraseSymbol.ValueShifts[token.ValueCode]) + valueExtra;
            _isNone = token.Flavour == 1;
            _position += rules.ValuesAdd && !_isNone ? value : 0;
            uint answer = !rules.ValuesAdd ? value & 0xff : _isNone ? TableKind.None : _position;
            if (_unit >= _pageEnd || pc > uint.MaxValue || _pcs.Count == header.Entries || (_pcs.Count == 0 && pc != header.FirstPc)
                || token.Flavour >= rules.Effects.Count || (!_isNone && answer == TableKind.None))
            {
                throw new MalformedTableException($"{question}: entry {_pcs.Count} at offset {pc} leaves its page or the header's {header.Entries} entries, or has no value");
            }

            _pcs.Add((uint)pc);
            _values.Add(answer);
        }

        public PcTable ToTable() => _pcs.Count == header.Entries
            ? new PcTable(question, [.. _pcs], [.. _values])
            : throw new MalformedTableException($"{question}: {_pcs.Count} entries found, the header says {header.Entries}");
    }
}
