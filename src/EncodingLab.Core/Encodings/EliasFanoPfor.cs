using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Elias-Fano pcs; position deltas as narrow fields that a lookup sums eight at a time, wide ones patched in.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// shift       : u8    trailing zero bits that all pcs share
/// block_bits  : u8    log2 of the entries a block
/// base_bits, offset_bits : u8    widths of a directory record's fields
/// table_bits  : u8    0
/// bias        : i16   subtracted from every delta
/// pcs         : the units, an Elias-Fano list as in elias-fano-traps
/// directory   : per block base_bits + offset_bits, padded to whole bytes: the last position before the block; where its body begins, counted from the first body
/// bodies      : head    : u8, bits 0-2 width, bit 7 patches are i32, else i16
///               patches : u8, their number
///               present : a bit an entry of a full block, set where it has a position
///               fields  : per position its delta to the position before less bias, or 0 where it is patched; width bits each, padded to bytes
///               places  : per patch a u8, the number of its position in the block
///               deltas  : per patch its delta less bias
/// padding     : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: a directory record, a select and a compare for the rank; then the fields before it, eight a step, and the patches of the block.</para>
/// <para><b>Bets</b>: most deltas in one window of 128 and less; even density of entries in the text.</para>
/// <para><b>Limits</b>: below 2^31 bytes.</para>
/// <para><b>Source</b>: Elias-Fano lists; PFOR: M. Zukowski, S. Heman, N. Nes, P. Boncz (2006). Sums of packed fields by spreading them over bytes are this project's.</para>
/// </remarks>
/// <param name="Block">Entries a block, a power of two up to 64.</param>
public sealed record EliasFanoPfor(int Block) : EliasFanoMap(Block)
{
    internal const int WideBit = 0x80;
    internal const int MaxWidth = 7;
    internal const int HeadBytes = 2;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"ef-pfor(block={Block})");

    /// <inheritdoc/>
    public override string Summary => "Elias-Fano pcs; packed position deltas with patches, summed";

    /// <inheritdoc/>
    public override string LookupCost => "no search: a select and a compare, a record, deltas summed by eights";

    /// <summary>Short blocks for speed, long ones for size.</summary>
    public static IEnumerable<TableEncoding> Variants => [new EliasFanoPfor(32), new EliasFanoPfor(64)];

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => DecodeBy<PatchedSums>(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action) =>
        ReadBy<TAction, PatchedSums>(bytes, question, reader, ref action);

    private protected override void Train(PcTable table, ValueBlocks values)
    {
        int first = table.Values.IndexOfAnyExcept(TableKind.None);
        values.Position = first < 0 ? 0 : table.Values[first];
        values.Bias = DeltaWindows.Train(table.Values).Nibble;
    }

    private protected override void WriteBlock(ReadOnlySpan<uint> own, ValueBlocks values, int block)
    {
        values.Bases[block] = values.Position;
        Span<int> deltas = stackalloc int[64];
        int count = 0;
        ulong present = 0;
        for (int i = 0; i < own.Length; i++)
        {
            if (own[i] != TableKind.None)
            {
                deltas[count++] = (int)(own[i] - values.Position - (uint)values.Bias);
                values.Position = own[i];
                present |= 1UL << i;
            }
        }

        deltas = deltas[..count];
        int width = BestWidth(deltas, out int patches, out bool wide);
        values.Bodies.WriteByte((byte)(width | (wide ? WideBit : 0)));
        values.Bodies.WriteByte((byte)patches);
        BitPacking.Set(values.Bodies.Reserve(Math.Max(Block >> 3, 1)), 0, present, Block);
        int fieldBytes = BitPacking.BytesFor((long)count * width);
        Span<byte> fields = values.Bodies.Reserve(fieldBytes + (patches * (wide ? 5 : 3)));
        Span<byte> places = fields[fieldBytes..];
        for (int i = 0, patch = 0; i < count; i++)
        {
            if ((uint)deltas[i] >> width == 0)
            {
                BitPacking.Set(fields, (long)i * width, (uint)deltas[i], width);
                continue;
            }

            places[patch] = (byte)i;
            BitPacking.Set(places[patches..], patch++ * (wide ? 32 : 16), (uint)deltas[i], wide ? 32 : 16);
        }
    }

    private static int BestWidth(ReadOnlySpan<int> deltas, out int patches, out bool wide)
    {
        (int best, int least) = (0, int.MaxValue);
        (patches, wide) = (0, false);
        for (int width = 0; width <= MaxWidth; width++)
        {
            int beyond = 0;
            bool far = false;
            foreach (int delta in deltas)
            {
                bool patched = (uint)delta >> width != 0;
                beyond += patched ? 1 : 0;
                far |= patched && delta != (short)delta;
            }

            int bytes = BitPacking.BytesFor((long)deltas.Length * width) + (beyond * (far ? 5 : 3));
            if (bytes < least)
            {
                (best, least, patches, wide) = (width, bytes, beyond, far);
            }
        }

        return best;
    }
}
