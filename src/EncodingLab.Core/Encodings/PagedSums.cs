using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of code found by dividing the pc; in a page Elias-Fano pcs, and position deltas in arrays by width that a lookup sums as vectors.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift, a granule a unit &gt;&gt; low):</para>
/// <code>
/// entry_count : u32
/// shift       : u8     trailing zero bits that all pcs share
/// low         : u8     log2 of a granule in units; 0: pages hold bitmaps, else Elias-Fano lists
/// granules    : u8     granules in a page, a multiple of 8: up to 64, up to 128 in bitmaps
/// body_bits   : u8     of a directory record
/// position_bits : u8   of a directory record
/// nibble_bias : i16    least delta of a nibble
/// byte_bias   : i16    least delta of a byte
/// first_page  : u32    page of the first entry, its granule / granules
/// page_count  : u32    pages up to and with the last entry's
/// first_pc    : u32
/// last_value  : u32    the last entry's: the answer behind the last page, where padding and trampolines lie
/// body_bytes  : u32    length of the bodies
/// directory   : page_count + 1 records of body_bits + position_bits, padded to whole bytes: where the page's body begins, counted from the first body; the last
///               position before the page's first entry. The last record is the end of the bodies.
/// body        : head     : u16, bits 0-6 entries, bit 7 rare page, bits 8-13 number of bytes, bit 14 more than vectors take, bit 15 wides are i32
///               pcs      : granules bits, set where a granule has entries; lists only: entries + 1 bits, set at a granule's first entry and at the end
///               class_lo, class_hi : entries + 1 bits each; bit i + 1 is entry i's: class 0 none, 1 nibble, 2 byte, 3 wide; bit 0: class 1 where a position
///                          is in force at the page's start, 0 where none is
///               lows     : low bits an entry
///               nibbles  : the deltas of class 1 less nibble_bias, 4 bits each
///               wides    : the deltas of class 3, i16 or i32, last entry's first
///               bytes    : the deltas of class 2 less byte_bias, u8, last entry's first; they end where the next body begins
/// rare pages  : the body of a rare page is the head and a u32, the offset behind the bodies of { count : u32, value before : u32, count x u32 unit, count x u32 value }
/// padding     : zero bytes, as many as a lookup in a last page of up to 63 entries may read behind the table
/// </code>
/// <para>The body of a page of no entries is 0 bytes long where a position is in force, 1 where none is. Each bit string and array is padded to whole bytes. A delta is to the previous position that was not none, across pages, modulo 2^32. Rare pages are those of over
/// 127 entries, and those with equal pcs in a bitmap. Bit 14 is set where a page has over 32 bytes, over 8 wides, wides of i32, or over 8 entries in a granule.</para>
/// <para><b>Lookup</b>: two adjacent directory records; in the page rank by popcount, select, and a compare of up to eight lows at once; the entry's position is the start
/// position plus the sums of the first nibbles, bytes and wides, as many as the classes up to the entry count. No loop over entries.</para>
/// <para><b>Bets</b>: even density of entries in the text; most position deltas in a window of 16, most others in one of 256. Neither order nor function structure.</para>
/// <para><b>Limits</b>: fewer than 2^31 encoded bytes. A table of dense clusters and huge gaps pays for empty pages or for rare ones. PDEP is slow on AMD before Zen 3:
/// there the portable reader is the better one.</para>
/// <para><b>Source</b>: Go's findfunctab (runtime/symtab.go) for pages; Elias-Fano lists; the sums by class are this project's.</para>
/// </remarks>
/// <param name="DenseCost">How many percent more bytes count, when the length of pages is chosen, if all entries lay in pages of over 63: above that bit strings are two
/// words long and lookups slower. Only a choice of the writer: the bytes say all.</param>
public sealed record PagedSums(int DenseCost) : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"paged-sums(dense-cost={DenseCost})");

    /// <inheritdoc/>
    public override string Family => "elias-fano";

    /// <inheritdoc/>
    public override string Summary => "pages found by division; Elias-Fano pcs; position deltas by width class, summed";

    /// <inheritdoc/>
    public override string LookupCost => "no search: one directory record, one page, constant work";

    /// <summary>For speed, and for size; all else is trained on the table.</summary>
    public static IEnumerable<TableEncoding> Variants => [new PagedSums(25), new PagedSums(0), new PagedSums(100)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output) => new PagedSumsWriter(tables[kind], DenseCost, output).Write();

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => PagedSumsPage.DecodeAll(bytes, question);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) =>
        [ReaderInfo.Scalar, new("bmi2", Bmi2Words.Isa, Bmi2Words.IsSupported), new("avx2", "avx2+" + Bmi2Words.Isa, Avx2Sums.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar":
                action.Run<PagedSumsReader<PortableWords, PortableSums>>(bytes, 0);
                break;
            case "bmi2":
                action.Run<PagedSumsReader<Bmi2Words, PortableSums>>(bytes, 0);
                break;
            case "avx2":
                action.Run<PagedSumsReader<Bmi2Words, Avx2Sums>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }
}
