using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Traps and address map in one list of keys: pages of code found by dividing the pc; in a page Elias-Fano pcs, two bits for a trap, and position deltas by width that a lookup sums.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift, a granule a unit &gt;&gt; low; a key is a pc at which either table has an entry):</para>
/// <code>
/// map_count, trap_count : u32
/// shift, low, granules  : u8    as in paged-sums: of pcs, of a granule, granules in a page
/// body_bits, position_bits : u8 of a directory record
/// usual_code  : u8     the commonest trap code
/// nibble_bias, byte_bias : i16  least delta of a nibble, of a byte
/// first_page, page_count : u32
/// first_map_pc : u32   before it the map has no answer
/// body_bytes, rare_bytes : u32
/// codes       : 16 x u8  the other trap codes, the commonest first, as far as they fit; the rest 0
/// directory   : page_count + 1 records of body_bits + position_bits, padded to whole bytes: where the page's body begins, counted from the first body; the last
///               position before the page's first key. The last record is the end of the bodies.
/// body        : head     : u16, bits 0-6 keys, bit 7 rare page, bits 8-13 number of bytes, bit 14 some trap has not the usual code, bit 15 wides are i32
///               pcs      : granules bits, set where a granule has keys; lists only (low above 0): keys + 1 bits, set at a granule's first key and at the end
///               trap_lo, trap_hi : keys + 1 bits each; bit i + 1 is key i's: 0 no trap, 1 usual_code, 2 the first of codes, 3 listed in others; trap_hi only with
///                          bit 14 of the head, else as if all 0
///               class_lo, class_hi : keys + 1 bits each; bit i + 1 is key i's: class 0 none, 1 nibble, 2 byte, 3 wide; bit 0: class 1 where a position
///                          is in force at the page's start, 0 where none is
///               lows     : low bits a key
///               nibbles  : the deltas of class 1 less nibble_bias, 4 bits each
///               others   : 4 bits a trap of class 3: the index of its code in codes
///               wides    : the deltas of class 3, i16 or i32, last key's first
///               bytes    : the deltas of class 2 less byte_bias, u8, last key's first; they end where the next body begins
/// rare pages  : the body of a rare page is the head and a u32, the offset here of { map entries, traps, value before : u32; units, values : u32 a map entry;
///               units : u32, codes : u8 a trap }
/// traps_only  : an Elias-Fano list (as in elias-fano-traps) of the keys that only the traps have, by number among all keys not in rare pages; 8 zero bytes
/// </code>
/// <para>The body of a page of no keys is 0 bytes long where a position is in force, 1 where none is. Each bit string and array is padded to whole bytes. A delta is to the position at the
/// key before, none left out, across pages, modulo 2^32; of a key that only the traps have it is 0. Rare pages are those of over 127 keys, those in which a
/// table has equal pcs, and those with a code that is not in the header.</para>
/// <para><b>Lookup</b>: two adjacent directory records, the page, select and one compare of lows, as in paged-sums. A trap then reads two bits,
/// and rarely the list of others; a position is the sum of the first nibbles, bytes and wides. Only decoding reads traps_only.</para>
/// <para><b>Bets</b>: most traps stand at map entries; two codes have most traps; even density of keys in the text; short position deltas.</para>
/// <para><b>Limits</b>: fewer than 2^31 encoded bytes. Dense clusters beside huge gaps pay for empty pages or for rare ones. PDEP is slow on AMD before Zen 3.</para>
/// <para><b>Source</b>: own design on this project's paged-sums; Go's findfunctab (runtime/symtab.go) for pages; the usual code of wasmtime v47.0.2, crates/environ/src/compile/trap_encoding.rs.</para>
/// </remarks>
/// <param name="DenseCost">As in <see cref="PagedSums"/>: how many percent more bytes count, when the length of pages is chosen, in pages whose bit strings are two words long.</param>
public sealed record JointPages(int DenseCost) : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"joint-pages(dense-cost={DenseCost})");

    /// <inheritdoc/>
    public override string Family => "elias-fano";

    /// <inheritdoc/>
    public override string Summary => "both tables share keys: pages found by division, Elias-Fano pcs, two bits for a trap, position deltas summed by width";

    /// <inheritdoc/>
    public override string LookupCost => "no search: one directory record, one page, constant work";

    /// <summary>For speed, and for size; all else is trained on the tables.</summary>
    public static IEnumerable<TableEncoding> Variants => [new JointPages(100), new JointPages(25)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Both;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output) =>
        new JointPagesWriter(tables[TableKind.Traps], tables[TableKind.AddressMap], DenseCost, output).Write();

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => JointPagesDecoder.Decode(bytes, question);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question)
    {
        var words = new ReaderInfo("bmi2", Bmi2Words.Isa, Bmi2Words.IsSupported);
        return question == TableKind.Traps ? [ReaderInfo.Scalar, words] : [ReaderInfo.Scalar, words, new("avx2", "avx2+" + Bmi2Words.Isa, Avx2Sums.IsSupported)];
    }

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader, question == TableKind.Traps)
        {
            case ("scalar", true):
                action.Run<JointTrapReader<PortableWords>>(bytes, 0);
                break;
            case ("bmi2", true):
                action.Run<JointTrapReader<Bmi2Words>>(bytes, 0);
                break;
            case ("scalar", false):
                action.Run<JointMapReader<PortableWords, PortableSums>>(bytes, 0);
                break;
            case ("bmi2", false):
                action.Run<JointMapReader<Bmi2Words, PortableSums>>(bytes, 0);
                break;
            case ("avx2", false):
                action.Run<JointMapReader<Bmi2Words, Avx2Sums>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }
}
