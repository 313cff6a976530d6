using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The noisy half of a sweep: group after group on one thread, with nothing of ours beside it.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="progress">Told between groups.</param>
/// <param name="remainingSeconds">What is left of the budget; null without one.</param>
internal sealed class LookupPhase(SweepRequest request, ISweepProgress progress, Func<double?> remainingSeconds)
{
    /// <summary>What the reader of the run must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Times everything that was sized.</summary>
    /// <param name="sized">The files.</param>
    /// <param name="cells">Receives a row per planned cell; outcomes are filled in.</param>
    /// <param name="rows">Receives a row per cell.</param>
    /// <param name="workloads">Receives each workload as it was drawn.</param>
    /// <param name="sink">Receives the samples of each group.</param>
    /// <param name="cancel">Ends it after the sample under way.</param>
    public void Run(
        IReadOnlyList<SizedFile> sized, List<CellRow> cells, List<LookupRow> rows, List<RunWorkload> workloads, Action<IEnumerable<SampleRow>> sink, CancellationToken cancel)
    {
        var plan = new LookupPlan(request.Selection, cells);
        TimedGroup[] groups = [.. sized.SelectMany(plan.Of)];
        progress.Begin("lookups", groups.Length);
        int cut = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            rows.AddRange(groups[i].Cells.Where(cell => cell.WhyNot is not null).Select(cell => NotApplicable(groups[i], cell)));
            double? seconds = remainingSeconds() / (groups.Length - i);
            if (cancel.IsCancellationRequested || seconds <= 0)
            {
                cut++;
                continue;
            }

            Time(groups[i], seconds, cells, rows, workloads, sink, cancel);
            progress.Step($"{groups[i].File.File.Name} {groups[i].Workload?.Name ?? "whole table"}");
        }

        if (cut > 0)
        {
            Notes.Add($"{cut} of {groups.Length} groups of timed cells were cut: {(cancel.IsCancellationRequested ? "the run was stopped" : "the budget was used up")}");
        }
    }

    private static LookupRow NotApplicable(TimedGroup group, PlannedCell cell) =>
        group.Blank(cell) with { Error = (group.File.Content is null ? "" : RunFolder.NotApplicable) + cell.WhyNot };

    private void Time(
        TimedGroup group, double? seconds, List<CellRow> cells, List<LookupRow> rows, List<RunWorkload> workloads, Action<IEnumerable<SampleRow>> sink, CancellationToken cancel)
    {
        PlannedCell[] planned = [.. group.Cells.Where(cell => cell.WhyNot is null)];
        if (planned.Length == 0)
        {
            return;
        }

        CodeTables tables = group.Track.Apply(group.File.Content!.Tables);
        DrawnWorkload? drawn = group.Workload?.Draw(tables, request.Seed);
        if (drawn is not null)
        {
            workloads.Add(new(group.File.File.Name, drawn.Workload.Name, group.Kind.Name, drawn.Workload.Description, drawn.Pcs.Length, drawn.DistinctPcs, Math.Round(drawn.HitRate, 4), Math.Round(drawn.NoneShare, 4)));
        }

        var bytes = new GroupBytes(group, tables);
        TimedCell[] timed = [.. planned.Select(cell => bytes.CellOf(cell, drawn))];
        var samples = new List<SampleRow>();
        var options = new SamplerOptions { Seed = request.Seed, TimeLimit = seconds is double limit ? TimeSpan.FromSeconds(limit) : TimeSpan.MaxValue };
        try
        {
            foreach ((PlannedCell cell, CellTiming timing) in planned.Zip(LookupSampler.Run(timed, options, samples.Add, cancel)))
            {
                LookupRow row = Row(group.Blank(cell), timing);
                rows.Add(row);
                cells[cell.Number] = cells[cell.Number] with { Outcome = CellOutcome.Of(row), Note = row.Error };
            }
        }
        catch (OperationCanceledException)
        {
            // Its cells stay cut; the samples that were taken are kept.
        }

        sink(samples);
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

/// <summary>The encoded bytes that a group's cells are asked from; each encoded once.</summary>
internal sealed class GroupBytes(TimedGroup group, CodeTables tables)
{
    private readonly Dictionary<(TableKind, TableEncoding), byte[]> _encoded = [];

    /// <summary>A planned cell with its bytes.</summary>
    public TimedCell CellOf(PlannedCell cell, DrawnWorkload? drawn)
    {
        TableKind question = drawn?.Workload.Question ?? group.Kind;
        if (cell.Encoding is not { } encoding)
        {
            return TimedCell.Null(cell.Number, question, cell.Model, drawn!);
        }

        bool pair = !encoding.Supports(group.Kind);
        bool both = question.Rule == LookupRule.Joint;
        TableKind table = !pair ? group.Kind : both ? TableKind.AddressMap : question;
        return new(cell.Number, encoding.Id, encoding, Bytes(table, encoding), question, cell.Reader, cell.Model.Name, group.Cache, drawn)
        {
            TrapBytes = pair && both ? Bytes(TableKind.Traps, encoding) : null,
            Tables = tables,
            Table = table,
            Track = group.Track.Name,
        };
    }

    private byte[] Bytes(TableKind kind, TableEncoding encoding)
    {
        if (!_encoded.TryGetValue((kind, encoding), out byte[]? bytes))
        {
            bytes = group.File.Kept.GetValueOrDefault((group.Track, kind, encoding))?.Bytes ?? encoding.Encode(tables, kind).Bytes;
            _encoded[(kind, encoding)] = bytes;
        }

        return bytes;
    }
}
