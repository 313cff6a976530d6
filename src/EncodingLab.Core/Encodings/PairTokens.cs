using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>One byte an entry where its step of the pc and its value are a frequent pair; the 256 tokens are trained on the table.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16 = 4 x tokens; shift, block_log, flags, spare : u8
/// model   : a u32 a token: bits 0-2 pc bytes (0 to 4), bits 3-5 value bytes (0 to 4), bit 6 none, bits 7-15 pc step, bits 16-31 value (i16)
/// keys, supers, bases (not of traps: a position), units, offsets : the index of small blocks: per up to 32 blocks 12 or 16 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// body    : a token a byte for each entry; then for each entry its token's pc bytes and value bytes, unsigned, which are added to the token's step and value
/// padding : 8 zero bytes
/// </code>
/// <para>A step is to the previous entry's unit, 0 for the block's first. Of traps the value is the code; else the difference to the block's previous position that was not none,
/// of the first to the superblock's, modulo 2^32.</para>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, then half a block of tokens on average, each a load and two additions without a branch on its length.</para>
/// <para><b>Bets</b>: 240 pairs make most entries.</para>
/// <para><b>Limits</b>: below 2^31 entries. The model takes up to 1,024 bytes: a table of a few hundred entries trains fewer tokens.</para>
/// <para><b>Source</b>: joint opcodes of DWARF's line program, LLVM's GSYM line table and HotSpot's compressed line numbers, whose pairs are fixed; here they are trained.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record PairTokens(int Block) : SmallBlockEncoding(Block)
{
    /// <inheritdoc/>
    public override string Family => "byte-tokens";

    /// <inheritdoc/>
    public override string Summary => "a byte for a trained pair of pc step and value, rest in bytes apart, behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, serial sum of half a small block without branches on lengths";

    /// <summary>Short blocks for speed, long ones for size.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 8, 16, 32, 64, 128 }.Select(block => new PairTokens(block));

    private protected override string Name => "pair-tokens";

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        Run<PairBody<ByteTokens>, TAction>(bytes, question, ref action);
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) =>
        new Writer(PairTrainer.Of(table, units, Block).Train(256, 0, 32, 64), table.Kind.ValueBytes == 1);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        if (block.Start + block.Count > block.End)
        {
            return -1;
        }

        Span<int> tokens = stackalloc int[block.Count];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = bytes[block.Start + i];
        }

        return PairBodies.Read(question, bytes, table, block, tokens, block.Start + block.Count, distances, values);
    }

    private sealed class Writer(PairModel model, bool codes) : ISmallBodyWriter
    {
        public byte[] Model { get; } = model.Bytes(Enumerable.Range(0, model.Count));

        public bool HasBases => !codes;

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            Span<int> tokens = stackalloc int[units.Length];
            Span<byte> extras = stackalloc byte[(units.Length * 8) + 8];
            int length = PairBodies.Choose(model, codes, units, values, start, tokens, extras);
            foreach (int token in tokens)
            {
                body.WriteByte((byte)token);
            }

            body.Write(extras[..length]);
        }
    }
}
