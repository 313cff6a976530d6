using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Pages of phrases as short as a budget of bytes allows, table by table.</summary>
/// <remarks>
/// <para><b>Layout</b>: <see cref="PhrasePages"/>, to the byte; the header tells how long the pages are and how the model is held.</para>
/// <para><b>Lookup</b>: the same.</para>
/// <para><b>Choice</b>: the budget is a part of the order-0 entropy of the table's tokens, one for tables of over 500,000 entries and
/// one for smaller ones, which cannot spread a model over as many. What a page costs beside its entries hardly hangs on its length, so one trial says which length comes close, and two
/// say it better; at most three are made, and the shortest pages that keep the budget are taken; the longest tried where none do.</para>
/// <para><b>Bets</b>: as there, and that the time of a lookup grows with the page.</para>
/// <para><b>Limits</b>: as there; the encoder trains up to three times. Pages hold 6 to 48 entries.</para>
/// <para><b>Source</b>: own design.</para>
/// </remarks>
/// <param name="Large">Percent of the entropy that a table of over 500,000 entries may take.</param>
/// <param name="Small">Percent that a smaller one may take.</param>
/// <param name="InPlace">Whether the model is used as it stands in the bytes.</param>
public sealed record PhrasePagesWithin(int Large, int Small, bool InPlace) : TableEncoding
{
    private const int LargeTable = 500_000;
    private const int Trials = 3;
    private const int FirstTrial = 24;

    // What a page costs beside its entries, bytes: directory, first step, broken phrases, and in an address map the position where it begins.
    private const double MapPage = 3;
    private const double TrapPage = 1.2;

    // What is left for the error of the estimate, more where the last trial must fit; and what is near enough to save a trial.
    private const double Aim = 0.995;
    private const double SafeAim = 0.99;
    private const double CloseEnough = 0.985;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"phrase-pages-within(large={Large},small={Small},model={(InPlace ? "in-place" : "packed")})");

    /// <inheritdoc/>
    public override string Family => "huffman";

    /// <inheritdoc/>
    public override string Summary => InPlace ? "phrase pages as short as a byte budget allows, symbols used as they stand" : "phrase pages as short as a byte budget allows, symbols packed";

    /// <inheritdoc/>
    public override string LookupCost => "one directory slot, then half a page of phrases";

    /// <inheritdoc/>
    public override bool SearchesModel => true;

    /// <summary>Short pages to be read as they stand, longer ones for fewer bytes.</summary>
    public static IEnumerable<TableEncoding> Variants => [new PhrasePagesWithin(105, 120, true), new PhrasePagesWithin(100, 110, false)];

    // Entries a page that are tried; page sizes have eight steps an octave.
    private static ReadOnlySpan<byte> Lengths => [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 28, 30, 33, 36, 39, 42, 45, 48];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps || kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) => new PhrasePages(Lengths[0], InPlace).WhyNot(tables, kind);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar with { BuildsState = !InPlace }];

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        int entries = tables.Entries(kind);
        double budget = TokenEntropy.Order0Bytes(EntropyTokens.Of(tables[kind])) * (entries > LargeTable ? Large : Small) / 100.0;
        double pageBytes = (kind == TableKind.Traps ? TrapPage : MapPage) * entries;
        ByteWriter best = new();
        ByteWriter? before = null;
        bool kept = false;
        for (int trial = 0, low = 0, high = Lengths.Length - 1, at = Lengths.IndexOf((byte)FirstTrial), last = at; trial < Trials && low <= high; trial++)
        {
            ByteWriter written = Try(tables, kind, Lengths[at]);
            bool fits = written.Length <= budget;
            best = fits || !kept ? written : best;
            kept |= fits;
            (low, high) = fits ? (low, at - 1) : (at + 1, high);
            if (fits && written.Length >= budget * CloseEnough)
            {
                break;
            }

            pageBytes = before is null ? pageBytes : Math.Max((written.Length - before.Length) / ((1.0 / Lengths[at]) - (1.0 / Lengths[last])), 1);
            (before, last) = (written, at);
            at = Math.Clamp(Shortest(written.Length - (pageBytes / Lengths[at]), pageBytes, budget * (kept || trial == 0 ? Aim : SafeAim)), low, Math.Max(low, high));
        }

        output.Append(best);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => Form(bytes).Decode(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action) => Form(bytes).Read(bytes, question, reader, ref action);

    private static PhrasePages Form(ReadOnlySpan<byte> bytes) => new(Lengths[0], !PhraseHeader.SaysPacked(bytes));

    private ByteWriter Try(CodeTables tables, TableKind kind, int length)
    {
        var written = new ByteWriter(64 + (tables.Entries(kind) * 2));
        new PhrasePages(length, InPlace).Encode(tables, kind, written);
        return written;
    }

    // The shortest pages that keep a budget, where all else takes so many bytes and the pages so many over their entries; the longest where none do.
    private static int Shortest(double withoutPages, double pageBytes, double budget)
    {
        int at = 0;
        while (at < Lengths.Length - 1 && withoutPages + (pageBytes / Lengths[at]) > budget)
        {
            at++;
        }

        return at;
    }
}
