using System.Globalization;
using EncodingLab.Files;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>The main job: every file x table x track x encoding sized and verified, then timed, and written as a run.</summary>
public sealed class Sweep(SweepRequest request, ISweepProgress progress)
{
    private readonly List<CellRow> _cells = [];
    private readonly List<RunWorkload> _workloads = [];
    private readonly List<string> _notes = [];
    private readonly IReadOnlyList<NamedFact> _machine = MachineFacts.Read();
    private readonly SweepBudget _budget = new(request.BudgetSeconds);

    /// <summary>Runs it. The folder has its own name when the run is whole; after a stop it keeps its partial name.</summary>
    /// <param name="report">Called with the folder when all rows are written, before it gets its name.</param>
    /// <param name="cancel">Stops between cells; what was measured is kept.</param>
    /// <exception cref="RunFolderException">The folder cannot be written, or the run to go on with was another.</exception>
    public SweepOutcome Run(Action<RunFolder> report, CancellationToken cancel)
    {
        RunFolder folder = request.Resume ? RunFolder.Resume(request.Folder) : RunFolder.Create(request.Folder, request.Force);
        try
        {
            if (request.Resume)
            {
                RequireSameRun(folder);
            }

            return Run(folder, report, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{folder.Path}: cannot be written: {e.Message}; what was written before is kept there, and --resume goes on with it");
        }
    }

    /// <summary>The cells that a sweep would measure, without measuring them.</summary>
    public static IEnumerable<string> List(SweepRequest request) =>
        from file in request.Files
        from track in request.Selection.Tracks
        from kind in request.Selection.Tables
        from encoding in request.Selection.Encodings
        where encoding.Supports(kind)
        let workloads = request.Selection.Workloads.Where(workload => kind.Questions.Contains(workload.Question)).Select(workload => workload.Name)
        select string.Join(',', file.Name, kind, track.Name, encoding.Id, string.Join('+', workloads), string.Join('+', request.Selection.Models));

    private void RequireSameRun(RunFolder folder)
    {
        RunInfo before = folder.Info;
        if (before.Key != request.Key)
        {
            throw new RunFolderException(
                $"{folder.Path}: that run was begun with other options or another build of the lab, so its rows cannot be continued; it was: {string.Join(' ', before.Arguments)}; give the same, or begin a new run");
        }
    }

    private SweepOutcome Run(RunFolder folder, Action<RunFolder> report, CancellationToken cancel)
    {
        folder.WriteInfo(Info(folder, [], "partial: under way"));
        IReadOnlyList<SizedFile> sized;
        SizeRow[] sizes;
        LookupRow[] lookups;
        using (var journal = new SweepJournal(folder))
        {
            sized = Size(journal, cancel);
            if (!request.Selection.Models.IsEmpty)
            {
                var phase = new LookupPhase(request, progress, journal, _budget);
                phase.Run(sized, _cells, _workloads, cancel);
                _notes.AddRange(phase.Notes);
                Latency(folder, sized, cancel);
            }

            sizes = [.. RowOrder.Sort(journal.Sizes)];
            lookups = [.. RowOrder.Sort(journal.Lookups)];
        }

        Write(folder, sized, sizes, lookups, whole: !cancel.IsCancellationRequested);
        return Finish(folder, sized, report, cancel.IsCancellationRequested);
    }

    /// <summary>Rows in the order of their keys. A partial run keeps its journal as it is: it is what --resume reads.</summary>
    private void Write(RunFolder folder, IReadOnlyList<SizedFile> sized, IReadOnlyList<SizeRow> sizes, IReadOnlyList<LookupRow> lookups, bool whole)
    {
        CsvTable.Write(folder.File("encodings.csv"), request.Selection.Encodings.Select(EncodingDescriber.Describe));
        CsvTable.Write(folder.File("cells.csv"), _cells);
        CsvTable.Write(folder.File("tables.csv"), InOrder(sized).SelectMany(file => file.Tables));
        CsvTable.Write(folder.File("sections.csv"), InOrder(sized).SelectMany(file => file.Sections));
        PruneRow[] pruned = [.. sized.Select(file => file.Prune).OfType<PruneRow>().OrderBy(row => row.File, StringComparer.Ordinal)];
        if (pruned.Length > 0)
        {
            CsvTable.Write(folder.File(PruneRow.FileName), pruned);
        }

        if (request.EngineTruth is { } truth && EnginePrediction.Predict(EnginePrediction.ReadTruth(truth), lookups) is var engine && engine.Any(row => row.PredictedNs is not null))
        {
            CsvTable.Write(folder.File("engine.csv"), engine);
        }

        if (whole)
        {
            CsvTable.Write(folder.File("sizes.csv"), sizes);
            CsvTable.Write(folder.File("lookups.csv"), lookups);
            WriteCounters(folder, [.. sized.SelectMany(file => file.Counters)]);
            File.Delete(folder.File(RunFileRow.FileName));
            File.Delete(folder.File(CommitRow.FileName));
        }
    }

    /// <summary>Files by name, as a merged run has them.</summary>
    private static IEnumerable<SizedFile> InOrder(IReadOnlyList<SizedFile> sized) => sized.OrderBy(file => file.File.Name, StringComparer.Ordinal);

    private static void WriteCounters(RunFolder folder, CounterRow[] counters)
    {
        if (counters.Length > 0)
        {
            CsvTable.Write(folder.File("counters.csv"), RowOrder.Sort(counters));
        }
        else
        {
            File.Delete(folder.File("counters.csv"));
        }
    }

    private SweepOutcome Finish(RunFolder folder, IReadOnlyList<SizedFile> sized, Action<RunFolder> report, bool stopped)
    {
        RunInfo info = stopped
            ? Info(folder, sized, "partial: stopped before the end")
            : Info(folder, sized, "whole") with { Csv = RunHashes.OfAll(folder.Path) };
        folder.WriteInfo(info);
        report(folder);
        if (!stopped)
        {
            folder.Complete();
        }

        return new(folder, info) { Failures = SweepFailures.Lines(_cells) };
    }

    /// <summary>Sizes all files; what the budget or a stop left out is said, cell by cell.</summary>
    private IReadOnlyList<SizedFile> Size(SweepJournal journal, CancellationToken cancel)
    {
        using CancellationTokenSource limit = _budget.Limit(cancel);
        IReadOnlyList<SizedFile> sized = new SizePhase(request, progress, journal).Run(limit.Token);
        _cells.AddRange(RowOrder.Sort(journal.Sizes).Select(SizeCell));
        LabFile[] cut = [.. request.Files.Except(sized.Select(file => file.File))];
        if (cut.Length > 0)
        {
            _cells.AddRange(
                from file in cut
                from track in request.Selection.Tracks
                from kind in request.Selection.Tables
                from encoding in request.Selection.Encodings
                select SizeCell(SizeMeasurer.Blank(file, kind, track, encoding)) with { Outcome = CellOutcome.Cut });
            _notes.Add($"{cut.Length} of {request.Files.Count} files were cut before they were sized: {(cancel.IsCancellationRequested ? "the run was stopped" : "the budget was used up")}");
        }

        return sized;
    }

    private void Latency(RunFolder folder, IReadOnlyList<SizedFile> sized, CancellationToken cancel)
    {
        if (request.Latency is { } latency && !cancel.IsCancellationRequested)
        {
            using CancellationTokenSource limit = _budget.Limit(cancel);
            (IReadOnlyList<LatencyRow> rows, int cut) = new LatencyPhase(request, latency, progress).Run(sized, limit.Token);
            CsvTable.Write(folder.File("latency.csv"), rows);
            _notes.AddRange(cut > 0 ? [$"latency of single pcs: {cut} files were cut: the budget was used up"] : Array.Empty<string>());
        }
    }

    private RunInfo Info(RunFolder folder, IReadOnlyList<SizedFile> sized, string state) => new()
    {
        Id = folder.Id,
        LabVersion = typeof(Sweep).Assembly.GetName().Version?.ToString(3) ?? "",
        GitCommit = _machine.FirstOrDefault(fact => fact.Name == "git commit")?.Value ?? "",
        Arguments = request.Arguments,
        Seed = request.Seed,
        Shard = request.Shard,
        Key = request.Key,
        Experiment = request.Experiment?.Name ?? "",
        Question = request.Experiment?.Question ?? "",
        Hypothesis = request.Experiment?.Hypothesis ?? "",
        Analysis = request.Experiment?.Analysis ?? "",
        StartedUtc = DateTime.UtcNow.AddSeconds(-_budget.ElapsedSeconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ElapsedSeconds = Math.Round(_budget.ElapsedSeconds, 1),
        State = state,
        Machine = GroupSampling.ColdCheck() is { } cold ? [.. _machine, cold] : _machine,
        Corpus = [.. sized.Select(file => new RunFile(file.File.Name, file.File.Module, file.File.Target, file.File.Wasmtime, file.File.Variant, file.File.SourceLanguage, file.Sha256, file.Bytes))],
        Workloads = _workloads,
        Counts = Counts(),
        Notes = _notes,
    };

    private RunCounts Counts() => new(
        _cells.Count,
        _cells.Count(cell => cell.Outcome == CellOutcome.Measured),
        _cells.Count(cell => cell.Outcome == CellOutcome.Failed),
        _cells.Count(cell => cell.Outcome == CellOutcome.NotApplicable),
        _cells.Count(cell => cell.Outcome == CellOutcome.Cut));

    private static CellRow SizeCell(SizeRow row) => new()
    {
        File = row.File,
        Table = row.Table,
        Track = row.Track,
        Encoding = row.Encoding,
        Model = "size",
        Outcome = CellOutcome.Of(row),
        Note = row.Error,
    };
}

/// <summary>What a sweep came to.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Info">What its run.json says.</param>
public sealed record SweepOutcome(RunFolder Folder, RunInfo Info)
{
    /// <summary>What failed and why, a line a reason.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
