using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The legacy pcs as a static tree of 16 keys a node, searched by whole nodes.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count : u32
/// levels      : from the root to the leaves, nodes of 16 x u32. Leaves: the pcs in order, filled up with 0xFFFFFFFF. A level above has a node for each 17 nodes
///               of the level below; key i of node j is the least pc below its child i + 1, node 17 j + i + 1 of the level below, 0xFFFFFFFF where there is none.
///               The root is the level of one node. No entries: no levels.
/// values      : entry_count x u8 (traps) or u32
/// </code>
/// <para><b>Lookup</b>: a compare of 16 keys a level, one level a factor of 17 in entries, then one load.</para>
/// <para><b>Bets</b>: none; 5.4 or 8.5 bytes an entry whatever they are.</para>
/// <para><b>Limits</b>: below 2^27 entries. Nodes may cross cache lines, since a section is not aligned.</para>
/// <para><b>Source</b>: B+ trees; S. Slotin, Static B-Trees (Algorithms for Modern Hardware, 2022).</para>
/// </remarks>
public sealed record STree : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => "s-tree";

    /// <inheritdoc/>
    public override string Family => "fixed-width";

    /// <inheritdoc/>
    public override string Summary => "legacy arrays, pcs as a static tree of 16 keys a node";

    /// <inheritdoc/>
    public override string LookupCost => "log17 vector compares of 16 keys, one load";

    /// <summary>Every parameter choice worth sweeping; here there is nothing to choose.</summary>
    public static IEnumerable<TableEncoding> Variants => [new STree()];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap || kind == TableKind.Traps;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) =>
        tables[kind].Count > STreeLayout.MaxEntries ? $"{tables[kind].Count} entries, over {STreeLayout.MaxEntries}" : null;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        var layout = STreeLayout.Of(table.Count, kind.ValueBytes);
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)table.Count);
        uint stride = 1;
        for (int level = 1; level < layout.Levels; level++)
        {
            stride *= STreeLayout.Children;
        }

        for (int level = 0; level < layout.Levels - 1; level++, stride /= STreeLayout.Children)
        {
            for (uint node = 0; node < layout.Nodes(level); node++)
            {
                for (uint key = 1; key < STreeLayout.Children; key++)
                {
                    // The leaf that begins what lies below the child; a child has stride leaves.
                    ulong leaf = ((node * (ulong)STreeLayout.Children) + key) * (stride / STreeLayout.Children);
                    ulong entry = leaf * STreeLayout.Keys;
                    output.WriteUInt32(entry < (ulong)table.Count ? table.Pcs[(int)entry] : uint.MaxValue);
                }
            }
        }

        output.Part = BytePart.Body;
        Span<byte> leaves = output.Reserve(layout.Levels == 0 ? 0 : layout.Nodes(layout.Levels - 1) * STreeLayout.NodeBytes);
        leaves.Fill(byte.MaxValue);
        FixedColumns.Write(table.Pcs, 4, leaves);
        FixedColumns.Write(table.Values, kind.ValueBytes, output.Reserve(table.Count * kind.ValueBytes));
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!STreeLayout.TryRead(bytes, question.ValueBytes, out STreeLayout layout) || layout.End != bytes.Length)
        {
            throw new MalformedTableException($"{question}: the entry count does not fit {bytes.Length} bytes");
        }

        PcTable table = FixedColumns.Read(question, bytes[layout.Leaves..], bytes[layout.Values..], layout.Entries);
        return Encode(CodeTables.Of(table), question).Bytes.AsSpan().SequenceEqual(bytes)
            ? table
            : throw new MalformedTableException($"{question}: keys of the tree contradict the {layout.Entries} entries in its leaves");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("avx512", "avx512f", OneVector.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader, question.Rule)
        {
            case ("scalar", LookupRule.Exact):
                action.Run<STreeTraps<TwoVectors>>(bytes, 0);
                break;
            case ("scalar", _):
                action.Run<STreeMap<TwoVectors>>(bytes, 0);
                break;
            case ("avx512", LookupRule.Exact):
                action.Run<STreeTraps<OneVector>>(bytes, 0);
                break;
            case ("avx512", _):
                action.Run<STreeMap<OneVector>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }
}
