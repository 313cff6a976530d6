using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>One cell to time.</summary>
/// <param name="Number">Its position among the rows of <c>cells.csv</c>.</param>
/// <param name="EncodingId">Its name in the results.</param>
/// <param name="Encoding">Null for the null reader, which answers nothing.</param>
/// <param name="Bytes">The encoded bytes that are asked; for a pair of separate encodings the address map's.</param>
/// <param name="Question">What is asked; <see cref="TableKind.Both"/> where one operation asks both.</param>
/// <param name="Reader">The reader that answers; of a pair, the address map's.</param>
/// <param name="Model">Name of a <see cref="TimedModel"/>.</param>
/// <param name="Cache">hot or cold.</param>
/// <param name="Workload">The pcs; null for models that walk the whole table.</param>
/// <param name="Kind">encoding, peer or null.</param>
public sealed record TimedCell(
    int Number, string EncodingId, TableEncoding? Encoding, ReadOnlyMemory<byte> Bytes, TableKind Question, ReaderInfo Reader, string Model, string Cache,
    DrawnWorkload? Workload, string Kind = "encoding")
{
    /// <summary>Of a pair of separate encodings asked together, the traps' bytes; null where <see cref="Bytes"/> answers both questions.</summary>
    public ReadOnlyMemory<byte>? TrapBytes { get; init; }

    /// <summary>The reader of the traps where one operation asks both; null for the one of the same name, or else the encoding's first.</summary>
    public ReaderInfo? TrapReader { get; init; }

    /// <summary>The tables that were encoded: needed by the models encode and decode-all.</summary>
    public CodeTables? Tables { get; init; }

    /// <summary>What was encoded: <see cref="Question"/>, or <see cref="TableKind.Both"/> for a joint structure. Needed by the model encode.</summary>
    public TableKind? Table { get; init; }

    /// <summary>lossless or query-equivalent; baselines are always lossless.</summary>
    public string Track { get; init; } = "lossless";

    /// <summary>What a program outside is asked in place of a reader of ours.</summary>
    internal PeerQuestion? Peer { get; init; }

    /// <summary>Runs the same code compiled a second time: a cell and its twin should differ by nothing.</summary>
    internal bool IsTwin { get; init; }

    /// <summary>Share of further lookups that are timed but not counted: a slow-down of known size.</summary>
    internal double PlantedSlowdown { get; init; }

    /// <summary>Asks the bytes, which are legacy-fixed, by a search with (true) or without (false) calls to its probe.</summary>
    internal bool? ProbedSearch { get; init; }

    /// <summary>The null reader beside a group's cells: the harness's own cost.</summary>
    public static TimedCell Null(int number, TableKind question, TimedModel model, DrawnWorkload workload) =>
        new(number, "null", null, ReadOnlyMemory<byte>.Empty, question, ReaderInfo.Scalar, model.Name, "hot", workload, "null");

    /// <summary>A program outside beside a group's cells.</summary>
    internal static TimedCell OfPeer(int number, TableEncoding encoding, PeerQuestion peer, ReaderInfo reader, DrawnWorkload workload) =>
        new(number, encoding.Id, encoding, ReadOnlyMemory<byte>.Empty, workload.Workload.Question, reader, TimedModel.OpenAndFind.Name, "hot", workload, "peer") { Peer = peer };

    /// <summary>Whether opening builds state, which a sample of an open reader must find in the caches as an engine that kept the reader would.</summary>
    internal bool BuildsState => Model != TimedModel.OpenAndFind.Name && (Reader.BuildsState || TrapReader is { BuildsState: true });

    /// <summary>Lookups (or entries) in one operation.</summary>
    public int LookupsPerOperation =>
        Workload?.Workload.LookupsPerOperation ?? (Model == TimedModel.Open.Name || Tables is null ? 1 : Tables.Entries(Question));

    /// <summary>Whether the ratio of another cell is taken to this one under a baseline's name.</summary>
    internal bool IsBaseline(TableEncoding baseline) =>
        EncodingId == baseline.Id && Kind == "encoding" && Track == "lossless" && Reader.Name == ReaderInfo.Scalar.Name;
}
