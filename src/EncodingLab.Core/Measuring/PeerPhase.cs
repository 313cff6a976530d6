using System.Globalization;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Processes;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Rows of programs outside that answer the sweep's workloads from the shipped encodings.</summary>
internal sealed class PeerPhase(SweepRequest request, ISweepProgress progress, SweepJournal journal, SweepBudget budget)
{
    /// <summary>How long one run of a peer may take.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>What the reader of the run must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Asks every peer about every file and workload that asks one table; rows of an earlier attempt are kept.</summary>
    public void Run(IReadOnlyList<SizedFile> sized, List<CellRow> cells, CancellationToken cancel)
    {
        (SizedFile File, Workload Workload, string Peer)[] jobs =
        [
            .. from file in sized
               where file.Content is not null && request.TimedFiles.Contains(file.File)
               from workload in request.Selection.Workloads
               where request.Selection.Tables.Contains(workload.Question) && !SideTables.Kinds.Contains(workload.Question) && workload.WhyNot(file.Content!.Tables) is null
               from peer in request.Peers
               select (file, workload, peer),
        ];
        if (jobs.Length > 0)
        {
            progress.Begin("peers", jobs.Length);
        }

        var peers = request.Peers.Distinct().ToDictionary(path => path, path => new LookupPeer(path, s_limit));
        int done = 0;
        foreach ((SizedFile file, Workload workload, string path) in jobs.TakeWhile(_ => !cancel.IsCancellationRequested && !budget.IsUp))
        {
            IReadOnlyList<LookupRow> rows = Before(file, workload, peers[path]) ?? Measure(file, workload, peers[path], cancel);
            cells.AddRange(rows.Select(Cell));
            progress.Step($"{file.File.Name} {workload.Name} {peers[path].Name}");
            done++;
        }

        if (done < jobs.Length)
        {
            Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{jobs.Length - done} of {jobs.Length} questions to peers were cut: {(cancel.IsCancellationRequested ? "the run was stopped" : "the budget was used up")}"));
        }
    }

    private IReadOnlyList<LookupRow>? Before(SizedFile file, Workload workload, LookupPeer peer)
    {
        LookupRow[] rows = [.. journal.Before.Lookups.Where(row => row.Kind == "peer" && row.File == file.File.Name && row.Workload == workload.Name && row.Reader == peer.Name)];
        journal.Keep(rows);
        return rows.Length > 0 ? rows : null;
    }

    private IReadOnlyList<LookupRow> Measure(SizedFile file, Workload workload, LookupPeer peer, CancellationToken cancel)
    {
        CodeTables tables = file.Content!.Tables;
        DrawnWorkload drawn = workload.Draw(tables, request.Seed);
        try
        {
            LookupRow[] rows = [.. PeerSampler.Run(peer, tables, drawn, request.Seed, cancel).Select(timing => Row(file, drawn, peer, timing))];
            journal.Add(rows, []);
            return rows;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private static LookupRow Row(SizedFile file, DrawnWorkload drawn, LookupPeer peer, PeerTiming timing) => new()
    {
        File = file.File.Name,
        Module = file.File.Module,
        Target = file.File.Target,
        Wasmtime = file.File.Wasmtime,
        Variant = file.File.Variant,
        Table = drawn.Workload.Question.Name,
        Encoding = timing.Encoding.Id,
        Kind = "peer",
        Reader = peer.Name,
        BlockEntries = timing.Encoding.BlockEntries,
        Workload = drawn.Workload.Name,
        Model = TimedModel.OpenAndFind.Name,
        Lookups = drawn.Pcs.Length,
        LookupsPerOperation = 1,
        Samples = timing.Ns?.Count,
        NsMedian = Round(timing.Ns?.Median),
        NsCiLow = Round(timing.Ns?.Low),
        NsCiHigh = Round(timing.Ns?.High),
        NsP10 = Round(timing.Ns?.P10),
        NsP90 = Round(timing.Ns?.P90),
        NsMad = Round(timing.Ns?.Mad),
        RatioToLegacy = Round(timing.ToLegacy?.Median),
        RatioToV47 = Round(timing.ToV47?.Median),
        RatioCiLow = Round(timing.ToV47?.Low),
        RatioCiHigh = Round(timing.ToV47?.High),
        Error = timing.Error,
    };

    private static CellRow Cell(LookupRow row) => new()
    {
        File = row.File,
        Table = row.Table,
        Encoding = row.Encoding,
        Reader = row.Reader,
        Workload = row.Workload,
        Cache = row.Cache,
        Model = row.Model,
        Outcome = CellOutcome.Of(row),
        Note = row.Error,
    };

    private static double? Round(double? value) => value is double number ? Math.Round(number, 4) : null;
}
