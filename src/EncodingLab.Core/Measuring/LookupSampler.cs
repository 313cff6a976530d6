using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EncodingLab.Encodings;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Times cells of one file, table and workload together.</summary>
/// <remarks>
/// In each round every cell is sampled in a shuffled order and then in its reverse, so that a steady drift of the machine falls on all alike and nobody
/// always runs second on caches that another has warmed. Each sample walks the next window of the same pcs.
/// </remarks>
public static class LookupSampler
{
    private static readonly Lazy<CacheEviction> s_eviction = new(() => new());

    /// <summary>How it was shown that cold lookups are cold, for the machine's facts; null where none was timed.</summary>
    public static NamedFact? ColdCheck() => s_eviction.IsValueCreated ? s_eviction.Value.Check() : null;

    /// <summary>Samples every cell of a group in interleaved rounds. A cell that fails has an error, and the others go on.</summary>
    /// <param name="group">Cells that share file, question and workload; readers, models, encodings and cache states may differ.</param>
    /// <param name="options">How.</param>
    /// <param name="sink">Receives each sample as it is made.</param>
    /// <param name="stop">Ends the sampling.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what the sink received stands.</exception>
    public static IReadOnlyList<CellTiming> Run(IReadOnlyList<TimedCell> group, SamplerOptions options, Action<SampleRow>? sink = null, CancellationToken stop = default)
    {
        long started = Stopwatch.GetTimestamp();
        CellSampling[] cells = [.. group.Select(cell => SamplingOf(cell, options))];
        foreach (CellSampling cell in cells)
        {
            stop.ThrowIfCancellationRequested();
            cell.Prepare();
        }

        var random = new Experiments.WorkloadRandom((ulong)options.Seed);
        Rounds([.. cells.OfType<HotSampling>()], options.Visits / 2);
        Rounds([.. cells.OfType<ColdSampling>()], (options.ColdSamples + 1) / 2);
        var openings = new Dictionary<(ReadOnlyMemory<byte>, string), OpenCost>();
        return [.. cells.Select(cell => Timing(cell, cells, options, openings))];

        void Rounds(CellSampling[] order, int rounds)
        {
            for (int round = 0; round < rounds && (round == 0 || Stopwatch.GetElapsedTime(started) < options.TimeLimit); round++)
            {
                random.Shuffle(order.AsSpan());
                foreach (CellSampling cell in order.Concat(order.Reverse()))
                {
                    stop.ThrowIfCancellationRequested();
                    cell.Visit(round, sink);
                }
            }
        }
    }

    private static CellSampling SamplingOf(TimedCell cell, SamplerOptions options) =>
        cell.Cache == "cold" ? new ColdSampling(cell, () => s_eviction.Value) : new HotSampling(cell, options);

    private static CellTiming Timing(CellSampling cell, CellSampling[] group, SamplerOptions options, Dictionary<(ReadOnlyMemory<byte>, string), OpenCost> openings)
    {
        if (cell.Error.Length > 0)
        {
            return new(cell.Cell, cell.Samples, cell.OperationsPerSample, null) { Error = cell.Error };
        }

        SampleSummary summary = SampleStatistics.Summarize(cell.Samples);
        OpenCost? opening = cell.Cell.Workload is null ? null : Opening(cell.Cell, openings);
        return new(cell.Cell, cell.Samples, cell.OperationsPerSample, summary)
        {
            ToLegacy = RatioTo(EncodingCatalog.Legacy, cell, group),
            ToV47 = RatioTo(EncodingCatalog.Wasmtime47, cell, group),
            OpenBytes = opening?.Bytes,
            OpenNs = opening?.Ns,
            Checksum = cell.Cell.Kind == "null" || cell.Cell.Workload is not { } workload ? "" : workload.Checksum.ToString("x16", CultureInfo.InvariantCulture),
            Warnings = [.. options.MachineWarnings, .. TimingWarnings.Of(summary, cell, options)],
        };
    }

    private static OpenCost Opening(TimedCell cell, Dictionary<(ReadOnlyMemory<byte>, string), OpenCost> openings)
    {
        ref OpenCost? known = ref CollectionsMarshal.GetValueRefOrAddDefault(openings, (cell.Bytes, cell.Reader.Name), out _);
        return known ??= OpenCost.Measure(cell);
    }

    /// <summary>The ratio of each sample to the baseline's of the same turn; turns there and back alternate, so that neither is always first.</summary>
    private static PairedRatio? RatioTo(TableEncoding baseline, CellSampling cell, CellSampling[] group)
    {
        CellSampling? origin = group.FirstOrDefault(other =>
            other.Cell.IsBaseline(baseline) && other.Error.Length == 0
            && other.Cell.Model == cell.Cell.Model && other.Cell.Cache == cell.Cell.Cache && other.Cell.Question == cell.Cell.Question);
        return origin is null ? null : cell.RatioTo(origin);
    }
}
