using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads a <see cref="BucketedFixed"/> table back entry by entry.</summary>
internal static class BucketedDecoder
{
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!BucketedLayout.TryRead(bytes, out BucketedLayout layout) || layout.ValueBytes != question.ValueBytes)
        {
            throw new MalformedTableException($"{question}: header, directory and lows do not fit {bytes.Length} bytes");
        }

        var pcs = new uint[layout.Entries];
        var values = new uint[layout.Entries];
        uint expected = 0;
        for (uint bucket = 0; bucket < layout.Buckets; bucket++)
        {
            int recordAt = BucketedLayout.HeaderBytes + ((int)bucket * layout.RecordBytes);
            uint first = BitPacking.Half(bytes, recordAt);
            uint end = BitPacking.Half(bytes, recordAt + layout.RecordBytes);
            if (first != expected || end < first || end > layout.Entries)
            {
                throw new MalformedTableException($"{question}: bucket {bucket} holds entries {first} to {end} of {layout.Entries}; expected a start at {expected}");
            }

            expected = end;
            for (uint i = first; i < end; i++)
            {
                ulong unit = (((ulong)bucket + layout.FirstBucket) << layout.Bits) + Low(bytes, layout, i);
                pcs[i] = unit << layout.Shift <= uint.MaxValue && (i == 0 || unit << layout.Shift >= pcs[i - 1])
                    ? (uint)(unit << layout.Shift)
                    : throw new MalformedTableException($"{question}: entry {i} has unit {unit}, below its predecessor's or beyond 32 bits");
                values[i] = ValueOf(bytes, layout, recordAt, first, i, question);
            }
        }

        return expected == layout.Entries && (expected == 0 || (pcs[0] == layout.FirstPc && values[^1] == layout.LastValue))
            ? new PcTable(question, pcs, values)
            : throw new MalformedTableException($"{question}: header says {layout.Entries} entries from offset {layout.FirstPc} to value {layout.LastValue}; found {expected} entries that contradict it");
    }

    private static uint Low(ReadOnlySpan<byte> bytes, in BucketedLayout layout, uint entry) =>
        (uint)BitPacking.Field(bytes, (layout.Lows + ((long)entry * layout.LowBytes)) * 8, layout.LowBytes * 8);

    private static uint ValueOf(ReadOnlySpan<byte> bytes, in BucketedLayout layout, int recordAt, uint first, uint entry, TableKind question)
    {
        long at = layout.Values + ((long)entry * layout.ValueBytes);
        if (!layout.Narrow)
        {
            return layout.ValueBytes == 1 ? bytes[(int)at] : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]);
        }

        var probe = default(NoProbe);
        return NarrowValues.TryGet(in MemoryMarshal.GetReference(bytes), recordAt, layout.Values, bytes.Length, 0, entry - first + 1, out uint value, ref probe)
            ? value
            : throw new MalformedTableException($"{question}: the value of entry {entry} lies outside {bytes.Length} bytes");
    }
}
