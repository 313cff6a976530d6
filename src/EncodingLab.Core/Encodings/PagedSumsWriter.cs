using System.Buffers.Binary;
using System.Numerics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Writes a <see cref="PagedSums"/> table.</summary>
internal sealed class PagedSumsWriter
{
    private readonly PcTable _table;
    private readonly ByteWriter _output;
    private readonly PagePlan _plan;
    private readonly int _nibbleBias;
    private readonly int _byteBias;
    private readonly ByteWriter _bodies;
    private readonly ByteWriter _rare = new() { Part = BytePart.Body };
    private readonly uint[] _locals = new uint[PagePcs.MaxEntries];
    private readonly byte[] _classes = new byte[PagePcs.MaxEntries];
    private readonly byte[] _nibbles = new byte[PagePcs.MaxEntries];
    private readonly byte[] _bytes = new byte[PagePcs.MaxEntries];
    private readonly int[] _wides = new int[PagePcs.MaxEntries];

    public PagedSumsWriter(PcTable table, int denseCost, ByteWriter output)
    {
        (_table, _output) = (table, output);
        _bodies = new ByteWriter(table.Count + 64) { Part = BytePart.Body };
        _plan = PagePlan.For(table.Pcs, denseCost, PageCost);
        (_nibbleBias, _byteBias) = DeltaWindows.Train(table.Values);
    }

    public void Write()
    {
        ReadOnlySpan<uint> pcs = _table.Pcs;
        uint firstPage = pcs.IsEmpty ? 0 : _plan.PageOf(pcs[0]);
        uint pages = pcs.IsEmpty ? 0 : _plan.PageOf(pcs[^1]) - firstPage + 1;
        var records = new (uint Body, uint Position)[pages + 1];

        // Before the first position of all stands that position itself, so that no delta is spent on it.
        int first = _table.Values.IndexOfAnyExcept(TableKind.None);
        uint position = first < 0 ? 0 : _table.Values[first];
        uint carried = TableKind.None;
        uint positions = 0;
        for (uint page = 0, start = 0; page < pages; page++)
        {
            int end = start < pcs.Length && _plan.PageOf(pcs[(int)start]) - firstPage == page ? _plan.PageEnd(pcs, (int)start) : (int)start;
            records[page] = ((uint)_bodies.Length, position);
            positions |= position;
            WritePage((int)start, end, ref position, carried);
            carried = end > start ? _table.Values[end - 1] : carried;
            start = (uint)end;
        }

        records[pages] = ((uint)_bodies.Length, 0);
        var layout = new PagedSumsLayout(
            (uint)pcs.Length, _plan, Bits((uint)_bodies.Length), Bits(positions), _nibbleBias, _byteBias, firstPage, pages, pcs.IsEmpty ? 0 : pcs[0],
            pcs.IsEmpty ? 0 : _table.Values[^1], (uint)_bodies.Length);
        _output.Part = BytePart.Index;
        layout.Write(_output);
        Span<byte> directory = _output.Reserve(records.Length * layout.RecordBytes);
        for (int i = 0; i < records.Length; i++)
        {
            BitPacking.Set(directory, i * 8L * layout.RecordBytes, records[i].Body | ((ulong)records[i].Position << layout.BodyBits), layout.BodyBits + layout.PositionBits);
        }

        _output.Append(_bodies);
        _output.Append(_rare);

        // Words and vectors at the last page must not pass the end: read entry by entry, it would take as long as fifty others.
        long lastPage = layout.Bodies + (pages == 0 ? 0 : records[pages - 1].Body);
        _output.Reserve(pages == 0 ? 0 : (int)Math.Max(lastPage + layout.Ahead(PagePcs.OneWord) + 1 - _output.Length, 0));
    }

    private static int Bits(uint value) => 32 - BitOperations.LeadingZeroCount(value);

    private static int PageCost(PagePlan plan, int entries) => entries == 0 ? 6 : entries > PagePcs.MaxEntries
        ? 20 + (8 * entries)
        : 8 + PagePcs.UpperBytes(plan, entries) + (2 * PagePcs.Stride(entries)) + BitPacking.BytesFor((long)plan.Low * entries);

    private void WritePage(int start, int end, ref uint position, uint carried)
    {
        int entries = end - start;
        if (entries == 0)
        {
            _bodies.Reserve(carried == TableKind.None ? 1 : 0);
            return;
        }

        if (entries > PagePcs.MaxEntries || (_plan.Low == 0 && HasTies(_table.Pcs[start..end])))
        {
            WriteRare(start, end, carried);
            int last = _table.Values[start..end].LastIndexOfAnyExcept(TableKind.None);
            position = last < 0 ? position : _table.Values[start + last];
            return;
        }

        int nibbles = 0;
        int bytes = 0;
        int wides = 0;
        bool wide = false;
        for (int i = 0; i < entries; i++)
        {
            _locals[i] = _plan.LocalOf(_table.Pcs[start + i]);
            uint value = _table.Values[start + i];
            _classes[i] = 0;
            if (value == TableKind.None)
            {
                continue;
            }

            int delta = (int)(value - position);
            position = value;
            if ((uint)(delta - _nibbleBias) < 16)
            {
                (_classes[i], _nibbles[nibbles++]) = (1, (byte)(delta - _nibbleBias));
            }
            else if ((uint)(delta - _byteBias) < 256 && bytes < PagedSumsLayout.MaxBytes)
            {
                (_classes[i], _bytes[bytes++]) = (2, (byte)(delta - _byteBias));
            }
            else
            {
                (_classes[i], _wides[wides++]) = (3, delta);
                wide |= delta != (short)delta;
            }
        }

        WriteBody(entries, carried != TableKind.None, nibbles, bytes, wides, wide);
    }

    private void WriteBody(int entries, bool carriesPosition, int nibbles, int bytes, int wides, bool wide)
    {
        ReadOnlySpan<uint> locals = _locals.AsSpan(0, entries);
        bool general = wide || bytes > ClassSums.MaxBytes || wides > ClassSums.MaxWides || (_plan.Low > 0 && PagePcs.Crowd(locals, _plan) > PagePcs.MaxCrowd);
        _bodies.WriteUInt16((ushort)(entries | (bytes << 8) | (general ? PagedSumsLayout.General : 0) | (wide ? PagedSumsLayout.WideWides : 0)));
        PagePcs.WriteUpper(locals, _plan, _bodies);
        int stride = PagePcs.Stride(entries);
        Span<byte> classes = _bodies.Reserve(2 * stride);
        classes[0] = (byte)(carriesPosition ? 1 : 0);
        for (int i = 0; i < entries; i++)
        {
            int bit = i + 1;
            classes[bit >> 3] |= (byte)((_classes[i] & 1) << (bit & 7));
            classes[stride + (bit >> 3)] |= (byte)((_classes[i] >> 1) << (bit & 7));
        }

        PagePcs.WriteLows(locals, _plan, _bodies);
        for (int i = 0; i < nibbles; i += 2)
        {
            _bodies.WriteByte((byte)(_nibbles[i] | (i + 1 < nibbles ? _nibbles[i + 1] << 4 : 0)));
        }

        for (int i = wides - 1; i >= 0; i--)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_bodies.Reserve(2), (ushort)_wides[i]);
            if (wide)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(_bodies.Reserve(2), (ushort)(_wides[i] >> 16));
            }
        }

        for (int i = bytes - 1; i >= 0; i--)
        {
            _bodies.WriteByte(_bytes[i]);
        }
    }

    private void WriteRare(int start, int end, uint carried)
    {
        _bodies.WriteUInt16(PagedSumsLayout.Rare);
        _bodies.WriteUInt32((uint)_rare.Length);
        _rare.WriteUInt32((uint)(end - start));
        _rare.WriteUInt32(carried);
        Span<byte> columns = _rare.Reserve((end - start) * 8);
        for (int i = start; i < end; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(columns[((i - start) * 4)..], _table.Pcs[i] >> _plan.Shift);
            BinaryPrimitives.WriteUInt32LittleEndian(columns[((end - start + i - start) * 4)..], _table.Values[i]);
        }
    }

    private static bool HasTies(ReadOnlySpan<uint> pcs)
    {
        for (int i = 1; i < pcs.Length; i++)
        {
            if (pcs[i] == pcs[i - 1])
            {
                return true;
            }
        }

        return false;
    }
}
