using System.Buffers.Binary;
using System.Numerics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The legacy arrays in the order of a breadth-first walk of the binary search tree.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count : u32
/// pcs         : entry_count x u32: number k, counted from 1, is a node of a complete binary search tree, its children are the numbers 2k and 2k + 1
/// values      : entry_count x u8 (traps) or u32, in the same order
/// </code>
/// <para><b>Lookup</b>: down the tree without a branch on the data, 16 keys of four levels ahead asked for with one prefetch; then one load.</para>
/// <para><b>Bets</b>: none; 5 or 8 bytes an entry whatever they are.</para>
/// <para><b>Limits</b>: below 2^28 entries.</para>
/// <para><b>Source</b>: P.-V. Khuong, P. Morin, Array Layouts for Comparison-Based Searching (2017).</para>
/// </remarks>
public sealed record Eytzinger : TableEncoding
{
    internal const int HeaderBytes = 4;
    internal const int MaxEntries = 1 << 28;

    /// <inheritdoc/>
    public override string Id => "eytzinger";

    /// <inheritdoc/>
    public override string Family => "fixed-width";

    /// <inheritdoc/>
    public override string Summary => "legacy arrays in breadth-first order of the search tree";

    /// <inheritdoc/>
    public override string LookupCost => "log2 steps without a branch, prefetched; one load";

    /// <summary>Every parameter choice worth sweeping; here there is nothing to choose.</summary>
    public static IEnumerable<TableEncoding> Variants => [new Eytzinger()];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap || kind == TableKind.Traps;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) => tables[kind].Count > MaxEntries ? $"{tables[kind].Count} entries, over {MaxEntries}" : null;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        int[] order = Order(table.Count);
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)table.Count);
        output.Part = BytePart.Body;
        FixedColumns.Write(Permuted(table.Pcs, order), 4, output.Reserve(table.Count * 4));
        FixedColumns.Write(Permuted(table.Values, order), kind.ValueBytes, output.Reserve(table.Count * kind.ValueBytes));
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        int count = Count(bytes, question.ValueBytes);
        if (bytes.Length != HeaderBytes + (count * (4L + question.ValueBytes)))
        {
            throw new MalformedTableException($"{question}: the entry count does not fit {bytes.Length} bytes");
        }

        var pcs = new uint[count];
        var values = new uint[count];
        int[] order = Order(count);
        for (int i = 0; i < count; i++)
        {
            pcs[order[i]] = FixedColumns.At(bytes[HeaderBytes..], 4, i);
            values[order[i]] = FixedColumns.At(bytes[(HeaderBytes + (count * 4))..], question.ValueBytes, i);
        }

        for (int i = 1; i < count; i++)
        {
            if (pcs[i] < pcs[i - 1])
            {
                throw new MalformedTableException($"{question}: entry {i} has offset {pcs[i]}, below its predecessor's {pcs[i - 1]}; offsets must not decrease");
            }
        }

        return new PcTable(question, pcs, values);
    }

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        if (question.Rule == LookupRule.Exact)
        {
            action.Run<EytzingerTraps>(bytes, 0);
        }
        else
        {
            action.Run<EytzingerMap>(bytes, 0);
        }
    }

    /// <summary>The number of entries where the bytes hold that many, else 0.</summary>
    internal static int Count(ReadOnlySpan<byte> bytes, int valueBytes)
    {
        uint count = bytes.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return count <= MaxEntries && count * (4L + valueBytes) <= bytes.Length - HeaderBytes ? (int)count : 0;
    }

    /// <summary>The entry that stands at each place.</summary>
    private static int[] Order(int count)
    {
        var order = new int[count];
        int entry = 0;
        for (int node = count == 0 ? 0 : Leftmost(1, count); node != 0; node = Next(node, count))
        {
            order[node - 1] = entry++;
        }

        return order;
    }

    private static int Leftmost(int node, int count)
    {
        while (2L * node <= count)
        {
            node *= 2;
        }

        return node;
    }

    /// <summary>The node after another in order of pcs: the leftmost below its right child, else the last turn to the left above it.</summary>
    private static int Next(int node, int count) =>
        (2L * node) + 1 <= count ? Leftmost((2 * node) + 1, count) : node >> BitOperations.TrailingZeroCount(~node) >> 1;

    private static uint[] Permuted(ReadOnlySpan<uint> column, int[] order)
    {
        var permuted = new uint[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            permuted[i] = column[order[i]];
        }

        return permuted;
    }
}
