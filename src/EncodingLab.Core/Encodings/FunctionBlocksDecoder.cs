using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads a <see cref="FunctionBlocks"/> table back.</summary>
internal static class FunctionBlocksDecoder
{
    /// <summary>Shared bodies can hold more entries than there are bytes, but not without end.</summary>
    private const int MostEntriesAByte = 64;

    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public static PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!FunctionBlocks.TryOpen(bytes, out EliasFanoList starts, out RankedBlocks blocks))
        {
            throw new MalformedTableException($"{question}: header, list of starts and directory do not fit {bytes.Length} bytes");
        }

        uint entries = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var units = new uint[starts.Count];
        if (entries > (long)bytes.Length * MostEntriesAByte || !starts.TryRead(bytes, units))
        {
            throw new MalformedTableException($"{question}: {entries} entries in {bytes.Length} bytes, or starts that contradict their count");
        }

        var pcs = new List<uint>((int)entries);
        var values = new List<uint>((int)entries);
        for (int block = 0; block < units.Length; block++)
        {
            ReadBlock(bytes, blocks, question, block, units[block], (int)entries, pcs, values);
        }

        for (int i = 0; i < pcs.Count; i++)
        {
            uint pc = pcs[i] << bytes[4];
            pcs[i] = pc >> bytes[4] == pcs[i] && (i == 0 || pc >= pcs[i - 1])
                ? pc
                : throw new MalformedTableException($"{question}: entry {i} has unit {pcs[i]}, below its predecessor's or beyond 32 bits");
        }

        return pcs.Count == entries
            ? new PcTable(question, [.. pcs], [.. values])
            : throw new MalformedTableException($"{question}: header says {entries} entries; found {pcs.Count}");
    }

    private static void ReadBlock(ReadOnlySpan<byte> bytes, in RankedBlocks blocks, TableKind question, int block, uint unit, int most, List<uint> pcs, List<uint> values)
    {
        bool isMap = question.Rule == LookupRule.Covering;
        var probe = default(NoProbe);
        int at = blocks.Find(in bytes[0], block, out uint position, ref probe);
        for (int token = NextToken(bytes, ref at, question, block); token != FunctionBlocks.EndToken; token = NextToken(bytes, ref at, question, block))
        {
            uint entry = 0;
            uint step;
            uint payload;
            if (token > FunctionBlocks.EscapeToken)
            {
                entry = BitPacking.Half(bytes, blocks.ModelAt + (token * 4));
                step = entry & (FunctionBlocks.NoneFlag - 1);
                payload = (uint)((int)entry >> FunctionBlocks.PayloadShift);
            }
            else if (!(isMap
                ? FunctionEscapes.TryReadMap(bytes, ref at, out entry, out step, out payload, ref probe)
                : FunctionEscapes.TryReadTrap(bytes, ref at, out step, out payload, ref probe)))
            {
                throw new MalformedTableException($"{question}: a step in the body of block {block} does not end, or is too long");
            }

            if (step > uint.MaxValue - unit || pcs.Count == most)
            {
                throw new MalformedTableException($"{question}: the body of block {block} passes 32 bits, or the header's {most} entries");
            }

            unit += step;
            position = isMap ? position + payload : payload & 0xff;
            pcs.Add(unit);
            values.Add((entry & FunctionBlocks.NoneFlag) != 0 && isMap ? TableKind.None : position);
        }
    }

    private static int NextToken(ReadOnlySpan<byte> bytes, ref int at, TableKind question, int block) =>
        at < bytes.Length ? bytes[at++] : throw new MalformedTableException($"{question}: the body of block {block} does not end");
}
