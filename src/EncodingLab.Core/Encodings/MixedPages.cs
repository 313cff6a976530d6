using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, every bit of a symbol coded by a mix of static chances and of what the page has shown so far.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 28 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page size (PageSize), body unit, 0 : u8; anchor widths : 4 x u8; long pages : u32
/// model     : bits of a page's count, bits that number its chances : u8; 288 weights : i8 in 64ths (MixedWeights); symbols, contexts, levels (ContextModel)
/// directory : per 32 pages a body start : u32, a position : u32 (not of traps), 32 sizes of one byte; the last position : u32 (not of traps); then the long pages (PageDirectory)
/// bodies    : per page one arithmetic code (BitEncoder), then zeros up to the unit: of an address map at even odds a 2-bit choice of a width, none flag,
///             the difference to the expected position; at even odds the entries of the page; then per entry its value's path and extra bits, its pc step's path and extra bits.
///             A page of traps without any has no bytes
/// tail      : 16 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. A value is a position step or none, of traps the code. A path is that through a Huffman tree over the sums of all
/// clusters' weights (MixedTree), extra bits have even odds. The chance of a bit of a path: six odds, weighted and added (Logistic): those of the tree's node by the levels of its context's
/// cluster, and those that the page has shown there so far in five contexts (AdaptiveBit; nothing at its begin), of no, one, two and three entries before.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then entry by entry from the page's begin, some ten bits each; 2^15 numbers are cleared on the stack before.</para>
/// <para><b>Bets</b>: what follows depends on the last entries in the table as a whole and more so nearby, and one of the two is mostly sure of it.</para>
/// <para><b>Limits</b>: 2^24 entries, below 2^14 in a page. Opening expands the model. A lookup takes 64 KiB of stack, and much longer than one of any other encoding.</para>
/// <para><b>Source</b>: own design. Logistic mixing: Mahoney, PAQ7 (2005); adaptive bits by context: Cleary and Witten 1984 and after; clusters as in JPEG XL's entropy coding (2019);
/// directory: Go's findfunctab (Cox 2013).</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest of eight an octave.</param>
public sealed record MixedPages(int Entries) : TableEncoding
{
    private const int MaxEntries = 1 << 24;
    private const int MaxPageEntries = (1 << MixedState.MaxCountBits) - 1;
    private const int EntriesPerCluster = 4000;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"mixed-pages(entries={Entries})");

    /// <inheritdoc/>
    public override string Family => "contexts";

    /// <inheritdoc/>
    public override string Summary => "page directory; bits in an arithmetic code, their chances a trained mix of static and adaptive contexts";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page, some ten mixed bits an entry";

    /// <inheritdoc/>
    public override int? BlockEntries => Entries;

    /// <inheritdoc/>
    public override bool SearchesModel => true;

    /// <summary>The page size whose bodies just fit the directory's bytes.</summary>
    public static IEnumerable<TableEncoding> Variants => [new MixedPages(384)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps || kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind)
    {
        int entries = tables.Entries(kind);
        return entries > MaxEntries ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries")
            : entries > MaxPageEntries && TokenBuilder.LongestPage(tables[kind], Entries) is int longest && longest > MaxPageEntries
            ? string.Create(CultureInfo.InvariantCulture, $"a page would have {longest} entries, more than {MaxPageEntries}")
            : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar with { BuildsState = true }];

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        if (tables.Entries(kind) > 0)
        {
            PageTokens tokens = TokenBuilder.Build(tables, kind, Entries, out PhraseHeader shape, out _);
            MixedWriter.Write(ContextPlan.Train(tokens, EntriesPerCluster), shape, kind == TableKind.AddressMap, output);
        }
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => question == TableKind.Traps
        ? ContextDecoder.Decode<MixedScan, MixedState, TrapPhrases>(bytes, question)
        : ContextDecoder.Decode<MixedScan, MixedState, MapPhrases>(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        if (question == TableKind.Traps)
        {
            action.Run<ContextReader<MixedScan, MixedState, TrapPhrases>>(bytes, 0);
        }
        else
        {
            action.Run<ContextReader<MixedScan, MixedState, MapPhrases>>(bytes, 0);
        }
    }
}
