using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Elias-Fano pcs; position deltas, none among them, in a Huffman code trained on the table.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// shift       : u8    trailing zero bits that all pcs share
/// block_bits  : u8    log2 of the entries a block
/// base_bits, offset_bits : u8    widths of a directory record's fields
/// table_bits  : u8    the longest code
/// bias        : i16   0
/// pcs         : the units, an Elias-Fano list as in elias-fano-traps
/// directory   : per block base_bits + offset_bits, padded to whole bytes: the last position before the block; where its body begins, counted from the first body
/// model       : 2^table_bits x u32, by the next bits of a body: bits 0-5 length of the token, bits 6-9 length of its code, bit 10 set for none,
///               bits 11-31 the least delta, signed
/// bodies      : a token an entry: a code, then length of the token - length of the code bits, which are added to the least delta. Padded to bytes.
/// padding     : 8 zero bytes
/// </code>
/// <para>A delta is to the previous position that was not none, across blocks, modulo 2^32. Codes stand for none, for frequent deltas, and for ranges of 2^n deltas; canonical, the first bit lowest.</para>
/// <para><b>Lookup</b>: a directory record, a select and a compare for the rank; then the block's tokens up to it, one after the other.</para>
/// <para><b>Bets</b>: position deltas repeat; even density of entries in the text.</para>
/// <para><b>Limits</b>: below 2^31 bytes. The model is 4 KiB at most tables: small ones pay for it.</para>
/// <para><b>Source</b>: Elias-Fano lists; Huffman (1952), canonical codes: Schwartz and Kallick (1964).</para>
/// </remarks>
/// <param name="Block">Entries a block, a power of two up to 64.</param>
public sealed record EliasFanoHuffman(int Block) : EliasFanoMap(Block)
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"ef-huffman(block={Block})");

    /// <inheritdoc/>
    public override string Summary => "Elias-Fano pcs; position deltas in a canonical Huffman code";

    /// <inheritdoc/>
    public override string LookupCost => "no search: a select and a compare, a record, the block's tokens up to the entry";

    /// <summary>Short blocks for speed, long ones for size.</summary>
    public static IEnumerable<TableEncoding> Variants => [new EliasFanoHuffman(16), new EliasFanoHuffman(64)];

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        PcTable table = DecodeBy<Tokens>(bytes, question);
        if (TryOpen(bytes, out EliasFanoList pcs, out RankedBlocks blocks) && blocks.TableBits > 0 && pcs.Count > 0)
        {
            CheckModel(MemoryMarshal.Cast<byte, uint>(bytes.Slice(blocks.ModelAt, 4 << blocks.TableBits)), blocks.TableBits, question);
            CheckTokens(bytes, blocks, pcs.Count, question);
        }

        return table;
    }

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action) =>
        ReadBy<TAction, Tokens>(bytes, question, reader, ref action);

    private protected override void Train(PcTable table, ValueBlocks values)
    {
        int first = table.Values.IndexOfAnyExcept(TableKind.None);
        values.Position = first < 0 ? 0 : table.Values[first];
        values.Code = DeltaCode.Train(table.Values, values.Position);
        values.Table = values.Code.Table;
    }

    private protected override void WriteBlock(ReadOnlySpan<uint> own, ValueBlocks values, int block)
    {
        values.Bases[block] = values.Position;
        ulong pending = 0;
        int bits = 0;
        foreach (uint value in own)
        {
            DeltaToken token = values.Code!.TokenOf(value, values.Position);
            values.Position = value == TableKind.None ? values.Position : value;
            pending |= token.Bits << bits;
            bits += token.Length;
            for (; bits >= 8; bits -= 8, pending >>= 8)
            {
                values.Bodies.WriteByte((byte)pending);
            }
        }

        if (bits > 0)
        {
            values.Bodies.WriteByte((byte)pending);
        }
    }

    // All cells that a code begins are alike, and a code is no longer than the cell's number or its token.
    private static void CheckModel(ReadOnlySpan<uint> cells, int tableBits, TableKind question)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            (int length, int code) = ((int)cells[i] & 63, (int)(cells[i] >> 6) & 15);
            bool isCode = code > 0 && code <= tableBits && code <= length && length <= code + 32 && cells[i] == cells[i & ((1 << code) - 1)];
            for (int shorter = 1; shorter < tableBits; shorter++)
            {
                uint begin = cells[i & ((1 << shorter) - 1)];
                isCode &= ((begin >> 6) & 15) != shorter || begin == cells[i];
            }

            if (cells[i] != 0 && !isCode)
            {
                throw new MalformedTableException($"{question}: cell {i} of the model has a token of {length} bits and a code of {code}, which is no prefix code of up to {tableBits} bits");
            }
        }
    }

    private static void CheckTokens(ReadOnlySpan<byte> bytes, in RankedBlocks blocks, int count, TableKind question)
    {
        var probe = default(NoProbe);
        ulong bit = 0;
        for (int entry = 0; entry < count; entry++)
        {
            bit = (entry & ((1 << blocks.BlockBits) - 1)) == 0 ? 8 * (ulong)blocks.Find(in MemoryMarshal.GetReference(bytes), entry, out _, ref probe) : bit;
            ulong word = BitPacking.Word(bytes, (int)Math.Min(bit >> 3, (ulong)blocks.Last)) >> (int)(bit & 7);
            int length = (int)BitPacking.Half(bytes, blocks.ModelAt + ((int)(word & ((1UL << blocks.TableBits) - 1)) * 4)) & 63;
            bit += length > 0 ? (ulong)length : throw new MalformedTableException($"{question}: the bits of entry {entry} are no code");
        }
    }

    /// <summary>Reads a block's tokens up to an entry's.</summary>
    internal readonly struct Tokens : IRankedValues
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Get<TOps, TProbe>(ref readonly byte origin, in RankedBlocks blocks, int entry, ref TProbe probe)
            where TOps : struct, IWordOps
            where TProbe : struct, IProbe, allows ref struct
        {
            int at = blocks.Find(in origin, entry, out uint position, ref probe);
            int left = entry & ((1 << blocks.BlockBits) - 1);
            ulong mask = (1UL << blocks.TableBits) - 1;
            ulong last = (ulong)blocks.Last;
            ref byte model = ref Unsafe.Add(ref Unsafe.AsRef(in origin), blocks.ModelAt);
            ulong bit = (ulong)at * 8;
            uint token;
            probe.Decoded(left + 1);
            do
            {
                int wordAt = (int)Math.Min(bit >> 3, last);
                ulong word = BitPacking.Word(in origin, wordAt) >> (int)(bit & 7);
                int tokenAt = (int)(word & mask) * 4;
                token = BitPacking.Half(in model, tokenAt);
                probe.Read(wordAt, 8);
                probe.Read(blocks.ModelAt + tokenAt, 4);
                int length = (int)token & 63;
                int code = (int)(token >> 6) & 15;
                position += (uint)((int)token >> 11) + (uint)(TOps.Low(word, length) >> code);
                bit += (ulong)length;
            }
            while (--left >= 0);
            return position | (uint)((int)(token << 21) >> 31);
        }
    }
}
