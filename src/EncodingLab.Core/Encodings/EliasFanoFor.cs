using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Elias-Fano pcs; positions as fields of equal width above the least of their block: each is one load away.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// shift       : u8    trailing zero bits that all pcs share
/// block_bits  : u8    log2 of the entries a block
/// base_bits, offset_bits : u8    widths of a directory record's fields
/// table_bits  : u8    0
/// bias        : i16   0
/// pcs         : the units, an Elias-Fano list as in elias-fano-traps
/// directory   : per block base_bits + offset_bits, padded to whole bytes: the block's least position; where its body begins, counted from the first body
/// bodies      : width : u8; per entry a field of width bits: 0 for none, else the position less the base plus 1. Padded to bytes.
/// padding     : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: a directory record, a select and a compare for the rank; a record and a field for the value. No loop over entries.</para>
/// <para><b>Bets</b>: positions of a block lie close together; even density of entries in the text.</para>
/// <para><b>Limits</b>: below 2^31 bytes. One far position widens its whole block.</para>
/// <para><b>Source</b>: Elias-Fano lists; frame of reference: J. Goldstein, R. Ramakrishnan, U. Shaft (1998).</para>
/// </remarks>
/// <param name="Block">Entries a block, a power of two up to 64.</param>
public sealed record EliasFanoFor(int Block) : EliasFanoMap(Block)
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"ef-for(block={Block})");

    /// <inheritdoc/>
    public override string Summary => "Elias-Fano pcs; positions of equal width above their block's least";

    /// <inheritdoc/>
    public override string LookupCost => "no search: a select and a compare, a record, a field";

    /// <summary>Short blocks have narrow fields, long ones fewer headers.</summary>
    public static IEnumerable<TableEncoding> Variants => [new EliasFanoFor(16), new EliasFanoFor(32)];

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => DecodeBy<Fields>(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action) =>
        ReadBy<TAction, Fields>(bytes, question, reader, ref action);

    private protected override void Train(PcTable table, ValueBlocks values)
    {
    }

    private protected override void WriteBlock(ReadOnlySpan<uint> own, ValueBlocks values, int block)
    {
        uint least = uint.MaxValue;
        uint most = 0;
        foreach (uint value in own)
        {
            if (value != TableKind.None)
            {
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        int width = least == uint.MaxValue ? 0 : 32 - BitOperations.LeadingZeroCount(most - least + 1);
        values.Bases[block] = least == uint.MaxValue ? 0 : least;
        values.Bodies.WriteByte((byte)width);
        Span<byte> fields = values.Bodies.Reserve(BitPacking.BytesFor((long)own.Length * width));
        for (int i = 0; i < own.Length; i++)
        {
            BitPacking.Set(fields, (long)i * width, own[i] == TableKind.None ? 0 : own[i] - least + 1, width);
        }
    }

    /// <summary>Reads a field of a block.</summary>
    internal readonly struct Fields : IRankedValues
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Get<TOps, TProbe>(ref readonly byte origin, in RankedBlocks blocks, int entry, ref TProbe probe)
            where TOps : struct, IWordOps
            where TProbe : struct, IProbe, allows ref struct
        {
            int at = blocks.Find(in origin, entry, out uint least, ref probe);
            int width = Unsafe.Add(ref Unsafe.AsRef(in origin), at) & 63;
            int bit = (entry & ((1 << blocks.BlockBits) - 1)) * width;
            int fieldAt = Math.Min(at + 1 + (bit >> 3), blocks.Last);
            probe.Read(at, 1);
            probe.Read(fieldAt, 8);
            uint field = (uint)TOps.Low(BitPacking.Word(in origin, fieldAt) >> (bit & 7), width);
            return least + field - 1 | (field == 0 ? TableKind.None : 0);
        }
    }
}
