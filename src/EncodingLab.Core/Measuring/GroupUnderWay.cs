using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>A group of cells whose rounds are being taken, with the rows and samples that it will leave.</summary>
internal sealed class GroupUnderWay
{
    /// <summary>Samples of encode, decode-all and open: each is milliseconds long, and so quieter than a lookup's.</summary>
    private const int WholeTableSamples = 12;
    private const int WholeTableSamplesPerVisit = 2;

    private readonly List<SampleRow> _samples = [];
    private readonly PlannedCell[] _planned;
    private readonly GroupSampling? _sampling;

    public GroupUnderWay(TimedGroup group, DrawnWorkload? drawn, Dictionary<(Track, TableKind, TableEncoding), byte[]> encoded, PeerFiles peerFiles, SamplerOptions options)
    {
        Group = group;
        _planned = [.. group.Cells.Where(cell => cell.WhyNot is null)];
        if (_planned.Length > 0)
        {
            var bytes = new GroupBytes(group, group.Track.Apply(group.File.Content!), encoded, peerFiles);
            Options = group.Workload is null ? options with { Samples = WholeTableSamples, SamplesPerVisit = WholeTableSamplesPerVisit } : options;
            _sampling = new([.. _planned.Select(cell => bytes.CellOf(cell, drawn))], Options, _samples.Add);
        }
    }

    public TimedGroup Group { get; }

    /// <summary>How it is sampled.</summary>
    public SamplerOptions Options { get; } = new();

    /// <summary>Everything that comes before the first round.</summary>
    public void Prepare(CancellationToken stop) => _sampling?.Prepare(stop);

    /// <summary>Takes a round, if it has one of that number.</summary>
    public void Round(int round, Func<bool> overdue, CancellationToken stop)
    {
        if (round < Options.Rounds)
        {
            _sampling?.Round(round, overdue, stop);
        }
    }

    /// <summary>A row for each of its cells, and the samples behind them.</summary>
    public (IReadOnlyList<LookupRow> Rows, IReadOnlyList<SampleRow> Samples) Finish()
    {
        var rows = new List<LookupRow>(Group.Cells
            .Where(cell => cell.WhyNot is not null)
            .Select(cell => Group.Blank(cell) with { Error = (Group.File.Content is null ? "" : RunFolder.NotApplicable) + cell.WhyNot }));
        rows.AddRange(_planned.Zip(_sampling?.Timings() ?? [], (cell, timing) => TimedRow.Of(Group.Blank(cell), timing)));
        return (rows, _samples);
    }
}
