using System.Diagnostics;
using EncodingLab.Results;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>Samples single operations, each after everything was pushed out of the caches.</summary>
/// <remarks>The clock's cost, measured just before each operation, is subtracted: its median is about as long as a cached lookup.</remarks>
internal sealed class ColdSampling(TimedCell cell, Func<CacheEviction> eviction) : CellSampling(cell)
{
    private readonly List<double> _clock = [];

    /// <summary>Nanoseconds of a reading of the clock, median over the samples.</summary>
    public double ClockNs => _clock.Count == 0 ? 0 : _clock.Median();

    public override IReadOnlyList<double> Samples => [.. base.Samples.Select(ns => Math.Max(0, ns - ClockNs))];

    protected override void PrepareCell()
    {
        Window = new(0, 1, 1, 0);
        LoopCopies.Compile(Cell, Window);
        eviction();
    }

    /// <summary>One operation of the workload; the pcs are fetched before the clock starts.</summary>
    protected override void VisitCell(int round, Action<SampleRow>? sink)
    {
        eviction().Evict();
        Window = Window with { First = _clock.Count % Sequence };
        _clock.Add(Sample(round, _clock.Count, sink).ClockTicks * 1e9 / Stopwatch.Frequency);
    }
}
