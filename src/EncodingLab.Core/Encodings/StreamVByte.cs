using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Lengths apart from bytes: two bits a field say whether it has 0, 1, 2 or 4 bytes, so that one shuffle decodes four.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16 = 0; shift, block_log, flags : u8; spare : u8 = of traps the most frequent code
/// keys, supers, bases (not of traps: a position), units, offsets : the index of small blocks: per up to 32 blocks 12 or 16 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// body    : pc lengths, 2 bits an entry, 0 to 3 for 0, 1, 2, 4 bytes, four entries a byte, the first lowest
///           value lengths, likewise
///           pc bytes    : per entry its delta in units, 0 for the block's first
///           value bytes : traps: code ^ spare; else 0 bytes for none, at least 1 for the zigzag difference to the block's previous position that was not none, of the first to the
///                         superblock's, modulo 2^32
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, then four entries a step: shuffle, prefix sum, comparison; the positions' sum likewise.</para>
/// <para><b>Bets</b>: bytes fit: a delta is below 256 units, a position near.</para>
/// <para><b>Limits</b>: below 2^31 entries. The vector reader has a constant table of 4 KiB of its own; the last block of a table is left to the portable one.</para>
/// <para><b>Source</b>: D. Lemire, N. Kurz, C. Rupp, Stream VByte (2018), in its variant with lengths 0, 1, 2, 4.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record StreamVByte(int Block) : SmallBlockEncoding(Block)
{
    /// <inheritdoc/>
    public override string Family => "varint";

    /// <inheritdoc/>
    public override string Summary => "2-bit lengths, then bytes of pcs and of values, behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, half a small block by four entries a step";

    /// <summary>The sizes between a dear index and a long decode.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 16, 32, 64 }.Select(block => new StreamVByte(block));

    private protected override string Name => "stream-vbyte";

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("ssse3", "ssse3", QuadShuffles.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar":
                Run<StreamVByteBody, TAction>(bytes, question, ref action);
                break;
            case "ssse3":
                Run<StreamVByteQuads, TAction>(bytes, question, ref action);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) => new Writer(table);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        int controls = (block.Count + 3) / 4;
        int pcs = block.Start + (2 * controls);
        bool codes = question.ValueBytes == 1;
        if (pcs > block.End)
        {
            return -1;
        }

        int at = pcs + QuadLengths.Sum(bytes.Slice(block.Start, controls));
        uint current = block.Base;
        ulong reached = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            int valueLength = QuadLengths.Of(bytes[block.Start + controls + (i / 4)], i);
            if (Math.Max(pcs, at) > block.End)
            {
                return -1;
            }

            distances[i] = reached += QuadLengths.Take(bytes, ref pcs, QuadLengths.Of(bytes[block.Start + (i / 4)], i));
            uint field = QuadLengths.Take(bytes, ref at, valueLength);
            bool none = !codes && valueLength == 0;
            current = codes ? field ^ table.Spare : none ? current : current + Nibbles.Unzigzag(field);
            values[i] = none ? TableKind.None : current;
            if (!codes && !none && current == TableKind.None)
            {
                return -1;
            }
        }

        return at;
    }

    private sealed class Writer : ISmallBodyWriter
    {
        public Writer(PcTable table)
        {
            HasBases = table.Kind.ValueBytes != 1;
            Spare = HasBases || table.Count == 0 ? (byte)0 : TrapLists.Of(table).Codes[0];
        }

        public byte Spare { get; }

        public bool HasBases { get; }

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            int controls = (units.Length + 3) / 4;
            Span<byte> lengths = stackalloc byte[2 * controls];
            Span<byte> pcs = stackalloc byte[(units.Length * 4) + 4];
            Span<byte> fields = stackalloc byte[(units.Length * 4) + 4];
            lengths.Clear();
            int pcsEnd = 0;
            int fieldsEnd = 0;
            uint previous = start;
            for (int i = 0; i < units.Length; i++)
            {
                bool none = HasBases && values[i] == TableKind.None;
                uint field = none ? 0 : HasBases ? Nibbles.Zigzag(values[i] - previous) : values[i] ^ Spare;
                previous = none ? previous : values[i];
                lengths[i / 4] |= QuadLengths.Append(pcs, ref pcsEnd, i == 0 ? 0 : units[i] - units[i - 1], 0, i);
                lengths[controls + (i / 4)] |= QuadLengths.Append(fields, ref fieldsEnd, field, HasBases && !none ? 1 : 0, i);
            }

            body.Write(lengths);
            body.Write(pcs[..pcsEnd]);
            body.Write(fields[..fieldsEnd]);
        }
    }
}
