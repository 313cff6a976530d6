using System.Globalization;
using System.Numerics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>What encodings of small blocks behind the two-level index of <see cref="SmallBlocks"/> share: all but what lies in a block.</summary>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public abstract record SmallBlockEncoding(int Block) : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"{Name}(block={Block})");

    /// <inheritdoc/>
    public override int? BlockEntries => Block;

    /// <summary>The id without parameters.</summary>
    private protected abstract string Name { get; }

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind.Rule != LookupRule.Joint;

    /// <inheritdoc/>
    public sealed override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        uint[] units = SmallBlocksWriter.Units(table, out int shift);
        SmallBlocksWriter.Write(table, units, shift, BitOperations.Log2((uint)Block), Train(table, units), output);
    }

    /// <inheritdoc/>
    public sealed override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!SmallBlocks.TryOpen(bytes, out SmallBlocks table))
        {
            throw new MalformedTableException($"{question}: header and index do not fit {bytes.Length} bytes");
        }

        if (table.Totals(bytes) is var totals && (totals.Bodies != (uint)(table.End - table.Body) || totals.Blocks << table.Log < (uint)table.Entries))
        {
            throw new MalformedTableException($"{question}: the index ends with {totals.Bodies} bytes of bodies in {totals.Blocks} blocks, but {table.End - table.Body} bytes are there for {table.Entries} entries");
        }

        return DecodeBlocks(bytes, question, table);
    }

    /// <summary>Looks at a whole table and gives what writes its bodies.</summary>
    /// <param name="table">The table.</param>
    /// <param name="units">Its pcs without the zero bits that all share.</param>
    private protected abstract ISmallBodyWriter Train(PcTable table, uint[] units);

    /// <summary>Reads one body: each unit less the block's first, and each value.</summary>
    /// <param name="question">What table it is.</param>
    /// <param name="bytes">The whole table.</param>
    /// <param name="table">Its header.</param>
    /// <param name="block">The block; its end is its own.</param>
    /// <param name="distances">As many as it has entries.</param>
    /// <param name="values">As many.</param>
    /// <returns>Where the body ends, or -1 where it is malformed.</returns>
    private protected abstract int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values);

    /// <summary>Runs an action on one body's reader, by the rule of the question.</summary>
    private protected static void Run<TBody, TAction>(ReadOnlySpan<byte> bytes, TableKind question, ref TAction action)
        where TBody : struct, ISmallBody
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (question.ValueBytes == 1)
        {
            action.Run<SmallBlocksReader<TBody, CodeAtPc>>(bytes, 0);
        }
        else if (question.Rule == LookupRule.Exact)
        {
            action.Run<SmallBlocksReader<TBody, WordAtPc>>(bytes, 0);
        }
        else
        {
            action.Run<SmallBlocksReader<TBody, WordCoveringPc>>(bytes, 0);
        }
    }

    private PcTable DecodeBlocks(ReadOnlySpan<byte> bytes, TableKind question, in SmallBlocks table)
    {
        var pcs = new uint[table.Entries];
        var values = new uint[table.Entries];
        Span<ulong> distances = stackalloc ulong[1 << SmallBlocks.MaxLog];
        var probe = default(NoProbe);
        int end = table.Body;
        int super = 0;
        ulong last = 0;
        for (int number = 0, start = 0; start < pcs.Length; number++, start += 1 << table.Log)
        {
            if (!table.TryAt(bytes, super, number, out SmallBlock block, ref probe) || block.Start != end)
            {
                throw new MalformedTableException($"{question}: block {number} is not where the index says; expected it at {end}");
            }

            super = block.Super;
            Span<ulong> own = distances[..block.Count];
            end = ReadBody(question, bytes, table, block, own, values.AsSpan(start, block.Count));
            if (end < 0 || end != block.End || own[0] != 0)
            {
                throw new MalformedTableException($"{question}: block {number} at {block.Start} is malformed");
            }

            for (int i = 0; i < own.Length; i++)
            {
                ulong unit = block.FirstUnit + own[i];
                if (unit < last || unit > uint.MaxValue >> table.Shift || (question.ValueBytes == 1 && values[start + i] > byte.MaxValue))
                {
                    throw new MalformedTableException($"{question}: entry {start + i} has unit {unit} after {last} and value {values[start + i]}");
                }

                last = unit;
                pcs[start + i] = (uint)unit << table.Shift;
            }
        }

        return end == table.End ? new PcTable(question, pcs, values) : throw new MalformedTableException($"{question}: {table.End - end} bytes follow the last entry");
    }
}
