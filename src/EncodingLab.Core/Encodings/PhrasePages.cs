using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, canonical Huffman codes of phrases of (pc step, position step or none) or (pc step, trap code).</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 28 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page size (PageSize), body unit, flags (1 both tables, 2 packed) : u8;
///             anchor widths : 4 x u8; long pages : u32; where both tables share the pages, a prefix (JointPrefix)
/// model     : the symbols (PhraseModel): used as they stand (model=in-place) or expanded at open (model=packed)
/// directory : per 32 pages a body start : u32, a position : u32 (not for traps alone), 32 sizes of one byte; then the long pages (PageDirectory)
/// bodies    : per page codes from its begin, most significant bit first; extra bits from its end backwards; ones between them up to a whole unit
/// tail      : 16 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. A symbol is a token, a class of tokens with extra bits for the pc and the value, or a phrase of
/// up to 60 tokens whose last may be of a class; codes have 4 to 16 bits. Steps of the first token of a page count from the page's start. In an address map the extra
/// bits begin with the state at the page's start: none flag, 2 bits that choose a width, the difference to the expected position; steps are modulo 2^32.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then symbol by symbol: the next 8 bits tell the length, the code one record with the step; a phrase is
/// stepped over whole and entered only when it is the last.</para>
/// <para><b>Bets</b>: tokens repeat, and so do their neighbours; code positions and wasm positions advance together.</para>
/// <para>Both tables in one: the entries of both merged by pc; a token's flavour says what it does to the map's answer and which trap it is.</para>
/// <para><b>Limits</b>: 2^24 entries. Dense clusters in sparse text make slow pages, since all pages cover the same length of text.</para>
/// <para><b>Source</b>: own design. Directory: Go's findfunctab (Cox 2013); phrases: Re-Pair (Larsson and Moffat 1999); codes: Schwartz and Kallick 1964.</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest of eight an octave.</param>
/// <param name="InPlace">Whether the model is used as it stands in the bytes.</param>
public sealed record PhrasePages(int Entries, bool InPlace) : TableEncoding
{
    private const int MaxEntries = 1 << 24;
    private const int ManyEntries = 300_000;
    private const int Passes = 12;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"phrase-pages(entries={Entries},model={(InPlace ? "in-place" : "packed")})");

    /// <inheritdoc/>
    public override string Family => "huffman";

    /// <inheritdoc/>
    public override string Summary => InPlace ? "page directory; Huffman codes of phrases, symbols used as they stand" : "page directory; Huffman codes of phrases, symbols packed";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page of phrases";

    /// <inheritdoc/>
    public override int? BlockEntries => Entries;

    /// <inheritdoc/>
    public override bool SearchesModel => true;

    /// <summary>The page sizes and models worth sweeping: fast ones to be read as they stand, small ones to be kept open.</summary>
    public static IEnumerable<TableEncoding> Variants =>
        [new PhrasePages(12, true), new PhrasePages(24, true), new PhrasePages(24, false), new PhrasePages(384, false)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps || kind == TableKind.AddressMap || kind == TableKind.Both;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) =>
        tables.Entries(kind) > MaxEntries ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries") : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar with { BuildsState = !InPlace }];

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        if (tables.Entries(kind) == 0)
        {
            return;
        }

        PageTokens tokens = TokenBuilder.Build(tables, kind, Entries, out PhraseHeader shape, out JointTraps traps);
        PhraseCode code = PhraseOrder.Sort(PhraseCode.Train(tokens, Budget(tokens.Count)));
        PhraseWriter.Write(tokens, code, kind == TableKind.Traps ? null : Anchors.Of(tokens), shape, traps, InPlace, output);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) =>
        (PhraseHeader.SaysJoint(bytes), question == TableKind.Traps) switch
        {
            (true, true) => Decode<JointTrapPhrases>(bytes, question),
            (true, false) => Decode<JointMapPhrases>(bytes, question),
            (false, true) => Decode<TrapPhrases>(bytes, question),
            (false, false) => Decode<MapPhrases>(bytes, question),
        };

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        if (InPlace)
        {
            Run<InPlaceModel, TAction>(bytes, question, ref action);
        }
        else
        {
            Run<ExpandedModel, TAction>(bytes, question, ref action);
        }
    }

    private static void Run<TModel, TAction>(ReadOnlySpan<byte> bytes, TableKind question, ref TAction action)
        where TModel : struct, IPhraseModelForm
        where TAction : struct, IReaderAction, allows ref struct
    {
        switch (PhraseHeader.SaysJoint(bytes), question == TableKind.Traps)
        {
            case (true, true):
                action.Run<PhrasePagesReader<JointTrapPhrases, TModel>>(bytes, 0);
                break;
            case (true, false):
                action.Run<PhrasePagesReader<JointMapPhrases, TModel>>(bytes, 0);
                break;
            case (false, true):
                action.Run<PhrasePagesReader<TrapPhrases, TModel>>(bytes, 0);
                break;
            case (false, false):
                action.Run<PhrasePagesReader<MapPhrases, TModel>>(bytes, 0);
                break;
        }
    }

    private PcTable Decode<TQuestion>(ReadOnlySpan<byte> bytes, TableKind question)
        where TQuestion : struct, IPhraseQuestion =>
        InPlace ? PhraseDecoder.Decode<TQuestion, InPlaceModel>(bytes, question) : PhraseDecoder.Decode<TQuestion, ExpandedModel>(bytes, question);

    // A phrase of the model takes 54 bits as it stands, about 20 packed; the rest is what made most tables of the corpus smallest.
    private PhraseBudget Budget(int entries) => (InPlace, entries < ManyEntries) switch
    {
        (true, true) => new(8, 66, 2400, Passes),
        (true, false) => new(16, 70, 6000, Passes),
        (false, _) => new(3, 24, PhraseModel.MaxPackedSymbols, Passes),
    };
}
