using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, one number that holds all symbols, each in as many bits as its chance in its context is worth.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 28 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page size (PageSize), body unit, 0 : u8; anchor widths : 4 x u8; long pages : u32
/// model     : symbols, contexts, levels (ContextModel)
/// directory : per 32 pages a body start : u32, a position : u32 (not of traps), 32 sizes of one byte; the last position : u32 (not of traps); then the long pages (PageDirectory)
/// bodies    : per page, most significant bit first: of an address map a 2-bit choice of a width, none flag, the difference to the expected position;
///             zeros up to the unit; the state : 15 bits, the first of them 1; then what refills it, and extra bits. A page without entries ends before its state
/// tail      : 16 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. A value is a position step or none, of traps the code. An entry is the symbol of its value, its extra bits,
/// the symbol of its pc step, its extra bits. A symbol's share of 4,096 slots is that of its level among those of its context's cluster (ContextLevels). The low 12 bits of the state
/// are the slot, and so tell the symbol; then state = share x (state >> 12) + slot - first slot of the symbol, shifted left until bit 14 is set, by bits of the body.
/// The page ends where no bits are left and the state is 2^14.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then entry by entry. States are not interleaved: the context of a symbol is the one before it, so that nothing could overlap; <see cref="TansPages"/> does without contexts and takes turns.</para>
/// <para><b>Bets</b>: which wasm instruction follows depends on the last two; many symbols are worth less than a bit, or not whole ones.</para>
/// <para><b>Limits</b>: 2^24 entries. Opening expands the model. A page pays 14 bits for its state, so that short pages lose what parts of bits win.</para>
/// <para><b>Source</b>: own design. rANS: Duda 2013; clusters of contexts: as in JPEG XL's entropy coding (2019), which codes them by ANS as well; directory: Go's findfunctab (Cox 2013).</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest of eight an octave.</param>
public sealed record RansPages(int Entries) : TableEncoding
{
    private const int MaxEntries = 1 << 24;
    private const int EntriesPerCluster = 4000;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"rans-pages(entries={Entries})");

    /// <inheritdoc/>
    public override string Family => "contexts";

    /// <inheritdoc/>
    public override string Summary => "page directory; symbols in contexts, in parts of bits (rANS)";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page, two symbols an entry, each a table look, a multiplication and a refill";

    /// <inheritdoc/>
    public override int? BlockEntries => Entries;

    /// <inheritdoc/>
    public override bool SearchesModel => true;

    /// <summary>The page size of echo-pages that it is best compared with.</summary>
    public static IEnumerable<TableEncoding> Variants => [new RansPages(128)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps || kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) =>
        tables.Entries(kind) > MaxEntries ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries") : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar with { BuildsState = true }];

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        if (tables.Entries(kind) > 0)
        {
            PageTokens tokens = TokenBuilder.Build(tables, kind, Entries, out PhraseHeader shape, out _);
            RansWriter.Write(ContextPlan.Train(tokens, EntriesPerCluster), shape, kind == TableKind.AddressMap, output);
        }
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => question == TableKind.Traps
        ? ContextDecoder.Decode<RansScan, RansTables, TrapPhrases>(bytes, question)
        : ContextDecoder.Decode<RansScan, RansTables, MapPhrases>(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        if (question == TableKind.Traps)
        {
            action.Run<ContextReader<RansScan, RansTables, TrapPhrases>>(bytes, 0);
        }
        else
        {
            action.Run<ContextReader<RansScan, RansTables, MapPhrases>>(bytes, 0);
        }
    }
}
