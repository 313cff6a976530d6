using System.Diagnostics;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Samples a program outside when its turn among the cells of a group comes.</summary>
/// <remarks>
/// Of a large table it is asked for the whole sequence, so that a pc comes again only after all others, as in our own samples: fewer distinct pcs stay in the caches, and the table
/// then seems several times as fast. The protocol has no lookups that are asked but not timed; the first of a run's rounds stands for them.
/// </remarks>
internal sealed class PeerSampling(TimedCell cell, PeerQuestion question) : CellSampling(cell)
{
    /// <summary>Runs of the program in one visit.</summary>
    public const int RunsPerVisit = 2;

    private int _visits;
    private int _runs;

    protected override void PrepareCell() => Window = new(0, question.Of(0).Count, 1, 0);

    protected override void VisitCell(int round, Action<SampleRow>? sink)
    {
        for (int run = 0; run < RunsPerVisit; run++)
        {
            Window = new(question.Of(_runs).First, question.Of(_runs).Count, 1, 0);
            Sample(round, _visits, sink);
            _runs++;
        }

        _visits++;
    }

    protected override RawSample Take() => new((long)(question.Ask(_runs) * Window.Timed * Stopwatch.Frequency / 1e9), 0, question.Of(_runs).Expected);
}
