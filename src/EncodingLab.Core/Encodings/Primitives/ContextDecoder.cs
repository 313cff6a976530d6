using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Reads every entry of pages that a scan gives, and refuses bytes that contradict themselves.</summary>
internal static class ContextDecoder
{
    /// <summary>Decodes the whole table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode<TScan, TState, TQuestion>(ReadOnlySpan<byte> bytes, TableKind question)
        where TScan : struct, IPageScan<TScan, TState>, allows ref struct
        where TState : class
        where TQuestion : struct, IPhraseQuestion
    {
        if (bytes.IsEmpty)
        {
            return PcTable.Empty(question);
        }

        var reader = ContextReader<TScan, TState, TQuestion>.Open(bytes, 0);
        if (reader.State is not { } state || reader.Header.Entries == 0)
        {
            throw new MalformedTableException($"{question}: header, model or directory do not fit {bytes.Length} bytes");
        }

        var entries = new Entries(question, reader.Header);
        Span<ushort> scratch = stackalloc ushort[TScan.ScratchOf(state)];
        var probe = default(NoProbe);
        for (int page = 0; page < (int)reader.Header.Pages; page++)
        {
            if (!reader.TryBody(page, out PageBody body, ref probe))
            {
                throw new MalformedTableException($"{question}: page {page} does not lie in the bodies");
            }

            scratch.Clear();
            TScan scan = TScan.Open(state, bytes, reader.Header, body, scratch);
            entries.Begin(page, reader.Expect(page, ref probe) + scan.Anchor, scan.BeginsWithNone);
            while (scan.TryNext(out PageEntry entry, ref probe))
            {
                entries.Add(entry);
            }
        }

        return entries.ToTable();
    }

    /// <summary>Adds steps up and checks them.</summary>
    private sealed class Entries(TableKind question, PhraseHeader header)
    {
        private readonly List<uint> _pcs = [];
        private readonly List<uint> _values = [];
        private ulong _unit;
        private ulong _end;
        private uint _position;
        private bool _isNone;

        public void Begin(int page, uint position, bool isNone)
        {
            _unit = (ulong)page * header.Size.Units;
            _end = _unit + header.Size.Units;
            if (question == TableKind.AddressMap && (position != _position || isNone != _isNone))
            {
                throw new MalformedTableException($"{question}: page {page} begins at position {position}, the page before ends at {_position}");
            }
        }

        public void Add(PageEntry entry)
        {
            _unit += entry.Step;
            _position = question == TableKind.Traps ? entry.Change : _position + entry.Change;
            _isNone = entry.IsNone;
            ulong pc = _unit << header.PcShift;
            bool isCode = question != TableKind.Traps || (_position <= byte.MaxValue && !_isNone);
            bool isFirst = _pcs.Count == 0;
            if (_unit >= _end || pc > uint.MaxValue || _pcs.Count == header.Entries || (isFirst && pc != header.FirstPc) || !isCode || (!_isNone && _position == TableKind.None))
            {
                throw new MalformedTableException($"{question}: entry {_pcs.Count} at offset {pc} leaves its page, the header's {header.Entries} entries or its first pc {header.FirstPc}, or has value {_position}");
            }

            _pcs.Add((uint)pc);
            _values.Add(_isNone ? TableKind.None : _position);
        }

        public PcTable ToTable() => _pcs.Count == header.Entries
            ? new PcTable(question, [.. _pcs], [.. _values])
            : throw new MalformedTableException($"{question}: {_pcs.Count} entries found, the header says {header.Entries}");
    }
}
