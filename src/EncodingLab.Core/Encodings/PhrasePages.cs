using System.Globalization;
using System.Numerics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, canonical Huffman codes of phrases of (pc step, position step or none) or (pc step, trap code).</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 24 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page bits, body unit, size width : u8; anchor widths : 4 x u8
/// model     : the symbols (PhraseModel): used as they stand (model=in-place) or expanded at open (model=packed)
/// directory : per 32 pages a body start : u32, a position : u32 (addrmap), 32 sizes (PageDirectory)
/// bodies    : per page codes from its begin, most significant bit first; extra bits from its end backwards; up to 3 bits of padding between
/// tail      : 10 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. A symbol is a token, a class of tokens with extra bits for the pc and the value, or a phrase of
/// up to 60 tokens whose last may be of a class; codes have 4 to 16 bits. Steps of the first token of a page count from the page's start. In an address map the extra
/// bits begin with the state at the page's start: none flag, 2 bits that choose a width, the difference to the expected position; steps are modulo 2^32.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then symbol by symbol: twelve limits compared at once give the length, one record the step; a phrase is
/// stepped over whole and entered only when it is the last.</para>
/// <para><b>Bets</b>: tokens repeat, and so do their neighbours; code positions and wasm positions advance together.</para>
/// <para><b>Limits</b>: 2^24 entries. Dense clusters in sparse text make slow pages, since all pages cover the same length of text.</para>
/// <para><b>Source</b>: own design. Directory: Go's findfunctab (Cox 2013); phrases: Re-Pair (Larsson and Moffat 1999); codes: Schwartz and Kallick 1964.</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest power of two.</param>
/// <param name="InPlace">Whether the model is used as it stands in the bytes.</param>
public sealed record PhrasePages(int Entries, bool InPlace) : TableEncoding
{
    private const int MaxEntries = 1 << 24;

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

    /// <summary>The page sizes and models worth sweeping.</summary>
    public static IEnumerable<TableEncoding> Variants =>
        new[] { 16, 32, 48, 64, 96 }.SelectMany(entries => new[] { new PhrasePages(entries, false), new PhrasePages(entries, true) });

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps || kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) =>
        tables.Entries(kind) > MaxEntries ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries") : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar with { BuildsState = !InPlace }];

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        if (table.Count == 0)
        {
            return;
        }

        int shift = BitOperations.TrailingZeroCount(table.PcUnit);
        uint[] units = [.. table.Pcs];
        foreach (ref uint unit in units.AsSpan())
        {
            unit >>= shift;
        }

        int pageBits = PhraseWriter.PageBits(units[^1], table.Count, Entries);
        TokenStream tokens = kind == TableKind.Traps ? TrapTokens(table, units, pageBits) : MapTokens(table, units, pageBits);
        PhraseCode code = PhraseOrder.Sort(PhraseCode.Train(tokens, Budget(table.Count)));
        Anchors? anchors = kind == TableKind.Traps ? null : Anchors.Of(table.Values, tokens.PageStarts);
        PhraseHeader shape = default;
        PhraseWriter.Write(tokens, code, anchors, shape with { FirstPc = table.Pcs[0], PcShift = shift, PageBits = pageBits }, InPlace, output);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) =>
        question == TableKind.Traps ? Decode<TrapPhrases>(bytes, question) : Decode<MapPhrases>(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        switch (question == TableKind.Traps, InPlace)
        {
            case (true, true):
                action.Run<PhraseTrapReader>(bytes, 0);
                break;
            case (true, false):
                action.Run<ExpandedPhraseTrapReader>(bytes, 0);
                break;
            case (false, true):
                action.Run<PhraseMapReader>(bytes, 0);
                break;
            case (false, false):
                action.Run<ExpandedPhraseMapReader>(bytes, 0);
                break;
        }
    }

    private PcTable Decode<TQuestion>(ReadOnlySpan<byte> bytes, TableKind question)
        where TQuestion : struct, IPhraseQuestion =>
        InPlace ? PhraseDecoder.Decode<TQuestion, InPlaceModel>(bytes, question) : PhraseDecoder.Decode<TQuestion, ExpandedModel>(bytes, question);

    private PhraseBudget Budget(int entries) => InPlace
        ? new(entries < 300_000 ? 12 : 16, 90, entries < 300_000 ? 1200 : 3000, 14)
        : new(entries < 300_000 ? 6 : 10, 24, PhraseModel.MaxPackedSymbols, 14);

    private static TokenStream MapTokens(PcTable table, uint[] units, int pageBits)
    {
        var values = new int[units.Length];
        var flavours = new byte[units.Length];
        uint position = 0;
        for (int i = 0; i < values.Length; i++)
        {
            uint value = table.Values[i];
            if (value == TableKind.None)
            {
                flavours[i] = 1;
                continue;
            }

            values[i] = (int)(value - position);
            position = value;
        }

        return new() { Steps = TokenStream.StepsOf(units, pageBits), Values = values, Flavours = flavours, PageStarts = TokenStream.Cut(units, pageBits), Rules = PhraseRules.Map };
    }

    private static TokenStream TrapTokens(PcTable table, uint[] units, int pageBits)
    {
        int[] codes = [.. table.Values.ToArray().Select(code => (int)code)];
        return new() { Steps = TokenStream.StepsOf(units, pageBits), Values = codes, Flavours = new byte[units.Length], PageStarts = TokenStream.Cut(units, pageBits), Rules = PhraseRules.Traps };
    }
}
