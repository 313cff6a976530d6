using System.Diagnostics;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Samples a cell whose table is in the caches as far as it fits.</summary>
internal sealed class HotSampling(TimedCell cell, SamplerOptions options) : CellSampling(cell)
{
    /// <summary>What the pilot aims at beyond the shortest sample, since it may have met a slow moment.</summary>
    private const double Margin = 1.15;

    /// <summary>A pilot's measurement must be this long for its estimate to be believed, microseconds.</summary>
    private const double PilotMicroseconds = 20;

    /// <summary>Measurements after the lead-in; the fastest counts, since a slow moment would make all samples too short.</summary>
    private const int WarmPilots = 3;

    /// <summary>Visits begin at multiples of this where the sequence is long enough: hands of pcs stay whole.</summary>
    private const int WindowGrain = 64;

    private int _visits;

    private int TableBytes => Cell.Bytes.Length + Cell.TrapBytes.GetValueOrDefault().Length;

    private int LeadIn => Cell.Workload is not { } workload ? 0
        : Math.Min(Math.Clamp(TableBytes / options.BytesPerLeadIn, options.ShortestLeadIn, options.LongestLeadIn) / workload.Workload.PcsPerOperation, Sequence);

    /// <summary>Finds how many operations a sample needs once the table is in the caches.</summary>
    protected override void PrepareCell()
    {
        Window = new(0, Math.Min(16, Sequence), 1, 0);
        Take();
        Touch();
        double microseconds = 0;
        for (long operations = 16; microseconds < PilotMicroseconds; operations *= 4)
        {
            Window = Cover(operations);
            microseconds = Take().Ticks * 1e6 / Stopwatch.Frequency;
        }

        double ns = microseconds * 1e3 / Window.Timed;
        Window = Window with { LeadIn = LeadIn };
        for (int warm = 0; warm < WarmPilots; warm++)
        {
            ns = Math.Min(ns, Take().Ticks * 1e9 / Stopwatch.Frequency / Window.Timed);
            Window = Window with { LeadIn = 0 };
        }

        Window = Cover(Steps((long)Math.Ceiling(options.SampleMicroseconds * 1e3 * Margin / ns)));
    }

    /// <summary>A lead-in, then samples of consecutive windows.</summary>
    protected override void VisitCell(int round, Action<SampleRow>? sink)
    {
        Touch();
        Window = Window with { First = FirstOf(_visits++), LeadIn = LeadIn };
        for (int sample = 0; sample < options.SamplesPerVisit; sample++)
        {
            Sample(round, sink);
            Window = Window with { First = (Window.First + Window.Operations) % Sequence, LeadIn = 0 };
        }
    }

    /// <summary>Where a visit begins: for all cells alike, so that those of one group are asked for the same pcs, and spread over the whole sequence.</summary>
    private int FirstOf(int visit)
    {
        int stride = Math.Max(Sequence / options.Visits, 1);
        return (int)((long)visit * (stride > WindowGrain ? stride - (stride % WindowGrain) : stride) % Sequence);
    }

    private void Touch()
    {
        if (TableBytes <= options.TouchedBytes)
        {
            CacheLines.Read(Cell.Bytes.Span);
            CacheLines.Read(Cell.TrapBytes.GetValueOrDefault().Span);
        }
    }

    private SampleWindow Cover(long operations) =>
        operations <= Sequence
            ? Window with { Operations = (int)operations, Passes = 1 }
            : Window with { Operations = Sequence, Passes = (int)Math.Min((operations + Sequence - 1) / Sequence, 1 << 24) };

    /// <summary>Rounds up to 2^k or 3 x 2^k, so that two runs most often choose the same windows.</summary>
    private static long Steps(long operations)
    {
        long step = 1;
        while (step < operations)
        {
            step = step + (step >> 1) >= operations && step > 1 ? step + (step >> 1) : step * 2;
        }

        return step;
    }
}
