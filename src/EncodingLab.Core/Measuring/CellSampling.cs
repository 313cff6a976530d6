using System.Diagnostics;
using EncodingLab.Processes;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>A cell while it is being sampled. A failure ends only this cell.</summary>
internal abstract class CellSampling(TimedCell cell)
{
    private readonly List<double> _samples = [];
    private readonly List<int> _visits = [];

    public TimedCell Cell { get; } = cell;

    /// <summary>Why the cell failed; empty where it did not.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Timed operations in one sample.</summary>
    public int OperationsPerSample => Window.Timed;

    /// <summary>Nanoseconds of one operation, a sample each.</summary>
    public virtual IReadOnlyList<double> Samples => _samples;

    /// <summary>The number of the visit in which each sample was taken.</summary>
    public IReadOnlyList<int> VisitOfSample => _visits;

    /// <summary>What the next sample walks.</summary>
    protected SampleWindow Window { get; set; }

    /// <summary>Operations of the workload; whole-table models have one.</summary>
    protected int Sequence => Cell.Workload?.Operations ?? 1;

    /// <summary>Compiles the loop and finds out what it must know before the first sample.</summary>
    public void Prepare() => Guarded(PrepareCell);

    /// <summary>Takes the samples of one turn.</summary>
    public void Visit(int round, Action<SampleRow>? sink) => Guarded(() => VisitCell(round, sink));

    protected abstract void PrepareCell();

    protected abstract void VisitCell(int round, Action<SampleRow>? sink);

    /// <summary>Takes a sample, keeps it and tells of it.</summary>
    /// <param name="round">The round it belongs to.</param>
    /// <param name="visit">The visit it belongs to: visits of two cells with one number are a pair.</param>
    /// <param name="sink">Told of it.</param>
    protected RawSample Sample(int round, int visit, Action<SampleRow>? sink)
    {
        RawSample sample = Take();
        _visits.Add(visit);
        _samples.Add(sample.Ticks * 1e9 / Stopwatch.Frequency / Window.Timed);
        sink?.Invoke(new() { Cell = Cell.Number, Round = round, Operations = Window.Timed, Ticks = sample.Ticks });
        return sample;
    }

    /// <summary>Times the window and checks its answers.</summary>
    protected virtual RawSample Take()
    {
        SampleWindow window = Window with { Operations = Math.Min(Sequence, (int)(Window.Operations * (1 + Cell.PlantedSlowdown))) };
        RawSample sample = LoopCopies.Run(Cell, window, _samples.Count);
        return sample.Checksum == SampleRunner.Expected(Cell, window)
            ? sample
            : throw new WrongAnswersException($"wrong answers in operations {window.First} to {window.First + window.Operations - 1} of the workload");
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
            Error = e is WrongAnswersException or ChildProcessException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }
    }

    private sealed class WrongAnswersException(string message) : Exception(message);
}
