using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Blocks of delta-coded entries behind a fixed-width index: what Wasmtime 47 and 48 write with a block of 128.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count  : u32
/// block_count  : u32 = ceil(entry_count / block)
/// index        : block_count x { first_pc : u32, body : u32 }   body counted from the end of the index
/// traps body   : default_code : u8, then per entry ULEB128(delta &lt;&lt; 1 | differs), code : u8 if differs
/// addrmap body : per entry ULEB128(delta &lt;&lt; 1 | none), unless none the position: the block's first as ULEB128, later ones
///                as SLEB128 of the difference to the block's previous position that was not none
/// </code>
/// <para>Side tables (stack maps, exceptions, frames), which Wasmtime writes fixed-width, take the address map's body.</para>
/// <para>delta is to the previous entry's pc, 0 for the block's first. The default code is the block's most common one; on a tie the one that got to that count first.</para>
/// <para><b>Lookup</b>: binary search of the index for the last block whose first pc is at or before the pc, then decode that block from its start.</para>
/// <para><b>Bets</b>: pc deltas below 64, position deltas in [-64, 63], mostly one trap code a block.</para>
/// <para><b>Limits</b>: text below 4 GiB. The block size is not stored: the reader must be told it, and cannot notice a wrong one.
/// Entries that tie across a block border are found by the last block only for addrmap; traps step back to the first of them.</para>
/// <para><b>Source</b>: wasmtime v47.0.2 (commit 4941256a8c), crates/environ/src/compile/{address_map,trap_encoding}.rs.</para>
/// </remarks>
/// <param name="Block">Entries per block, 1 to 2^20.</param>
public sealed record BlockLeb128(int Block) : TableEncoding
{
    /// <summary>The largest block size that an id may name.</summary>
    public const int MaxBlock = 1 << 20;

    /// <summary>Bytes before the index.</summary>
    internal const int HeaderBytes = 8;

    private static readonly ReaderInfo[] s_readers =
    [
        ReaderInfo.Scalar,
        new("simd128", "portable", true),
        new("avx2", "avx2+bmi2", ByteChunk256.IsSupported),
        new("avx512", "avx512bw+bmi2", ByteChunk512.IsSupported),
    ];

    private const string IdPrefix = "block-leb128(block=";

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{Block})");

    /// <inheritdoc/>
    public override string Family => "shipped";

    /// <inheritdoc/>
    public override string Summary => "u32 index of blocks; LEB128 deltas";

    /// <inheritdoc/>
    public override string LookupCost => "binary search of the index, serial decode of half a block on average";

    /// <inheritdoc/>
    public override string? StockReader => Block == 128 ? "47-48" : null;

    /// <inheritdoc/>
    public override int? BlockEntries => Block;

    /// <summary>The block sizes that a sweep of everything tries.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 8, 16, 32, 64, 128, 256, 512, 1024 }.Select(block => new BlockLeb128(block));

    /// <summary>The encoding of an id with any block size from 1 to 2^20, or null.</summary>
    public static BlockLeb128? Parse(string id) =>
        id.StartsWith(IdPrefix, StringComparison.Ordinal) && id.EndsWith(')')
        && int.TryParse(id.AsSpan(IdPrefix.Length, id.Length - IdPrefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int block)
        && block is >= 1 and <= MaxBlock && new BlockLeb128(block).Id == id
            ? new BlockLeb128(block)
            : null;

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind.Rule != LookupRule.Joint;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        int blocks = (int)(((long)table.Count + Block - 1) / Block);
        var bodies = new ByteWriter(table.Count * 2) { Part = BytePart.Body };
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)table.Count);
        output.WriteUInt32((uint)blocks);
        for (int block = 0; block < blocks; block++)
        {
            int start = block * Block;
            int count = Math.Min(Block, table.Count - start);
            output.WriteUInt32(table.Pcs[start]);
            output.WriteUInt32((uint)bodies.Length);
            if (kind.ValueBytes == 1)
            {
                WriteTraps(table.Pcs.Slice(start, count), table.Values.Slice(start, count), bodies);
            }
            else
            {
                WriteMap(table.Pcs.Slice(start, count), table.Values.Slice(start, count), bodies);
            }
        }

        output.Append(bodies);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => BlockLeb128Decoder.Decode(bytes, question, Block);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => question == TableKind.Traps || question == TableKind.AddressMap ? s_readers : [ReaderInfo.Scalar];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar" when question.Rule == LookupRule.Exact && question != TableKind.Traps:
                action.Run<BlockLeb128TrapReader<BlockLeb128ScalarRecords>>(bytes, Block);
                break;
            case "scalar":
                Run<BlockLeb128ScalarTraps, BlockLeb128ScalarMap, TAction>(bytes, question, ref action);
                break;
            case "simd128":
                Run<BlockLeb128ChunkedTraps<ByteChunk128>, BlockLeb128ChunkedMap<ByteChunk128>, TAction>(bytes, question, ref action);
                break;
            case "avx2":
                Run<BlockLeb128ChunkedTraps<ByteChunk256>, BlockLeb128ChunkedMap<ByteChunk256>, TAction>(bytes, question, ref action);
                break;
            case "avx512":
                Run<BlockLeb128ChunkedTraps<ByteChunk512>, BlockLeb128ChunkedMap<ByteChunk512>, TAction>(bytes, question, ref action);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    /// <summary>Cuts the index and the bodies out of the bytes; empty spans where the header cannot be true.</summary>
    internal static ReadOnlySpan<byte> Split(ReadOnlySpan<byte> bytes, int block, out ReadOnlySpan<byte> bodies, out uint entries)
    {
        if (bytes.Length >= HeaderBytes)
        {
            entries = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            ulong blocks = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            ulong size = (ulong)block;

            // blocks = ceil(entries / block), asked without a division: an engine opens the section anew for each lookup.
            if (blocks * size >= entries && blocks * size < entries + size && blocks * 8 <= (ulong)(bytes.Length - HeaderBytes))
            {
                int indexBytes = (int)blocks * 8;
                bodies = bytes[(HeaderBytes + indexBytes)..];
                return bytes.Slice(HeaderBytes, indexBytes);
            }
        }

        entries = 0;
        bodies = default;
        return default;
    }

    /// <summary>Where a block of the index lies; false where there is no such block or it begins outside the bodies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryGetBody<TDecoder, TProbe>(
        ReadOnlySpan<uint> index, ReadOnlySpan<byte> bodies, uint entries, int size, int block, uint pc, out BlockBody body, scoped ref TProbe probe)
        where TDecoder : struct, IBlockDecoder
        where TProbe : struct, IProbe, allows ref struct
    {
        int slot = block * 2;
        if ((uint)slot >= (uint)index.Length || index[slot + 1] >= (uint)bodies.Length)
        {
            body = default;
            return false;
        }

        bool hasNext = TDecoder.StopsAtEnd && slot + 3 < index.Length;
        probe.Read(HeaderBytes + (slot * 4), hasNext ? 16 : 8);
        body = new BlockBody
        {
            Bodies = bodies,
            Start = (int)index[slot + 1],
            End = hasNext ? (int)Math.Min(index[slot + 3], (uint)bodies.Length) : bodies.Length,
            Count = (int)Math.Min(size, entries - ((long)block * size)),
            Distance = pc - index[slot],
            Origin = HeaderBytes + (index.Length * 4),
        };
        return true;
    }

    private void Run<TTraps, TMap, TAction>(ReadOnlySpan<byte> bytes, TableKind question, ref TAction action)
        where TTraps : struct, IBlockDecoder
        where TMap : struct, IBlockDecoder
        where TAction : struct, IReaderAction, allows ref struct
    {
        if (question == TableKind.Traps)
        {
            action.Run<BlockLeb128TrapReader<TTraps>>(bytes, Block);
        }
        else
        {
            action.Run<BlockLeb128MapReader<TMap>>(bytes, Block);
        }
    }

    /// <summary>Writes the body of one block of traps.</summary>
    internal static void WriteTraps(ReadOnlySpan<uint> pcs, ReadOnlySpan<uint> codes, ByteWriter body)
    {
        byte usual = DefaultCode(codes);
        body.WriteByte(usual);
        uint previous = pcs[0];
        for (int i = 0; i < pcs.Length; i++)
        {
            bool differs = codes[i] != usual;
            body.WriteUleb128(((ulong)(pcs[i] - previous) << 1) | (differs ? 1u : 0u));
            if (differs)
            {
                body.WriteByte((byte)codes[i]);
            }

            previous = pcs[i];
        }
    }

    private static byte DefaultCode(ReadOnlySpan<uint> codes)
    {
        Span<int> counts = stackalloc int[256];
        uint best = codes[0];
        foreach (uint code in codes)
        {
            counts[(int)code]++;
            if (counts[(int)code] > counts[(int)best])
            {
                best = code;
            }
        }

        return (byte)best;
    }

    /// <summary>Writes the body of one block of an address map.</summary>
    internal static void WriteMap(ReadOnlySpan<uint> pcs, ReadOnlySpan<uint> positions, ByteWriter body)
    {
        uint previousPc = pcs[0];
        long? previousPosition = null;
        for (int i = 0; i < pcs.Length; i++)
        {
            bool none = positions[i] == TableKind.None;
            body.WriteUleb128(((ulong)(pcs[i] - previousPc) << 1) | (none ? 1u : 0u));
            previousPc = pcs[i];
            if (none)
            {
                continue;
            }

            if (previousPosition is long previous)
            {
                body.WriteSleb128(positions[i] - previous);
            }
            else
            {
                body.WriteUleb128(positions[i]);
            }

            previousPosition = positions[i];
        }
    }
}
