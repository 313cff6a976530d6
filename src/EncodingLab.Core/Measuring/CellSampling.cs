using System.Diagnostics;
using EncodingLab.Encodings;
using EncodingLab.Results;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>A cell while it is being sampled: how long its samples are, and what they gave so far.</summary>
internal sealed class CellSampling(TimedCell cell, SamplerOptions options)
{
    /// <summary>What the pilot aims at beyond the shortest sample, since it may have met a slow moment.</summary>
    private const double Margin = 1.15;

    /// <summary>A pilot's measurement must be this long for its estimate to be believed, microseconds.</summary>
    private const double PilotMicroseconds = 20;

    /// <summary>Visits begin at multiples of this where the sequence is long enough: hands of pcs stay whole.</summary>
    private const int WindowGrain = 64;

    private static long s_touched;

    private readonly List<double> _samples = [];
    private readonly List<double> _visits = [];
    private SampleWindow _window;

    public TimedCell Cell { get; } = cell;

    public string Error { get; private set; } = "";

    public IReadOnlyList<double> Samples => _samples;

    /// <summary>Median of the samples of each visit.</summary>
    public IReadOnlyList<double> Visits => _visits;

    public int OperationsPerSample => _window.Timed;

    private int LeadIn =>
        Cell.Workload is not { } workload ? 0
        : Math.Min(Math.Clamp(TableBytes / options.BytesPerLeadIn, options.ShortestLeadIn, options.LongestLeadIn) / workload.Workload.PcsPerOperation, Sequence);

    private int TableBytes => Cell.Bytes.Length + Cell.TrapBytes.GetValueOrDefault().Length;

    private int Sequence => Cell.Workload?.Operations ?? 1;

    /// <summary>Compiles the loop by a first call, then finds how many operations a sample needs once its table is in the caches.</summary>
    public void Pilot() => Guarded(() =>
    {
        _window = new(0, Math.Min(16, Sequence), 1, 0);
        Take();
        Touch();
        double microseconds = 0;
        for (long operations = 16; microseconds < PilotMicroseconds; operations *= 4)
        {
            _window = Cover(operations);
            microseconds = Take() * 1e6 / Stopwatch.Frequency;
        }

        _window = _window with { LeadIn = LeadIn };
        double ns = Math.Min(microseconds * 1e3, Take() * 1e9 / Stopwatch.Frequency) / _window.Timed;
        _window = Cover(Steps((long)Math.Ceiling(options.SampleMicroseconds * 1e3 * Margin / ns)));
    });

    /// <summary>Takes the next samples of a visit, the first after a lead-in, and checks their answers.</summary>
    public void Visit(int round, Action<SampleRow>? sink) => Guarded(() =>
    {
        Touch();
        _window = _window with { First = FirstOf(_visits.Count) };
        for (int sample = 0; sample < options.SamplesPerVisit; sample++)
        {
            _window = _window with { LeadIn = sample == 0 ? LeadIn : 0 };
            long ticks = Take();
            double ns = ticks * 1e9 / Stopwatch.Frequency / _window.Timed;
            _samples.Add(ns);
            sink?.Invoke(new() { Cell = Cell.Number, Round = round, Operations = _window.Timed, Ticks = ticks });
        }

        _visits.Add(_samples.TakeLast(options.SamplesPerVisit).Median());
    });

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
            s_touched += CacheLines.Read(Cell.Bytes.Span) + CacheLines.Read(Cell.TrapBytes.GetValueOrDefault().Span);
        }
    }

    private long Take()
    {
        RawSample sample = SampleRunner.Run<NoProbe>(Cell, _window);
        if (sample.Checksum != SampleRunner.Expected(Cell, _window))
        {
            throw new WrongAnswersException($"wrong answers in operations {_window.First} to {_window.First + _window.Operations - 1} of the workload");
        }

        if (Cell.Workload is { } workload)
        {
            _window = _window.Next(workload);
        }

        return sample.Ticks;
    }

    private SampleWindow Cover(long operations) =>
        operations <= Sequence
            ? _window with { Operations = (int)operations, Passes = 1 }
            : _window with { Operations = Sequence, Passes = (int)Math.Min((operations + Sequence - 1) / Sequence, 1 << 24) };

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

    private void Guarded(Action take)
    {
        try
        {
            if (Error.Length == 0)
            {
                take();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Error = e is WrongAnswersException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }
    }

    private sealed class WrongAnswersException(string message) : Exception(message);
}
