using System.Globalization;
using System.Runtime.InteropServices;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Cells of one file, table and workload while they are sampled, round by round; between two rounds other groups may have theirs.</summary>
/// <remarks>
/// In each round every cell is sampled in a shuffled order and then in its reverse, so that a steady drift of the machine falls on all alike and nobody
/// always runs second on caches that another has warmed. Each sample walks the next window of the same pcs.
/// </remarks>
internal sealed class GroupSampling
{
    private static readonly Lazy<CacheEviction> s_eviction = new(() => new());
    private readonly CellSampling[] _cells;
    private readonly SamplerOptions _options;
    private readonly Action<SampleRow>? _sink;
    private readonly WorkloadRandom _random;

    /// <param name="group">Cells that share file, question and workload.</param>
    /// <param name="options">How.</param>
    /// <param name="sink">Receives each sample as it is made.</param>
    public GroupSampling(IReadOnlyList<TimedCell> group, SamplerOptions options, Action<SampleRow>? sink)
    {
        SamplerOptions own = group.Any(cell => cell.Peer is not null) ? options with { BytesPerLeadIn = options.BytesPerLeadInBesidePeers } : options;
        _cells = [.. group.Select(cell => Sampling(cell, own))];
        _options = options;
        _sink = sink;
        _random = new((ulong)options.Seed);
    }

    /// <summary>How it was shown that cold lookups are cold, for the machine's facts; null where none was timed.</summary>
    public static NamedFact? ColdCheck() => s_eviction.IsValueCreated ? s_eviction.Value.Check() : null;

    /// <summary>Compiles every loop and finds batch sizes.</summary>
    public void Prepare(CancellationToken stop)
    {
        foreach (CellSampling cell in _cells)
        {
            stop.ThrowIfCancellationRequested();
            cell.Prepare();
        }
    }

    /// <summary>One visit to each hot cell and peer there and one back, and a round's share of the cold samples.</summary>
    /// <param name="round">From 0 to <see cref="SamplerOptions.Rounds"/> - 1.</param>
    /// <param name="overdue">Whether no more should be begun that can be left out.</param>
    /// <param name="stop">Ends it.</param>
    public void Round(int round, Func<bool> overdue, CancellationToken stop)
    {
        ThereAndBack([.. _cells.Where(cell => cell is not ColdSampling)], round, stop);
        CellSampling[] cold = [.. _cells.OfType<ColdSampling>()];
        int rounds = (_options.ColdSamples + 1) / 2;
        int end = rounds * (round + 1) / _options.Rounds;
        for (int turn = rounds * round / _options.Rounds; turn < end && cold.Length > 0 && (turn == 0 || !overdue()); turn++)
        {
            ThereAndBack(cold, turn, stop);
        }
    }

    /// <summary>What the samples come to.</summary>
    public IReadOnlyList<CellTiming> Timings()
    {
        var openings = new Dictionary<(ReadOnlyMemory<byte>, string), OpenCost>();
        return [.. _cells.Select(cell => Timing(cell, openings))];
    }

    private static CellSampling Sampling(TimedCell cell, SamplerOptions options) =>
        cell.Peer is { } question ? new PeerSampling(cell, question)
        : cell.Cache == "cold" ? new ColdSampling(cell, () => s_eviction.Value)
        : new HotSampling(cell, options);

    private void ThereAndBack(CellSampling[] order, int round, CancellationToken stop)
    {
        _random.Shuffle(order.AsSpan());
        foreach (CellSampling cell in order.Concat(order.Reverse()))
        {
            stop.ThrowIfCancellationRequested();
            cell.Visit(round, _sink);
        }
    }

    private CellTiming Timing(CellSampling cell, Dictionary<(ReadOnlyMemory<byte>, string), OpenCost> openings)
    {
        if (cell.Error.Length > 0)
        {
            return new(cell.Cell, cell.Samples, cell.OperationsPerSample, null) { Error = cell.Error };
        }

        SampleSummary summary = SampleStatistics.Summarize(cell.Samples, cell.VisitOfSample);
        OpenCost? opening = cell.Cell.Workload is null || cell.Cell.Peer is not null ? null : Opening(cell.Cell, openings);
        return new(cell.Cell, cell.Samples, cell.OperationsPerSample, summary)
        {
            VisitOfSample = cell.VisitOfSample,
            ToLegacy = RatioTo(EncodingCatalog.Legacy, cell),
            ToV47 = RatioTo(EncodingCatalog.Wasmtime47, cell),
            OpenBytes = opening?.Bytes,
            OpenNs = opening?.Ns,
            Checksum = cell.Cell.Kind != "encoding" || cell.Cell.Workload is not { } workload ? "" : workload.Checksum.ToString("x16", CultureInfo.InvariantCulture),
            Warnings = [.. _options.MachineWarnings, .. TimingWarnings.Of(summary, cell, _options)],
        };
    }

    private static OpenCost Opening(TimedCell cell, Dictionary<(ReadOnlyMemory<byte>, string), OpenCost> openings)
    {
        ref OpenCost? known = ref CollectionsMarshal.GetValueRefOrAddDefault(openings, (cell.Bytes, cell.Reader.Name), out _);
        return known ??= OpenCost.Measure(cell);
    }

    /// <summary>The ratio to the baseline's visits of the same turn; turns there and back alternate, so that neither is always first.</summary>
    private PairedRatio? RatioTo(TableEncoding baseline, CellSampling cell)
    {
        CellSampling? origin = _cells.FirstOrDefault(other =>
            other.Cell.IsBaseline(baseline) && other.Error.Length == 0
            && other.Cell.Model == cell.Cell.Model && other.Cell.Cache == cell.Cell.Cache && other.Cell.Question == cell.Cell.Question);
        return origin is null ? null : SampleStatistics.Ratio(cell.Samples, cell.VisitOfSample, origin.Samples, origin.VisitOfSample);
    }
}
