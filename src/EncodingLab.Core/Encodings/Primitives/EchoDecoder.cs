using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Reads every entry of pages of entries and echoes and refuses bytes that contradict themselves.</summary>
internal sealed class EchoDecoder
{
    private readonly PhraseHeader _header;
    private readonly List<(uint Step, uint Change, bool IsNone)> _entries = [];
    private readonly List<uint> _pcs = [];
    private readonly List<uint> _values = [];
    private readonly Dictionary<int, (int Entry, int Context)> _operations = [];
    private int _pageFirst;
    private ulong _unit;
    private ulong _pageEnd;
    private uint _position;
    private bool _isNone;

    private EchoDecoder(PhraseHeader header) => _header = header;

    /// <summary>Decodes the whole table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return PcTable.Empty(TableKind.AddressMap);
        }

        var reader = new EchoReader(bytes);
        if (!reader.IsOpen || reader.Header.Entries == 0)
        {
            throw new MalformedTableException($"addrmap: header, model or directory do not fit {bytes.Length} bytes");
        }

        var decoder = new EchoDecoder(reader.Header);
        for (int page = 0; page < (int)reader.Header.Pages; page++)
        {
            decoder.Page(in reader, page);
        }

        return decoder._pcs.Count == reader.Header.Entries
            ? new PcTable(TableKind.AddressMap, [.. decoder._pcs], [.. decoder._values])
            : throw new MalformedTableException($"addrmap: {decoder._pcs.Count} entries found, the header says {reader.Header.Entries}");
    }

    private void Page(in EchoReader reader, int page)
    {
        NoProbe probe = default;
        if (!reader.TryPage(page, out int bit, out int end, out uint position, out bool isNone, ref probe) || position != _position || isNone != _isNone)
        {
            throw new MalformedTableException($"addrmap: page {page} lies outside the bytes, or does not continue from position {_position}");
        }

        (_unit, _pageFirst) = ((ulong)page * _header.Size.Units, _pcs.Count);
        _pageEnd = _unit + _header.Size.Units;
        EchoHistory history = EchoHistory.PageStart;
        while (bit < end)
        {
            bit = Operation(in reader, reader.State!, bit, ref history);
        }

        if (bit != end)
        {
            throw new MalformedTableException($"addrmap: page {page} ends at bit {bit}, expected {end}");
        }
    }

    private int Operation(in EchoReader reader, EchoState state, int bit, ref EchoHistory history)
    {
        NoProbe probe = default;
        int context = EchoContexts.OfValue(history);
        _operations[bit] = (_pcs.Count, context);
        uint value = Symbol(state.Codes.Decode(state.Map[context], reader.Window(bit, ref probe), ref probe), bit);
        bit += EchoCodes.Length(value);
        ulong record = state.Symbols[EchoCodes.Symbol(value)];
        if ((record & EchoSymbol.EchoFlag) != 0)
        {
            EchoJump jump = reader.Jump(bit, ref probe);
            Echo(jump, context);
            history = EchoHistory.AfterEcho;
            return jump.Next;
        }

        int width = EchoSymbol.WidthOf(record);
        uint change = (uint)record + reader.Field(bit, width, ref probe);
        bit += width;
        context = EchoContexts.OfStep(EchoCodes.Symbol(value), history);
        uint step = Symbol(state.Codes.Decode(state.Map[EchoContexts.Values + context], reader.Window(bit, ref probe), ref probe), bit);
        bit += EchoCodes.Length(step);
        ulong stepRecord = state.Symbols[EchoState.FirstStep + EchoCodes.Symbol(step)];
        width = EchoSymbol.WidthOf(stepRecord);
        Add((uint)stepRecord + reader.Field(bit, width, ref probe), change, (record & EchoSymbol.NoneFlag) != 0);
        history = history.Then(EchoCodes.Symbol(value), EchoCodes.Symbol(step));
        return bit + width;
    }

    private static uint Symbol(uint entry, int bit) =>
        entry != 0 ? entry : throw new MalformedTableException($"addrmap: no symbol has the code at bit {bit}");

    // Copies the entries of the run, as many as fit the sum of pc steps.
    private void Echo(EchoJump jump, int context)
    {
        if (!_operations.TryGetValue(jump.Target, out (int Entry, int Context) source) || source.Context != context || source.Entry >= _pcs.Count)
        {
            throw new MalformedTableException($"addrmap: entry {_pcs.Count} echoes bit {jump.Target}, where no entry before it begins in the same context");
        }

        (uint rest, uint position, int limit) = (jump.Pcs, _position + jump.Values, _pcs.Count);
        for (int entry = source.Entry; entry < limit && _entries[entry].Step <= rest && !_pageStarts.Contains(entry); entry++)
        {
            rest -= _entries[entry].Step;
            Add(_entries[entry].Step, _entries[entry].Change, _entries[entry].IsNone);
        }

        if (rest != 0 || position != _position || jump.IsNone != _isNone)
        {
            throw new MalformedTableException($"addrmap: the echo at entry {limit} differs from the sum of its entries");
        }
    }

    private readonly HashSet<int> _pageStarts = [];

    private void Add(uint step, uint change, bool isNone)
    {
        if (_pcs.Count == _pageFirst)
        {
            _pageStarts.Add(_pageFirst);
        }

        _unit += step;
        _position += change;
        _isNone = isNone;
        ulong pc = _unit << _header.PcShift;
        bool isFirst = _pcs.Count == 0;
        if (_unit >= _pageEnd || pc > uint.MaxValue || _pcs.Count == _header.Entries || (isFirst && pc != _header.FirstPc) || (!isNone && _position == TableKind.None))
        {
            throw new MalformedTableException($"addrmap: entry {_pcs.Count} at offset {pc} leaves its page, the header's {_header.Entries} entries or its first pc {_header.FirstPc}");
        }

        _pcs.Add((uint)pc);
        _values.Add(isNone ? TableKind.None : _position);
        _entries.Add((step, change, isNone));
    }
}
