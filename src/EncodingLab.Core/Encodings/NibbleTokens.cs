using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The trained pairs of pair-tokens in one to three nibbles, the most frequent in one: between a byte a token and an entropy code.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1; a unit is a pc &gt;&gt; shift; of a byte's nibbles the high one comes first):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16 = 4 x tokens; shift, block_log, flags : u8; spare : u8 = one | two &lt;&lt; 4, one &lt;= two &lt;= 15
/// model   : a u32 a token: bits 0-2 pc bytes (0 to 4), bits 3-5 value bytes (0 to 4), bit 6 none, bits 7-15 pc step, bits 16-31 value (i16)
/// keys, supers, bases (not of traps: a position), units, offsets : the index of small blocks: per up to 32 blocks 12 or 16 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// body    : token_bytes : u8
///           a token for each entry, padded to whole bytes: a first nibble n &lt; one is token n; n &lt; two begins two nibbles, the 16 (two - one) tokens from one on;
///           else it begins three, the 256 (16 - two) tokens after those
///           for each entry its token's pc bytes and value bytes, unsigned, which are added to the token's step and value
/// padding : 8 zero bytes
/// </code>
/// <para>A step is to the previous entry's unit, 0 for the block's first. Of traps the value is the code; else the difference to the block's previous position that was not none,
/// of the first to the superblock's, modulo 2^32.</para>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, then half a block of tokens on average; a token's length is two comparisons, without a branch.</para>
/// <para><b>Bets</b>: a few pairs make a large part of the entries, and some hundreds most of them.</para>
/// <para><b>Limits</b>: below 2^31 entries. The model takes up to 8 KiB: tables of a few thousand entries train fewer tokens.</para>
/// <para><b>Source</b>: joint opcodes as in pair-tokens; lengths by the first nibble are this project's.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 128.</param>
public sealed record NibbleTokens(int Block) : SmallBlockEncoding(Block)
{
    private static readonly int[] s_sizes = [256, 640, 1280];

    /// <inheritdoc/>
    public override string Family => "byte-tokens";

    /// <inheritdoc/>
    public override string Summary => "one to three nibbles for a trained pair of pc step and value, rest in bytes apart, behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, serial sum of half a small block without branches on lengths";

    /// <summary>Short blocks for speed, long ones for size.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 16, 32, 64, 128 }.Select(block => new NibbleTokens(block));

    private protected override string Name => "nibble-tokens";

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        Run<PairBody<NibbleCodes>, TAction>(bytes, question, ref action);
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units)
    {
        PairTrainer trainer = PairTrainer.Of(table, units, Block);
        Writer? best = null;
        foreach (int size in s_sizes)
        {
            PairModel model = trainer.Train(size, 32);
            var writer = new Writer(model, trainer.Uses(model), table.Kind.ValueBytes == 1);
            best = best is null || writer.Cost < best.Cost ? writer : best;
        }

        return best!;
    }

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        NibbleCodes codes = NibbleCodes.Open(in bytes[0], table, block, out int extras);
        Span<int> tokens = stackalloc int[block.Count];
        if (extras > block.End || !codes.IsValid)
        {
            return -1;
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = (int)codes.Next(in bytes[0], i, table.End);
        }

        return codes.BytesRead(0) == extras - block.Start ? PairBodies.Read(question, bytes, table, block, tokens, extras, distances, values) : -1;
    }

    private sealed class Writer : ISmallBodyWriter
    {
        private readonly PairModel _model;
        private readonly bool _codes;
        private readonly int[] _ranks;
        private readonly NibbleLengths _lengths;

        public Writer(PairModel model, long[] uses, bool codes)
        {
            int[] order = [.. Enumerable.Range(0, uses.Length).OrderByDescending(token => uses[token]).ThenBy(token => token)];
            _model = model;
            _codes = codes;
            _ranks = new int[order.Length];
            for (int rank = 0; rank < order.Length; rank++)
            {
                _ranks[order[rank]] = rank;
            }

            _lengths = NibbleLengths.Choose([.. order.Select(token => uses[token])], out long nibbles);
            Model = model.Bytes(order);
            Cost = (nibbles / 2) + Model.Length + order.Sum(token => uses[token] * (model.Record(token).Cost - 1));
        }

        /// <summary>Bytes that bodies and model will take.</summary>
        public long Cost { get; }

        public byte[] Model { get; }

        public byte Spare => _lengths.Bits;

        public bool HasBases => !_codes;

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            Span<int> tokens = stackalloc int[units.Length];
            Span<byte> extras = stackalloc byte[(units.Length * 8) + 8];
            int length = PairBodies.Choose(_model, _codes, units, values, start, tokens, extras);
            Span<byte> nibbles = stackalloc byte[(units.Length * 3 / 2) + 1];
            nibbles.Clear();
            int count = 0;
            foreach (int token in tokens)
            {
                for (int code = _lengths.Code(_ranks[token], out int rest); rest > 0; rest--, count++)
                {
                    nibbles[count >> 1] |= (byte)(((code >> (4 * (rest - 1))) & 15) << ((~count & 1) * 4));
                }
            }

            body.WriteByte((byte)((count + 1) >> 1));
            body.Write(nibbles[..((count + 1) >> 1)]);
            body.Write(extras[..length]);
        }
    }
}
