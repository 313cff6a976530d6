using System.Buffers.Binary;
using System.Numerics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Writes a <see cref="JointPages"/> structure.</summary>
internal sealed class JointPagesWriter
{
    private const int TrapsOnlyPageBits = EliasFanoList.MaxPageBits;
    private readonly PcTable _traps;
    private readonly PcTable _map;
    private readonly ByteWriter _output;
    private readonly MergedKeys _keys;
    private readonly PagePlan _plan;
    private readonly int _nibbleBias;
    private readonly int _byteBias;
    private readonly byte _usual;
    private readonly byte[] _codes;
    private readonly ByteWriter _bodies;
    private readonly ByteWriter _rare = new() { Part = BytePart.Body };
    private readonly List<uint> _trapsOnly = [];
    private readonly uint[] _locals = new uint[PagePcs.MaxEntries];
    private uint _written;

    public JointPagesWriter(PcTable traps, PcTable map, int denseCost, ByteWriter output)
    {
        (_traps, _map, _output) = (traps, map, output);
        _keys = MergedKeys.Of(traps, map);
        _bodies = new ByteWriter((2 * _keys.Pcs.Length) + 64) { Part = BytePart.Body };
        _plan = PagePlan.For(_keys.Pcs, denseCost, PageCost);
        (_nibbleBias, _byteBias) = DeltaWindows.Train(_keys.Values);
        byte[] codes = Codes(traps.Values);
        _usual = codes.Length > 0 ? codes[0] : (byte)0;
        _codes = codes.Length > 1 ? codes[1..Math.Min(codes.Length, JointPagesLayout.MaxCodes + 1)] : [];
    }

    public void Write()
    {
        uint[] pcs = _keys.Pcs;
        uint firstPage = pcs.Length == 0 ? 0 : _plan.PageOf(pcs[0]);
        uint pages = pcs.Length == 0 ? 0 : _plan.PageOf(pcs[^1]) - firstPage + 1;
        var records = new (uint Body, uint Position)[pages + 1];

        // Before the first position of all stands that position itself, so that no delta is spent on it.
        int first = _keys.Values.AsSpan().IndexOfAnyExcept(TableKind.None);
        uint position = first < 0 ? 0 : _keys.Values[first];
        uint carried = TableKind.None;
        uint positions = 0;
        for (uint page = 0, start = 0; page < pages; page++)
        {
            int end = start < pcs.Length && _plan.PageOf(pcs[start]) - firstPage == page ? _plan.PageEnd(pcs, (int)start) : (int)start;
            records[page] = ((uint)_bodies.Length, position);
            positions |= position;
            WritePage((int)start, end, ref position, carried);
            carried = end > start ? _keys.Values[end - 1] : carried;
            start = (uint)end;
        }

        records[pages] = ((uint)_bodies.Length, 0);
        var layout = new JointPagesLayout(
            (uint)_map.Count, (uint)_traps.Count, _plan, Bits((uint)_bodies.Length), Bits(positions), _usual, _nibbleBias, _byteBias,
            firstPage, pages, _map.Count == 0 ? uint.MaxValue : _map.Pcs[0], (uint)_bodies.Length, (uint)_rare.Length);
        _output.Part = BytePart.Index;
        layout.Write(_codes, _output);
        Span<byte> directory = _output.Reserve(records.Length * layout.RecordBytes);
        for (int i = 0; i < records.Length; i++)
        {
            BitPacking.Set(directory, i * 8L * layout.RecordBytes, records[i].Body | ((ulong)records[i].Position << layout.BodyBits), layout.BodyBits + layout.PositionBits);
        }

        _output.Append(_bodies);
        _output.Append(_rare);
        EliasFanoList.Write([.. _trapsOnly], TrapsOnlyPageBits, _output);
        _output.Reserve(EliasFanoList.Padding);
    }

    private static int Bits(uint value) => 32 - BitOperations.LeadingZeroCount(value);

    private static int PageCost(PagePlan plan, int entries) => entries == 0 ? 6 : entries > PagePcs.MaxEntries
        ? 20 + (13 * entries)
        : 8 + PagePcs.UpperBytes(plan, entries) + (3 * PagePcs.Stride(entries)) + BitPacking.BytesFor((long)plan.Low * entries);

    /// <summary>All codes, the commonest first.</summary>
    private static byte[] Codes(ReadOnlySpan<uint> values)
    {
        var counts = new int[256];
        foreach (uint value in values)
        {
            counts[(byte)value]++;
        }

        return [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderByDescending(code => counts[code]).Select(code => (byte)code)];
    }

    private void WritePage(int start, int end, ref uint position, uint carried)
    {
        if (end == start)
        {
            _bodies.Reserve(carried == TableKind.None ? 1 : 0);
            return;
        }

        if (IsRare(start, end))
        {
            WriteRare(start, end, carried);
            int last = _keys.Values.AsSpan(start, end - start).LastIndexOfAnyExcept(TableKind.None);
            position = last < 0 ? position : _keys.Values[start + last];
            return;
        }

        var page = new JointPageBody(end - start);
        for (int i = start; i < end; i++)
        {
            _locals[i - start] = _plan.LocalOf(_keys.Pcs[i]);
            page.AddPosition(_keys.Values[i], ref position, _nibbleBias, _byteBias);
            short code = _keys.Codes[i];
            page.AddTrap(code, code == _usual, Array.IndexOf(_codes, (byte)code));
            if (!_keys.IsMap[i])
            {
                _trapsOnly.Add(_written);
            }

            _written++;
        }

        page.Write(_locals.AsSpan(0, end - start), _plan, carried != TableKind.None, _bodies);
    }

    private bool IsRare(int start, int end)
    {
        bool rare = end - start > PagePcs.MaxEntries;
        for (int i = start; i < end && !rare; i++)
        {
            short code = _keys.Codes[i];
            rare = _keys.IsTied[i] || (code >= 0 && code != _usual && !_codes.Contains((byte)code));
        }

        return rare;
    }

    private void WriteRare(int start, int end, uint carried)
    {
        Range map = RangeOf(_map.Pcs, _keys.Pcs[start], _keys.Pcs[end - 1]);
        Range traps = RangeOf(_traps.Pcs, _keys.Pcs[start], _keys.Pcs[end - 1]);
        _bodies.WriteUInt16(JointPagesLayout.Rare);
        _bodies.WriteUInt32((uint)_rare.Length);
        ReadOnlySpan<uint> mapPcs = _map.Pcs[map];
        ReadOnlySpan<uint> trapPcs = _traps.Pcs[traps];
        _rare.WriteUInt32((uint)mapPcs.Length);
        _rare.WriteUInt32((uint)trapPcs.Length);
        _rare.WriteUInt32(carried);
        WriteColumn(mapPcs, _plan.Shift);
        WriteColumn(_map.Values[map], 0);
        WriteColumn(trapPcs, _plan.Shift);
        foreach (uint code in _traps.Values[traps])
        {
            _rare.WriteByte((byte)code);
        }
    }

    private void WriteColumn(ReadOnlySpan<uint> values, int shift)
    {
        Span<byte> column = _rare.Reserve(values.Length * 4);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(column[(i * 4)..], values[i] >> shift);
        }
    }

    private static Range RangeOf(ReadOnlySpan<uint> pcs, uint first, uint last) => ReferenceLookup.LowerBound(pcs, first)..(ReferenceLookup.CoveringEntry(pcs, last) + 1);
}
