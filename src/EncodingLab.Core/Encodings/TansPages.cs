using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of text found by number; in each, one or two interleaved numbers that hold tokens of (pc step, position step or none) or (pc step, trap code), each in as many bits as its chance is worth.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian; no bytes at all for an empty table):</para>
/// <code>
/// header    : 28 bytes (PhraseHeader): entries, first pc, pages, model bytes : u32; pc shift, page size (PageSize), body unit, 0 : u8; anchor widths : 4 x u8; long pages : u32
/// model     : slot bits, states : u8; symbols : u16; per symbol what it stands for and its share of 2^(slot bits) slots (TansModel)
/// directory : per 32 pages a body start : u32, a position : u32 (not of traps), 32 sizes of one byte; the last position : u32 (not of traps); then the long pages (PageDirectory)
/// bodies    : per page, most significant bit first: of an address map a 2-bit choice of a width, none flag, the difference to the expected position;
///             zeros up to the unit, a one (neither without entries); the first slot of each state that has an entry : slot bits each; then per further entry the bits that lead its state on;
///             from the end backwards the extra bits: per entry, of its value, then of its pc step
/// tail      : 16 zeros
/// </code>
/// <para>A unit is 2^shift bytes of text, where all pcs are multiples. A symbol is a token, or a class of tokens with extra bits for the pc and the value (PhraseSymbol). Entry i belongs to
/// state i modulo states: the slot it is in tells the symbol, how many bits of the body follow, and what to add to them for the slot of entry i + states (TansTables).
/// The page ends where the bits that should lead on are not there: every slot asks for one at least.</para>
/// <para><b>Lookup</b>: directory (two or three cache lines), then entry by entry, a cell and a record each. With two states an entry waits for the last but one, not for the last.</para>
/// <para><b>Bets</b>: few tokens make up most of a table; a processor that waits for a table look has time for another.</para>
/// <para><b>Limits</b>: 2^24 entries. Opening expands the model. A page pays for each state what its last symbol leaves of the slot bits, four or five.</para>
/// <para><b>Source</b>: own design. tANS: Duda 2013; interleaving: Giesen, Interleaved entropy coders (2014); directory: Go's findfunctab (Cox 2013).</para>
/// </remarks>
/// <param name="Entries">Entries a page aimed at; the page size is the nearest of eight an octave.</param>
/// <param name="States">1 or 2 numbers that take turns.</param>
public sealed record TansPages(int Entries, int States) : TableEncoding
{
    private const int MaxEntries = 1 << 24;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"tans-pages(entries={Entries},states={States})");

    /// <inheritdoc/>
    public override string Family => "tans";

    /// <inheritdoc/>
    public override string Summary => States == 1 ? "page directory; tokens in parts of bits (tANS)" : "page directory; tokens in parts of bits (tANS), two states in turns";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page, two table looks an entry";

    /// <inheritdoc/>
    public override int? BlockEntries => Entries;

    /// <summary>The same pages with and without interleaving.</summary>
    public static IEnumerable<TableEncoding> Variants => [new TansPages(64, 1), new TansPages(64, 2)];

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
            TansWriter.Write(tokens, TansPlan.Train(tokens, States), shape, kind == TableKind.AddressMap, output);
        }
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => (question == TableKind.Traps, States) switch
    {
        (true, 1) => Decode<TrapPhrases, OneState>(bytes, question),
        (true, _) => Decode<TrapPhrases, TwoStates>(bytes, question),
        (false, 1) => Decode<MapPhrases, OneState>(bytes, question),
        (false, _) => Decode<MapPhrases, TwoStates>(bytes, question),
    };

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        switch (question == TableKind.Traps, States)
        {
            case (true, 1):
                action.Run<ContextReader<TansScan<OneState>, TansTables, TrapPhrases>>(bytes, 0);
                break;
            case (true, _):
                action.Run<ContextReader<TansScan<TwoStates>, TansTables, TrapPhrases>>(bytes, 0);
                break;
            case (false, 1):
                action.Run<ContextReader<TansScan<OneState>, TansTables, MapPhrases>>(bytes, 0);
                break;
            case (false, _):
                action.Run<ContextReader<TansScan<TwoStates>, TansTables, MapPhrases>>(bytes, 0);
                break;
        }
    }

    private static PcTable Decode<TQuestion, TStates>(ReadOnlySpan<byte> bytes, TableKind question)
        where TQuestion : struct, IPhraseQuestion
        where TStates : struct, ITansStates => ContextDecoder.Decode<TansScan<TStates>, TansTables, TQuestion>(bytes, question);
}
