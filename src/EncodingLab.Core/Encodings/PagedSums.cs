using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of code found by shifting the pc; in a page Elias-Fano pcs, and position deltas in arrays by width that a lookup sums as vectors.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count : u32
/// shift       : u8     trailing zero bits that all pcs share
/// page_bits   : u8     log2 of a page in units; bit 7: pages hold bitmaps (page_bits 7), else Elias-Fano lists with low = page_bits - 6
/// nibble_bias : i16    least delta of a nibble
/// byte_bias   : i16    least delta of a byte
/// first_page  : u32    page of the first entry, unit &gt;&gt; page_bits
/// page_count  : u32    pages up to and with the last entry's
/// first_pc    : u32
/// rare        : u32    offset of the rare pages from the end of the directory
/// directory   : ceil(page_count / 16) groups of { body : u32, position : u32, 16 x { body : u16, position : i16 } }; a page's are the sums
/// bodies      : a page's body may begin before its header, which is what the directory points at:
///   wides     : the deltas of class 3, i16, or i32 if so flagged; the first lies last
///   bytes     : the deltas of class 2 less byte_bias, u8; the first lies last, just before the header
///   entries   : u8, 255 for a rare page
///   bytes_cnt : u8, number of bytes; bit 7: wides are i32
///   pcs       : granules : u64, firsts : entries + 1 bits; or a bitmap of 128 bits
///   class_lo, class_hi : entries + 1 bits each; bit i + 1 is entry i's: class 0 none, 1 nibble, 2 byte, 3 wide; bit 0: class 1 where a position
///                        is in force at the page's start, 0 where none is
///   lows      : entries x low bits (lists only)
///   nibbles   : the deltas of class 1 less nibble_bias, 4 bits each
/// rare pages  : where a header says 255 a u32 follows it, the offset here of { count : u32, carry : u32, count x u32 unit, count x u32 value }
/// </code>
/// <para>Each bit string and each array is padded to whole bytes. A delta is to the previous position that was not none, across pages; the directory holds that position as
/// it is before the page's first entry. Pages of over 127 entries, of equal pcs in a bitmap, or of a start position that the directory cannot hold, are rare pages.</para>
/// <para><b>Lookup</b>: one directory record; in the page rank by popcount, select and a compare of up to eight lows at once; the entry's position is the start position plus
/// the sums of the first nibbles, bytes and wides, as many as the classes up to the entry count.</para>
/// <para><b>Bets</b>: even density of entries in the text; most position deltas in a window of 16, most others in one of 256. Neither order nor function structure.</para>
/// <para><b>Limits</b>: fewer than 2^31 encoded bytes. Deltas wrap modulo 2^32. A page in which lists crowd over 8 entries in a granule, or over 32 bytes or 8 wides, is read serially.</para>
/// <para><b>Source</b>: Go's findfunctab (runtime/symtab.go) for pages; Elias-Fano; the sums by class are this project's.</para>
/// </remarks>
public sealed record PagedSums(int Fit) : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"paged-sums(fit={Fit})");

    /// <inheritdoc/>
    public override string Family => "elias-fano";

    /// <inheritdoc/>
    public override string Summary => "pages found by shift; Elias-Fano pcs; position deltas by width class, summed";

    /// <inheritdoc/>
    public override string LookupCost => "no search: one directory record, one page; constant work with vectors";

    /// <summary>Everything is trained on the table; there is nothing to choose.</summary>
    public static IEnumerable<TableEncoding> Variants => [new PagedSums(63), new PagedSums(127)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output) => new PagedSumsWriter(tables[kind], Fit, output).Write();

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
