using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads a page of a <see cref="PagedSums"/> table entry by entry, with a check on each read: for decoding, and for the pages that words and vectors cannot take.</summary>
internal static class PagedSumsPage
{
    /// <summary>Looks a unit up in a page.</summary>
    /// <param name="bytes">The whole table.</param>
    /// <param name="page">The page, counted from the first.</param>
    /// <param name="local">Units from the page's start.</param>
    /// <param name="value">The answer.</param>
    /// <param name="probe">Told of every byte of the page.</param>
    public static bool TryFind<TProbe>(ReadOnlySpan<byte> bytes, uint page, uint local, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!PagedSumsLayout.TryRead(bytes, out PagedSumsLayout layout))
        {
            return false;
        }

        // The reader keeps what it needs of the header; this rare path reads it again.
        probe.Read(0, PagedSumsLayout.HeaderBytes);
        probe.Read(PagedSumsLayout.HeaderBytes + (int)(page * layout.RecordBytes), 2 * layout.RecordBytes);
        long at = layout.Page(bytes, page, out long end, out uint position);
        if (at > end || end > bytes.Length)
        {
            return false;
        }

        if (end - at < 2)
        {
            value = end == at ? position : TableKind.None;
            return true;
        }

        ReadOnlySpan<byte> body = bytes[(int)at..(int)end];
        probe.Read((int)at, body.Length);
        if ((body[0] & PagedSumsLayout.Rare) != 0)
        {
            ulong unit = ((page + (ulong)layout.FirstPage) * layout.Plan.Units) + local;
            return TryFindRare(bytes, RareAt(body, layout), (uint)Math.Min(unit, uint.MaxValue), out value, ref probe);
        }

        Span<uint> locals = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> values = stackalloc uint[PagePcs.MaxEntries];
        if (!TryRead(body, layout, position, locals, values, out int entries, out uint carried))
        {
            return false;
        }

        probe.Decoded(entries);
        value = carried;
        for (int i = 0; i < entries && locals[i] <= local; i++)
        {
            value = values[i];
        }

        return true;
    }

    /// <summary>Decodes a whole table.</summary>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable DecodeAll(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!PagedSumsLayout.TryRead(bytes, out PagedSumsLayout layout) || layout.Entries > 8 * (ulong)bytes.Length)
        {
            throw new MalformedTableException($"{question}: header and directory do not fit {bytes.Length} bytes");
        }

        var pcs = new List<uint>((int)layout.Entries);
        var values = new List<uint>((int)layout.Entries);
        Span<uint> locals = stackalloc uint[PagePcs.MaxEntries];
        Span<uint> pageValues = stackalloc uint[PagePcs.MaxEntries];
        for (uint page = 0; page < layout.Pages; page++)
        {
            long at = layout.Page(bytes, page, out long end, out uint position);
            if (end - at is 0 or 1)
            {
                continue;
            }

            ReadOnlySpan<byte> body = at < end && end <= bytes.Length ? bytes[(int)at..(int)end] : default;
            if (body.Length >= 6 && (body[0] & PagedSumsLayout.Rare) != 0)
            {
                ReadRare(bytes, RareAt(body, layout), layout, question, pcs, values);
                continue;
            }

            if (body.IsEmpty || !TryRead(body, layout, position, locals, pageValues, out int entries, out _))
            {
                throw new MalformedTableException($"{question}: page {page} at {at} is malformed");
            }

            uint start = (uint)((page + layout.FirstPage) * layout.Plan.Units);
            for (int i = 0; i < entries; i++)
            {
                pcs.Add((start + locals[i]) << layout.Plan.Shift);
                values.Add(pageValues[i]);
            }
        }

        return Sorted(question, layout, pcs, values);
    }

    private static PcTable Sorted(TableKind question, in PagedSumsLayout layout, List<uint> pcs, List<uint> values)
    {
        for (int i = 1; i < pcs.Count; i++)
        {
            if (pcs[i] < pcs[i - 1])
            {
                throw new MalformedTableException($"{question}: entry {i} has offset {pcs[i]}, below its predecessor's {pcs[i - 1]}; offsets must not decrease");
            }
        }

        return pcs.Count == layout.Entries && (pcs.Count == 0 || (pcs[0] == layout.FirstPc && values[^1] == layout.LastValue))
            ? new PcTable(question, [.. pcs], [.. values])
            : throw new MalformedTableException($"{question}: header says {layout.Entries} entries from offset {layout.FirstPc} to value {layout.LastValue}; found {pcs.Count} entries that contradict it");
    }

    private static bool TryRead(ReadOnlySpan<byte> body, in PagedSumsLayout layout, uint position, Span<uint> locals, Span<uint> values, out int entries, out uint carried)
    {
        entries = body[0] & 0x7f;
        int byteCount = body[1] & PagedSumsLayout.MaxBytes;
        int wideBytes = (body[1] & (PagedSumsLayout.WideWides >> 8)) != 0 ? 4 : 2;
        int stride = PagePcs.Stride(entries);
        int classesAt = 2 + PagePcs.UpperBytes(layout.Plan, entries);
        int lowsAt = classesAt + (2 * stride);
        int nibblesAt = lowsAt + BitPacking.BytesFor((long)entries * layout.Plan.Low);
        carried = BitPacking.Field(body, classesAt * 8L, 1) != 0 ? position : TableKind.None;
        int nibbles = 0;
        int singles = 0;
        int wides = 0;
        for (int i = 0; i < entries; i++)
        {
            ulong form = BitPacking.Field(body, (classesAt * 8L) + i + 1, 1) | (BitPacking.Field(body, ((classesAt + stride) * 8L) + i + 1, 1) << 1);
            position += form switch
            {
                0 => 0u,
                1 => (uint)((int)BitPacking.Field(body, (nibblesAt * 8L) + (nibbles++ * 4), 4) + layout.NibbleBias),
                2 => (uint)((int)BitPacking.Field(body, (body.Length - ++singles) * 8L, 8) + layout.ByteBias),
                _ => Wide(body, body.Length - byteCount - (++wides * wideBytes), wideBytes),
            };
            values[i] = form == 0 ? TableKind.None : position;
        }

        return singles == byteCount && nibblesAt + ((nibbles + 1) >> 1) + (wides * wideBytes) + byteCount == body.Length
            && PagePcs.TryRead(body, 2, lowsAt, layout.Plan, locals[..entries]);
    }

    private static uint Wide(ReadOnlySpan<byte> body, int at, int width)
    {
        uint field = (uint)BitPacking.Field(body, at * 8L, width * 8);
        return width == 2 ? (uint)(short)field : field;
    }

    private static long RareAt(ReadOnlySpan<byte> body, in PagedSumsLayout layout) =>
        layout.Bodies + layout.BodyBytes + (long)BitPacking.Field(body, 16, 32);

    private static bool TryFindRare<TProbe>(ReadOnlySpan<byte> bytes, long at, uint unit, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!TryRareCount(bytes, at, out int count))
        {
            return false;
        }

        probe.Read((int)at, 8);
        int start = 0;
        for (int left = count; left > 0;)
        {
            int half = left >> 1;
            probe.Read((int)at + 8 + ((start + half) * 4), 4);
            bool covered = BitPacking.Half(bytes, (int)at + 8 + ((start + half) * 4)) <= unit;
            start = covered ? start + half + 1 : start;
            left = covered ? left - half - 1 : half;
        }

        int answer = start == 0 ? (int)at + 4 : (int)at + 8 + ((count + start - 1) * 4);
        probe.Read(answer, 4);
        value = BitPacking.Half(bytes, answer);
        return true;
    }

    private static void ReadRare(ReadOnlySpan<byte> bytes, long at, in PagedSumsLayout layout, TableKind question, List<uint> pcs, List<uint> values)
    {
        if (!TryRareCount(bytes, at, out int count))
        {
            throw new MalformedTableException($"{question}: a rare page at {at} does not fit {bytes.Length} bytes");
        }

        for (int i = 0; i < count; i++)
        {
            pcs.Add(BitPacking.Half(bytes, (int)at + 8 + (i * 4)) << layout.Plan.Shift);
            values.Add(BitPacking.Half(bytes, (int)at + 8 + ((count + i) * 4)));
        }
    }

    private static bool TryRareCount(ReadOnlySpan<byte> bytes, long at, out int count)
    {
        bool inside = at + 8 <= bytes.Length;
        uint claimed = inside ? BitPacking.Half(bytes, (int)at) : 0;
        count = (int)Math.Min(claimed, int.MaxValue / 8);
        return inside && claimed <= (uint)(bytes.Length - at - 8) / 8;
    }
}
