using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The noisy half of a sweep, on one thread, with nothing of ours beside it.</summary>
/// <remarks>
/// Groups are timed in batches: all groups of a batch have their first round, then all their second, and so on. The rounds of a cell so lie seconds apart, and what disturbs
/// the machine for a second falls on one of them: intervals then say how far a figure wanders, not how still one moment was.
/// </remarks>
/// <param name="request">What is asked for.</param>
/// <param name="progress">Told between rounds.</param>
/// <param name="journal">Receives the rows and samples of each group, and knows those of an earlier attempt.</param>
/// <param name="budget">What time there is.</param>
internal sealed class LookupPhase(SweepRequest request, ISweepProgress progress, SweepJournal journal, SweepBudget budget)
{
    /// <summary>Groups of a batch: some seconds of sampling, which is also what a stopped sweep loses.</summary>
    private const int BatchGroups = 32;

    /// <summary>Cells after which a batch takes no further group.</summary>
    private const int BatchCells = 1000;

    /// <summary>How long one run of a peer may take.</summary>
    private static readonly TimeSpan s_peerLimit = TimeSpan.FromSeconds(20);

    private readonly SamplerOptions _options = new()
    {
        Seed = request.Seed,
        SampleMicroseconds = ClockCheck.SampleMicroseconds(ClockCheck.ReadNs(), new SamplerOptions().SampleMicroseconds),
        MachineWarnings = RunGuard.Check().Warnings,
    };
    private (SizedFile? File, Dictionary<(Track, TableKind, TableEncoding), byte[]> Bytes) _encoded;

    /// <summary>What the reader of the run must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Times everything that was sized.</summary>
    /// <param name="sized">The files.</param>
    /// <param name="cells">Receives a row per planned cell; outcomes are filled in.</param>
    /// <param name="workloads">Receives each workload as it was drawn.</param>
    /// <param name="cancel">Ends it after the sample under way.</param>
    public void Run(IReadOnlyList<SizedFile> sized, List<CellRow> cells, List<RunWorkload> workloads, CancellationToken cancel)
    {
        LookupPeer[] peers = [.. request.Peers.Distinct().Select(path => new LookupPeer(path, s_peerLimit))];
        TimedGroup[] groups = [.. LookupPlan.OfParts(request, sized, peers, cells)];
        Notes.AddRange(TimedFiles.Note(request.Files.Count(file => !request.TimedFiles.Contains(file))));
        var before = new MeasuredBefore(journal.Before);
        progress.Begin("lookups (groups x rounds)", groups.Length * _options.Rounds);
        int cut = 0;
        int left = groups.Length;
        foreach (TimedGroup[] batch in Batches(groups))
        {
            double overdue = budget.ElapsedSeconds + (budget.RemainingSeconds * batch.Length / left);
            cut += Time(batch, before, overdue, cells, workloads, cancel);
            left -= batch.Length;
        }

        if (cut > 0)
        {
            Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{cut} of {groups.Length} groups of timed cells were cut: {(cancel.IsCancellationRequested ? "the run was stopped" : "the budget was used up")}"));
        }
    }

    private static IEnumerable<TimedGroup[]> Batches(TimedGroup[] groups)
    {
        var batch = new List<TimedGroup>();
        foreach (TimedGroup group in groups)
        {
            batch.Add(group);
            if (batch.Count == BatchGroups || batch.Sum(one => one.Cells.Count) >= BatchCells)
            {
                yield return batch.ToArray();
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            yield return batch.ToArray();
        }
    }

    /// <summary>Times a batch; returns how many of its groups were cut.</summary>
    private int Time(TimedGroup[] batch, MeasuredBefore before, double overdue, List<CellRow> cells, List<RunWorkload> workloads, CancellationToken cancel)
    {
        using var peerFiles = new PeerFiles();
        var begun = new List<GroupUnderWay>();
        int cut = 0;
        try
        {
            foreach (TimedGroup group in batch)
            {
                DrawnWorkload? drawn = Draw(group, workloads);
                if (before.Of(group) is { } rows)
                {
                    journal.Keep(rows);
                    Outcomes(rows, group, cells);
                    progress.Step(Name(group), _options.Rounds);
                }
                else if (cancel.IsCancellationRequested || budget.IsUp)
                {
                    cut++;
                }
                else
                {
                    begun.Add(Begin(group, drawn, peerFiles, cancel));
                }
            }

            Rounds(begun, overdue, cancel);
        }
        catch (OperationCanceledException)
        {
            return batch.Length;
        }

        foreach (GroupUnderWay group in begun)
        {
            (IReadOnlyList<LookupRow> rows, IReadOnlyList<SampleRow> samples) = group.Finish();
            journal.Add(rows, samples);
            Outcomes(rows, group.Group, cells);
        }

        return cut;
    }

    /// <summary>Everything before the second round: the first belongs to a group's beginning, so that a group that is begun has figures.</summary>
    private GroupUnderWay Begin(TimedGroup group, DrawnWorkload? drawn, PeerFiles peerFiles, CancellationToken cancel)
    {
        var begun = new GroupUnderWay(group, drawn, EncodedOf(group.File), peerFiles, _options);
        begun.Prepare(cancel);
        begun.Round(0, () => budget.IsUp, cancel);
        progress.Step(Name(group), 1);
        return begun;
    }

    private void Rounds(List<GroupUnderWay> begun, double overdue, CancellationToken cancel)
    {
        int rounds = begun.Count == 0 ? 0 : begun.Max(group => group.Options.Rounds);
        for (int round = 1; round < rounds; round++)
        {
            foreach (GroupUnderWay group in begun)
            {
                if (budget.ElapsedSeconds < overdue)
                {
                    group.Round(round, () => budget.ElapsedSeconds >= overdue, cancel);
                }

                progress.Step(Name(group.Group), 1);
            }
        }
    }

    private static string Name(TimedGroup group) => $"{group.File.File.Name} {group.Workload?.Name ?? "whole table"}";

    private DrawnWorkload? Draw(TimedGroup group, List<RunWorkload> workloads)
    {
        if (group.Workload is null || group.Cells.All(cell => cell.WhyNot is not null))
        {
            return null;
        }

        DrawnWorkload drawn = group.Workload.Draw(group.Track.Apply(group.File.Content!), request.Seed);
        workloads.Add(new(
            group.File.File.Name, drawn.Workload.Name, group.Kind.Name, drawn.Workload.Description, drawn.Pcs.Length, drawn.DistinctPcs, Math.Round(drawn.HitRate, 4), Math.Round(drawn.NoneShare, 4)));
        return drawn;
    }

    /// <summary>What was encoded for earlier groups of the same file: groups come file by file, so that of one file is kept.</summary>
    private Dictionary<(Track, TableKind, TableEncoding), byte[]> EncodedOf(SizedFile file)
    {
        _encoded = _encoded.File == file ? _encoded : (file, []);
        return _encoded.Bytes;
    }

    /// <summary>Says in the plan what became of a group's cells.</summary>
    private static void Outcomes(IReadOnlyList<LookupRow> rows, TimedGroup group, List<CellRow> cells)
    {
        var byKey = rows.ToDictionary(MeasuredBefore.KeyOf);
        foreach (PlannedCell cell in group.Cells)
        {
            if (byKey.TryGetValue(MeasuredBefore.KeyOf(group.Blank(cell)), out LookupRow? row))
            {
                cells[cell.Number] = cells[cell.Number] with { Outcome = CellOutcome.Of(row), Note = row.Error };
            }
        }
    }
}
