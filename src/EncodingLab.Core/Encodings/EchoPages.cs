using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, position steps and pc steps in Huffman codes chosen by what came before, and copies of earlier runs.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 28 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page size (PageSize), body unit, 0 : u8; anchor widths : 4 x u8; long pages : u32
/// model     : contexts, widths, symbols, clusters of contexts, code lengths (EchoModel)
/// directory : per 32 pages a body start : u32, a position : u32, 32 sizes of one byte; the last position : u32; then the long pages (PageDirectory)
/// bodies    : per page, most significant bit first: padding bits (as wide as the unit), a 2-bit choice of a width, none flag, the difference to the expected position;
///             then operations; then the padding
/// operation : code of the position step, its extra bits, code of the pc step, its extra bits; or code 0 and an echo: bit of the source counted from the first body,
///             two 2-bit choices of widths, none flag, sum of the pc steps, sum of the position steps
/// tail      : 16 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. The code of a position step is that of the cluster of its context: the symbols of both steps of the entry before
/// and of the position step before that. The code of a pc step: its own position step, both symbols of the entry before. The steps of a page's first entry count from the page's start
/// and from the position there; modulo 2^32.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then entry by entry, two codes each; an echo is stepped over whole where the pc lies behind it, else the scan
/// goes on at its source. Sources begin in the same context, so that the codes there mean the same.</para>
/// <para><b>Bets</b>: which wasm instruction follows depends on the last two; functions and inlined bodies recur.</para>
/// <para><b>Limits</b>: 2^24 entries. Opening expands the model. An echo's source may hold echoes, 8 deep.</para>
/// <para><b>Source</b>: own design. Directory: Go's findfunctab (Cox 2013); copies: Ziv and Lempel 1977; clusters of contexts: as in JPEG XL's entropy coding (2019); codes: Schwartz and Kallick 1964.</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest of eight an octave.</param>
public sealed record EchoPages(int Entries) : TableEncoding
{
    private const int MaxEntries = 1 << 24;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"echo-pages(entries={Entries})");

    /// <inheritdoc/>
    public override string Family => "contexts";

    /// <inheritdoc/>
    public override string Summary => "page directory; Huffman codes in contexts, and copies of earlier runs";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page, two codes an entry; runs stepped over whole";

    /// <inheritdoc/>
    public override int? BlockEntries => Entries;

    /// <inheritdoc/>
    public override bool SearchesModel => true;

    /// <summary>The page sizes worth sweeping.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 32, 64, 128, 512 }.Select(entries => new EchoPages(entries));

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap;

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
            EchoWriter.Write(EchoPlan.Train(tokens), shape, output);
        }
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => EchoDecoder.Decode(bytes);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        action.Run<EchoPagesReader>(bytes, 0);
    }
}
