using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Times cells of one file, table and workload together.</summary>
public static class LookupSampler
{
    /// <summary>Samples every cell of a group in interleaved rounds. A cell that fails has an error, and the others go on.</summary>
    /// <param name="group">Cells that share file, question and workload; readers, models, encodings and cache states may differ.</param>
    /// <param name="options">How.</param>
    /// <param name="sink">Receives each sample as it is made.</param>
    /// <param name="stop">Ends the sampling.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what the sink received stands.</exception>
    public static IReadOnlyList<CellTiming> Run(IReadOnlyList<TimedCell> group, SamplerOptions options, Action<SampleRow>? sink = null, CancellationToken stop = default) =>
        throw new NotImplementedException();
}
