using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What sampling a cell gave.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Samples">Nanoseconds of one operation, a sample each, in the order in which they were taken.</param>
/// <param name="OperationsPerSample">Timed operations in one sample.</param>
/// <param name="Ns">Summary of the samples; null where the cell failed.</param>
public sealed record CellTiming(TimedCell Cell, IReadOnlyList<double> Samples, int OperationsPerSample, SampleSummary? Ns)
{
    /// <summary>Paired ratio to the legacy baseline in the same group; null where there is none.</summary>
    public PairedRatio? ToLegacy { get; init; }

    /// <summary>Paired ratio to the v47 baseline in the same group; null where there is none.</summary>
    public PairedRatio? ToV47 { get; init; }

    /// <summary>Bytes that opening the reader (or both of them) allocates.</summary>
    public long? OpenBytes { get; init; }

    /// <summary>Nanoseconds that opening takes.</summary>
    public double? OpenNs { get; init; }

    /// <summary>The sum of the workload's answers, as the oracle and every sample had it.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>What makes the figures doubtful.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why the cell failed; empty where it did not.</summary>
    public string Error { get; init; } = "";

    /// <summary>The number of the visit in which each sample was taken.</summary>
    public IReadOnlyList<int> VisitOfSample { get; init; } = [];

    /// <summary>The ratio to another cell of the same group, visit by visit.</summary>
    public PairedRatio RatioTo(CellTiming baseline) => SampleStatistics.Ratio(Samples, VisitOfSample, baseline.Samples, baseline.VisitOfSample);

    /// <summary>Lookups in one timed sample.</summary>
    public long LookupsPerSample => (long)OperationsPerSample * Cell.LookupsPerOperation;
}
