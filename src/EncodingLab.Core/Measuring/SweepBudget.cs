using System.Diagnostics;

namespace EncodingLab.Measuring;

/// <summary>The seconds that a sweep may take, and what is left of them.</summary>
/// <param name="seconds">For the whole sweep, report and all; null for as long as it takes.</param>
public sealed class SweepBudget(double? seconds)
{
    /// <summary>Kept for writing rows, charts and the report: what a default run's take, and a share that grows with the run.</summary>
    private const double ReportSeconds = 1;
    private const double ReportShare = 0.03;

    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Since the sweep began.</summary>
    public double ElapsedSeconds => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Left for measuring; infinite without a budget.</summary>
    public double RemainingSeconds => seconds is double all ? all - Math.Min(all / 2, ReportSeconds + (ReportShare * all)) - ElapsedSeconds : double.PositiveInfinity;

    /// <summary>Whether nothing more may be begun.</summary>
    public bool IsUp => RemainingSeconds <= 0;

    /// <summary>Cancelled when the other is, or when the budget is used up.</summary>
    public CancellationTokenSource Limit(CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (seconds is not null)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(Math.Max(RemainingSeconds, 0)));
        }

        return limit;
    }
}
