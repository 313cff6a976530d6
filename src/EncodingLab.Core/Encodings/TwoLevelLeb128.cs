using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The blocks of Wasmtime 47, smaller, behind an index of two levels: the least change that makes its lookups short.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16 = 0; shift, block_log, flags, spare : u8
/// keys, supers, units, offsets : the index of small blocks: per up to 32 blocks 12 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// body    : as in block-leb128, of units (a unit is a pc &gt;&gt; shift); the block's first delta is 0
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, then decode of half a block on average.</para>
/// <para><b>Bets</b>: those of block-leb128, and that 32 blocks span less than 2^16 units.</para>
/// <para><b>Limits</b>: below 2^31 entries. A superblock ends early where the next block is 2^16 units away; tables of nothing but such gaps pay 16 bytes a block.</para>
/// <para><b>Source</b>: bodies: wasmtime v47.0.2, crates/environ/src/compile/{address_map,trap_encoding}.rs; an index of restarts in two levels: LevelDB's blocks, Vigna's rank9.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record TwoLevelLeb128(int Block) : SmallBlockEncoding(Block)
{
    private static readonly ReaderInfo[] s_readers =
    [
        ReaderInfo.Scalar,
        new("simd128", "portable", true),
        new("avx2", "avx2+bmi2", ByteChunk256.IsSupported),
        new("avx512", "avx512bw+bmi2", ByteChunk512.IsSupported),
    ];

    /// <inheritdoc/>
    public override string Family => "small-blocks";

    /// <inheritdoc/>
    public override string Summary => "the bodies of block-leb128 behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, serial decode of half a small block";

    /// <summary>The sizes at which the index pays.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 8, 16, 32, 64 }.Select(block => new TwoLevelLeb128(block));

    private protected override string Name => "two-level-leb128";

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => question == TableKind.Traps || question == TableKind.AddressMap ? s_readers : [ReaderInfo.Scalar];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar" when question.ValueBytes == 1:
                Run<LebBody<BlockLeb128ScalarTraps>, TAction>(bytes, question, ref action);
                break;
            case "scalar" when question.Rule == LookupRule.Exact:
                Run<LebBody<BlockLeb128ScalarRecords>, TAction>(bytes, question, ref action);
                break;
            case "scalar":
                Run<LebBody<BlockLeb128ScalarMap>, TAction>(bytes, question, ref action);
                break;
            case "simd128":
                RunChunked<ByteChunk128, TAction>(bytes, question, ref action);
                break;
            case "avx2":
                RunChunked<ByteChunk256, TAction>(bytes, question, ref action);
                break;
            case "avx512":
                RunChunked<ByteChunk512, TAction>(bytes, question, ref action);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) => new Writer(table.Kind.ValueBytes == 1);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        int position = block.Start;
        ReadOnlySpan<byte> bodies = bytes[..block.End];
        var units = new uint[distances.Length];
        bool whole = question.ValueBytes == 1
            ? BlockLeb128Decoder.TryDecodeTraps(bodies, ref position, 0, units, values)
            : BlockLeb128Decoder.TryDecodeMap(bodies, ref position, 0, units, values);
        for (int i = 0; i < units.Length; i++)
        {
            distances[i] = units[i];
        }

        return whole ? position : -1;
    }

    private static void RunChunked<TChunk, TAction>(ReadOnlySpan<byte> bytes, TableKind question, ref TAction action)
        where TChunk : struct, IByteChunk<TChunk>
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (question.ValueBytes == 1)
        {
            Run<LebBody<BlockLeb128ChunkedTraps<TChunk>>, TAction>(bytes, question, ref action);
        }
        else
        {
            Run<LebBody<BlockLeb128ChunkedMap<TChunk>>, TAction>(bytes, question, ref action);
        }
    }

    private sealed class Writer(bool codes) : ISmallBodyWriter
    {
        public bool HasBases => false;

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            if (codes)
            {
                BlockLeb128.WriteTraps(units, values, body);
            }
            else
            {
                BlockLeb128.WriteMap(units, values, body);
            }
        }
    }
}

/// <summary>Hands a small block to a decoder of Wasmtime 47's blocks, which sees units as pcs.</summary>
internal readonly struct LebBody<TDecoder> : ISmallBody
    where TDecoder : struct, IBlockDecoder
{
    /// <inheritdoc/>
    public static bool WantsEnd => TDecoder.StopsAtEnd;

    /// <inheritdoc/>
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        var body = new BlockBody { Bodies = bytes, Start = block.Start, End = block.End, Count = block.Count, Distance = distance, Origin = 0 };
        return TDecoder.TryFind(body, out value, ref probe);
    }
}
