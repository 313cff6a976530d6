using System.Diagnostics;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Times cells of one file, table and workload together, all rounds at once. A sweep has rounds of several groups in turn instead.</summary>
public static class LookupSampler
{
    /// <summary>Samples every cell of a group in interleaved rounds. A cell that fails has an error, and the others go on.</summary>
    /// <param name="group">Cells that share file, question and workload; readers, models, encodings and cache states may differ.</param>
    /// <param name="options">How.</param>
    /// <param name="sink">Receives each sample as it is made.</param>
    /// <param name="stop">Ends the sampling.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what the sink received stands.</exception>
    public static IReadOnlyList<CellTiming> Run(IReadOnlyList<TimedCell> group, SamplerOptions options, Action<SampleRow>? sink = null, CancellationToken stop = default)
    {
        long started = Stopwatch.GetTimestamp();
        var sampling = new GroupSampling(group, options, sink);
        sampling.Prepare(stop);
        for (int round = 0; round < options.Rounds && (round == 0 || !Overdue()); round++)
        {
            sampling.Round(round, Overdue, stop);
        }

        return sampling.Timings();

        bool Overdue() => Stopwatch.GetElapsedTime(started) >= options.TimeLimit;
    }
}
