using System.Diagnostics;
using System.Numerics;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Samples a cell whose table is in the caches as far as it fits.</summary>
internal sealed class HotSampling(TimedCell cell, SamplerOptions options) : CellSampling(cell)
{
    /// <summary>What the pilot aims at beyond the shortest sample, since it may have met a slow moment.</summary>
    public const double Margin = 1.15;

    /// <summary>A pilot's measurement must be this long for its estimate to be believed, microseconds.</summary>
    private const double PilotMicroseconds = 20;

    /// <summary>Measurements after the lead-in; the fastest counts, since a slow moment would make all samples too short.</summary>
    private const int WarmPilots = 3;

    /// <summary>Visits that are made however long they take: two rounds, there and back.</summary>
    private const int FewestVisits = 4;

    /// <summary>Visits begin at multiples of this where the sequence is long enough: hands of pcs stay whole.</summary>
    private const int WindowGrain = 64;

    private int _visits;
    private double _operationNs;
    private long _sampledTicks;

    /// <summary>Whether the cell's share of time is used up: operations so long that the usual number of samples would take minutes.</summary>
    private bool IsSpent => _visits >= FewestVisits && Stopwatch.GetElapsedTime(0, _sampledTicks).TotalSeconds >= options.CellSeconds;

    private int TableBytes => Cell.Bytes.Length + Cell.TrapBytes.GetValueOrDefault().Length;

    private int LeadIn => Cell.Workload is not { } workload ? 0
        : Math.Min(Math.Clamp(TableBytes / options.BytesPerLeadIn, options.ShortestLeadIn, options.LongestLeadIn) / workload.Workload.PcsPerOperation, Sequence);

    /// <summary>A lead-in that does not take longer than it is worth.</summary>
    private int AffordableLeadIn => (int)Math.Min(LeadIn, options.LeadInMicroseconds * 1e3 / _operationNs);

    /// <summary>Finds how many operations a sample needs once the table is in the caches: one, where an operation is long.</summary>
    protected override void PrepareCell()
    {
        Window = new(0, 1, 1, 0);
        LoopCopies.Compile(Cell, Window);
        Touch();
        for (long operations = 4; !IsLong(Estimate()) || !IsLong(Math.Min(_operationNs, Estimate())); operations *= 4)
        {
            Window = Cover(operations);
        }

        if (_operationNs < options.SampleMicroseconds * 1e3)
        {
            Window = Window with { LeadIn = AffordableLeadIn };
            for (int warm = 0; warm < WarmPilots; warm++)
            {
                _operationNs = Math.Min(_operationNs, Estimate());
                Window = Next();
            }
        }

        Window = Cover(Steps((long)Math.Ceiling(options.SampleMicroseconds * 1e3 * Margin / _operationNs)));
    }

    /// <summary>A lead-in, then samples of consecutive windows; one sample a visit where operations are long.</summary>
    protected override void VisitCell(int round, Action<SampleRow>? sink)
    {
        if (IsSpent)
        {
            return;
        }

        Touch();
        Window = Window with { First = FirstOf(_visits), LeadIn = AffordableLeadIn };
        double seconds = _operationNs * Window.Timed / 1e9;
        int samples = seconds * options.Samples > options.CellSeconds ? 1 : options.SamplesPerVisit;
        for (int sample = 0; sample < samples; sample++)
        {
            _sampledTicks += Sample(round, _visits, sink).Ticks;
            Window = Next();
        }

        _visits++;
    }

    /// <summary>The window after this one: pcs that the branch predictor has not just seen. A sample opens its reader, so one that builds state needs a lead-in each time.</summary>
    private SampleWindow Next() => Window with { First = (Window.First + Window.Operations) % Sequence, LeadIn = Cell.BuildsState ? Window.LeadIn : 0 };

    /// <summary>Times the window once; returns nanoseconds of an operation.</summary>
    private double Estimate() => Math.Max(Take().Ticks * 1e9 / Stopwatch.Frequency / Window.Timed, 1e-3);

    /// <summary>Whether the window is long enough for an estimate, going by the quickest of the last measurements: a process that was put aside once must not pass for a slow lookup.</summary>
    private bool IsLong(double operationNs)
    {
        _operationNs = operationNs;
        return operationNs * Window.Timed >= PilotMicroseconds * 1e3;
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

    /// <summary>Rounds up to a quarter of a power of two, so that two runs most often choose the same windows.</summary>
    private static long Steps(long operations)
    {
        long quarter = Math.Max((long)BitOperations.RoundUpToPowerOf2((ulong)operations) / 8, 1);
        return (operations + quarter - 1) / quarter * quarter;
    }
}
