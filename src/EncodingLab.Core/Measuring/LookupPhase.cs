using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The noisy half of a sweep: group after group on one thread, with nothing of ours beside it.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="progress">Told between groups.</param>
/// <param name="journal">Receives the rows and samples of each group, and knows those of an earlier attempt.</param>
/// <param name="remainingSeconds">What is left of the budget; null without one.</param>
internal sealed class LookupPhase(SweepRequest request, ISweepProgress progress, SweepJournal journal, Func<double?> remainingSeconds)
{
    /// <summary>Samples of encode, decode-all and open: each is milliseconds long, and so quieter than a lookup's.</summary>
    private const int WholeTableSamples = 9;

    private (SizedFile? File, Dictionary<(Track, TableKind, TableEncoding), byte[]> Bytes) _encoded;

    private readonly IReadOnlyList<string> _machineWarnings = RunGuard.Check().Warnings;

    /// <summary>What the reader of the run must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Times everything that was sized.</summary>
    /// <param name="sized">The files.</param>
    /// <param name="cells">Receives a row per planned cell; outcomes are filled in.</param>
    /// <param name="workloads">Receives each workload as it was drawn.</param>
    /// <param name="cancel">Ends it after the sample under way.</param>
    public void Run(IReadOnlyList<SizedFile> sized, List<CellRow> cells, List<RunWorkload> workloads, CancellationToken cancel)
    {
        var plan = new LookupPlan(request.Selection, cells);
        TimedGroup[] groups = [.. sized.Where(file => request.TimedFiles.Contains(file.File)).SelectMany(plan.Of)];
        Notes.AddRange(TimedFiles.Note(request.Files.Count(file => !request.TimedFiles.Contains(file))));
        var before = new MeasuredBefore(journal.Before);
        progress.Begin("lookups", groups.Length);
        int cut = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            DrawnWorkload? drawn = Draw(groups[i], workloads);
            double? seconds = remainingSeconds() / (groups.Length - i);
            if (before.Of(groups[i]) is { } rows)
            {
                journal.Keep(rows);
                Outcomes(rows, groups[i], cells);
            }
            else if (cancel.IsCancellationRequested || seconds <= 0)
            {
                cut++;
                continue;
            }
            else
            {
                Time(groups[i], drawn, seconds, cells, cancel);
            }

            progress.Step($"{groups[i].File.File.Name} {groups[i].Workload?.Name ?? "whole table"}");
        }

        if (cut > 0)
        {
            Notes.Add($"{cut} of {groups.Length} groups of timed cells were cut: {(cancel.IsCancellationRequested ? "the run was stopped" : "the budget was used up")}");
        }
    }

    private static IEnumerable<LookupRow> NotApplicable(TimedGroup group) => group.Cells
        .Where(cell => cell.WhyNot is not null)
        .Select(cell => group.Blank(cell) with { Error = (group.File.Content is null ? "" : RunFolder.NotApplicable) + cell.WhyNot });

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

    private void Time(TimedGroup group, DrawnWorkload? drawn, double? seconds, List<CellRow> cells, CancellationToken cancel)
    {
        var rows = new List<LookupRow>(NotApplicable(group));
        var samples = new List<SampleRow>();
        PlannedCell[] planned = [.. group.Cells.Where(cell => cell.WhyNot is null)];
        if (planned.Length > 0)
        {
            var bytes = new GroupBytes(group, group.Track.Apply(group.File.Content!), EncodedOf(group.File));
            TimedCell[] timed = [.. planned.Select(cell => bytes.CellOf(cell, drawn))];
            var options = new SamplerOptions { Seed = request.Seed, MachineWarnings = _machineWarnings, Samples = group.Workload is null ? WholeTableSamples : new SamplerOptions().Samples, TimeLimit = seconds is double limit ? TimeSpan.FromSeconds(limit) : TimeSpan.MaxValue };
            try
            {
                rows.AddRange(planned.Zip(LookupSampler.Run(timed, options, samples.Add, cancel), (cell, timing) => Row(group.Blank(cell), timing)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        journal.Add(rows, samples);
        Outcomes(rows, group, cells);
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

    private static LookupRow Row(LookupRow blank, CellTiming timing) => blank with
    {
        Lookups = timing.LookupsPerSample,
        LookupsPerOperation = timing.Cell.LookupsPerOperation,
        Samples = timing.Samples.Count,
        NsMedian = Round(timing.Ns?.Median),
        NsCiLow = Round(timing.Ns?.Low),
        NsCiHigh = Round(timing.Ns?.High),
        NsP10 = Round(timing.Ns?.P10),
        NsP90 = Round(timing.Ns?.P90),
        NsMad = Round(timing.Ns?.Mad),
        Outliers = timing.Ns is { } ns ? string.Create(CultureInfo.InvariantCulture, $"{ns.MildOutliers}/{ns.SevereOutliers}") : "",
        OpenBytes = timing.OpenBytes,
        OpenNs = Round(timing.OpenNs),
        RatioToLegacy = Round(timing.ToLegacy?.Median),
        RatioToV47 = Round(timing.ToV47?.Median),
        RatioCiLow = Round(timing.ToV47?.Low),
        RatioCiHigh = Round(timing.ToV47?.High),
        Checksum = timing.Checksum,
        Warnings = string.Join("; ", timing.Warnings),
        Error = timing.Error,
    };

    /// <summary>Four significant decimals are far below the noise, and keep files small.</summary>
    private static double? Round(double? value) => value is double number && double.IsFinite(number) ? Math.Round(number, 4) : null;
}
