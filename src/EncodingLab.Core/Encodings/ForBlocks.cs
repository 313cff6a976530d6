using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Every field of a block as wide as its widest: entries are found and read without decoding those before them.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16; shift, block_log, flags, spare : u8
/// model   : traps: the codes that occur, the most frequent first, a byte each; else nothing
/// keys, supers, bases (not of traps: the least position of the superblock), units, offsets : the index of small blocks: per up to 32 blocks 12 or 16 bytes, per block two u16
///           (see Primitives/SmallBlocks.cs)
/// body    : head : u16, bits 0-5 pc_bits, bits 6-11 value_bits, bits 12-13 size of the base (0, 1, 2 or 4 bytes), bit 14: none occurs
///           base : the least value of the block; of positions, less the superblock's
///           pc_bits an entry but the first: its unit less the block's first
///           value_bits an entry: its value less the base, where none occurs 0 for none and else one more. A trap's value is its code's index in the model
///           padded to whole bytes
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, log2(block) halvings over packed pcs (with AVX2, all of them compared at once), one field.</para>
/// <para><b>Bets</b>: few outliers: one far position widens the whole block's.</para>
/// <para><b>Limits</b>: below 2^31 entries. A superblock ends early where the next block is 2^16 units away.</para>
/// <para><b>Source</b>: the fixed widths of a method's entries in CoreCLR's debug info (dotnet/runtime PR 116031, docs/design/datacontracts/DebugInfo.md); frame of reference, Goldstein et al. 1998.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record ForBlocks(int Block) : SmallBlockEncoding(Block)
{
    /// <inheritdoc/>
    public override string Family => "fixed-width";

    /// <inheritdoc/>
    public override string Summary => "bit-packed pcs and values, one width a block, behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, search of packed pcs, one field";

    /// <summary>The sizes between a dear index and wide fields.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 8, 16, 32, 64 }.Select(block => new ForBlocks(block));

    private protected override string Name => "for-blocks";

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("avx2", "avx2", GatheredSearch.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar":
                Run<ForBody<HalvingSearch>, TAction>(bytes, question, ref action);
                break;
            case "avx2":
                Run<ForBody<GatheredSearch>, TAction>(bytes, question, ref action);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) => new Writer(table);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        var head = new ForHead(BitPacking.Word(bytes, block.Start));
        int end = block.Start + head.Length(block.Count);
        if (head.PcBits > 32 || head.ValueBits > 32 || end > block.End)
        {
            return -1;
        }

        long pcs = (block.Start + head.Bytes) * 8L;
        for (int i = 0; i < distances.Length; i++)
        {
            ulong field = BitPacking.Field(bytes, pcs + ((block.Count - 1) * head.PcBits) + (i * head.ValueBits), head.ValueBits);
            distances[i] = i == 0 ? 0 : BitPacking.Field(bytes, pcs + ((i - 1) * head.PcBits), head.PcBits);
            bool none = head.None != 0 && field == 0;
            ulong value = (ulong)block.Base + head.Base + field - head.None;
            if (question.ValueBytes == 1 ? value >= (uint)table.ModelBytes : !none && value >= TableKind.None)
            {
                return -1;
            }

            values[i] = question.ValueBytes == 1 ? bytes[SmallBlocks.HeaderBytes + (int)value] : none ? TableKind.None : (uint)value;
        }

        return end;
    }

    private sealed class Writer : ISmallBodyWriter
    {
        private readonly uint[] _index = new uint[256];

        public Writer(PcTable table)
        {
            HasBases = table.Kind.ValueBytes != 1;
            Model = HasBases ? [] : TrapLists.Of(table).Codes;
            for (int i = 0; i < Model.Length; i++)
            {
                _index[Model[i]] = (uint)i;
            }
        }

        public byte[] Model { get; }

        public bool HasBases { get; }

        public uint Base(ReadOnlySpan<uint> values)
        {
            uint least = TableKind.None;
            foreach (uint value in values)
            {
                least = Math.Min(least, value);
            }

            return least == TableKind.None ? 0 : least;
        }

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            Span<uint> fields = stackalloc uint[values.Length];
            values.CopyTo(fields);
            for (int i = 0; i < fields.Length && !HasBases; i++)
            {
                fields[i] = _index[values[i]];
            }

            uint least = Base(fields);
            bool none = HasBases && fields.Contains(TableKind.None);
            uint most = 0;
            foreach (ref uint field in fields)
            {
                field = none && field == TableKind.None ? 0 : field - least + (none ? 1u : 0u);
                most = Math.Max(most, field);
            }

            var head = new ForHead(units[^1] - units[0], most, least < start ? 0 : least - start, none);
            Span<byte> bytes = body.Reserve(head.Length(units.Length));
            head.Write(bytes);
            long at = head.Bytes * 8L;
            for (int i = 1; i < units.Length; i++, at += head.PcBits)
            {
                BitPacking.Set(bytes, at, units[i] - units[0], head.PcBits);
            }

            for (int i = 0; i < fields.Length; i++, at += head.ValueBits)
            {
                BitPacking.Set(bytes, at, fields[i], head.ValueBits);
            }
        }
    }
}
