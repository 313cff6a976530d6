using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Reads every token of pages of phrases and refuses bytes that contradict themselves.</summary>
internal static class PhraseDecoder
{
    private const int MaxDepth = 64;

    /// <summary>Decodes the whole table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode<TQuestion, TModel>(ReadOnlySpan<byte> bytes, TableKind question)
        where TQuestion : struct, IPhraseQuestion
        where TModel : struct, IPhraseModelForm
    {
        if (bytes.IsEmpty)
        {
            return PcTable.Empty(question);
        }

        var reader = new PhraseReader<TQuestion, TModel>(bytes);
        if (!reader.IsOpen || reader.Header.Entries == 0 || reader.Header.Entries > bytes.Length * 64L * 8)
        {
            throw new MalformedTableException($"{question}: header, model or directory do not fit {bytes.Length} bytes");
        }

        var sink = new Sink(question, TQuestion.Rules, reader.Header, bytes.ToArray());
        for (int page = 0; page < (int)reader.Header.Pages; page++)
        {
            DecodePage(in reader, page, sink);
        }

        return sink.ToTable();
    }

    private static void DecodePage<TQuestion, TModel>(in PhraseReader<TQuestion, TModel> reader, int page, Sink sink)
        where TQuestion : struct, IPhraseQuestion
        where TModel : struct, IPhraseModelForm
    {
        NoProbe probe = default;
        if (!reader.TryPage(page, out int code, out int end, ref probe))
        {
            throw new MalformedTableException($"page {page} lies outside the bytes");
        }

        sink.BeginPage(page, code, end);
        if (TQuestion.HasPositions)
        {
            (uint position, bool none, int bits) = reader.Anchor(page, end, ref probe);
            sink.CheckAnchor(position, none);
            end -= bits;
        }

        while (true)
        {
            ulong window = reader.Window(code, ref probe);
            nuint size = PhraseTable.Length(ref reader.Table.Origin, window);
            int length = (int)size;
            if (length == 0 || code + length > end)
            {
                break;
            }

            uint record = Spell(in reader, PhraseTable.Index(ref reader.Table.Origin, window, size), reader.Extra(end, ref probe), true, sink, 0);
            code += length;
            end -= PhraseTable.ClassOf(ref reader.Table.Origin, record).Width;
        }

        if (end < code || end - code >= 1 << reader.Header.Unit)
        {
            throw new MalformedTableException($"page {page}: codes and extra bits overlap, or no symbol has the code at bit {code}");
        }
    }

    // Adds the tokens under a symbol and returns its record, which must be the sum of its halves.
    private static uint Spell<TQuestion, TModel>(in PhraseReader<TQuestion, TModel> reader, uint number, ulong extra, bool last, Sink sink, int depth)
        where TQuestion : struct, IPhraseQuestion
        where TModel : struct, IPhraseModelForm
    {
        if (number >= (uint)reader.Table.Count || depth > MaxDepth)
        {
            throw new MalformedTableException($"there is no symbol {number}, or phrases are nested deeper than {MaxDepth}");
        }

        uint record = reader.Table.Record(number);
        PhraseClass kind = PhraseTable.ClassOf(ref reader.Table.Origin, record);
        if (!reader.Table.TryHalves(number, out uint first, out uint second, out _))
        {
            sink.Add(kind.Step(record, last ? extra : 0), kind.Change(record, last ? extra : 0), record);
            return record;
        }

        uint before = Spell(in reader, first, 0, false, sink, depth + 1);
        uint behind = Spell(in reader, second, extra, last, sink, depth + 1);
        return Joins(record, before, behind, TQuestion.Rules.ValuesAdd) && PhraseTable.ClassOf(ref reader.Table.Origin, before).Width == 0 && !kind.IsScaled && kind.Bits == PhraseTable.ClassOf(ref reader.Table.Origin, behind).Bits
            ? record
            : throw new MalformedTableException($"phrase {number} differs from the sum of its halves");
    }

    // Whether a phrase says what its halves say together: sums, and the effect of both.
    private static bool Joins(uint phrase, uint first, uint second, bool valuesAdd) =>
        PhraseRecord.BasePc(phrase) == PhraseRecord.BasePc(first) + PhraseRecord.BasePc(second)
        && PhraseRecord.BaseValue(phrase) == (valuesAdd ? PhraseRecord.BaseValue(first) : 0) + PhraseRecord.BaseValue(second)
        && PhraseRecord.Effect(phrase) == PhraseRecord.Effect(PhraseRecord.Effect(second) == PhraseRules.Keep ? first : second)
        && PhraseRecord.Trap(phrase) == 0;

    /// <summary>Collects entries and checks their order.</summary>
    private sealed class Sink(TableKind question, PhraseRules rules, PhraseHeader header, byte[] bytes)
    {
        private readonly List<uint> _pcs = new((int)Math.Min(header.Entries, 1u << 20));
        private readonly List<uint> _values = new((int)Math.Min(header.Entries, 1u << 20));
        private ulong _unit;
        private ulong _pageEnd;
        private uint _position;
        private bool _isNone;
        private long _end = -1;
        private uint _tokens;
        private int _rare;

        public void BeginPage(int page, int begin, int end)
        {
            if (_end >= 0 && begin != _end)
            {
                throw new MalformedTableException($"{question}: page {page} begins at bit {begin}, expected {_end}: bodies must lie back to back");
            }

            _end = end;
            _unit = (ulong)page * header.Size.Units;
            _pageEnd = _unit + header.Size.Units;
        }

        public void CheckAnchor(uint position, bool none)
        {
            if (position != _position || none != _isNone)
            {
                throw new MalformedTableException($"{question}: the page at unit {_unit} continues from position {position}, expected {_position}");
            }
        }

        public void Add(uint step, uint change, uint record)
        {
            _unit += step;
            ulong pc = _unit << header.PcShift;
            uint effect = PhraseRecord.Effect(record);
            if (_unit >= _pageEnd || pc > uint.MaxValue || _tokens++ == header.Entries || effect > PhraseRules.Keep || (PhraseRules.Effects * PhraseRecord.Trap(record)) + effect >= rules.Flavours)
            {
                throw new MalformedTableException($"{question}: entry {_pcs.Count} at offset {pc} leaves its page or the header's {header.Entries} entries");
            }

            _isNone = effect == PhraseRules.Keep ? _isNone : effect == PhraseRules.None;
            _position += rules.ValuesAdd ? change : 0;
            uint code = change & 0xff;
            bool belongs = question == TableKind.AddressMap ? effect != PhraseRules.Keep : !header.IsJoint || JointTrap(PhraseRecord.Trap(record), (uint)pc, out code);
            uint answer = question == TableKind.Traps ? code : _isNone ? TableKind.None : _position;
            if (belongs)
            {
                Take((uint)pc, answer);
            }
        }

        // Rare traps at one pc follow each other in the list; only the first can be looked up, so equal pcs take their turns.
        private bool JointTrap(uint trap, uint pc, out uint code)
        {
            NoProbe probe = default;
            return trap == JointPrefix.RareTrap ? JointPrefix.TryRareAt(bytes, _rare++, pc, out code) : JointPrefix.TryTrap(bytes, trap, pc, out code, ref probe);
        }

        private void Take(uint pc, uint answer)
        {
            bool first = _pcs.Count == 0 && !(header.IsJoint && question == TableKind.Traps);
            if ((first && pc != header.FirstPc) || (question == TableKind.AddressMap && !_isNone && answer == TableKind.None))
            {
                throw new MalformedTableException($"{question}: entry {_pcs.Count} at offset {pc} is not the first that the header names, {header.FirstPc}, or has no value");
            }

            _pcs.Add(pc);
            _values.Add(answer);
        }

        public PcTable ToTable() => _tokens == header.Entries
            ? new PcTable(question, [.. _pcs], [.. _values])
            : throw new MalformedTableException($"{question}: {_tokens} tokens found, the header says {header.Entries}");
    }
}
