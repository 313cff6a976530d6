using System.Collections.Concurrent;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The exact half of a sweep: every file loaded, its tables described, encoded and verified; several files at once.</summary>
internal sealed class SizePhase(SweepRequest request, ISweepProgress progress, SweepJournal journal)
{
    private readonly ConcurrentDictionary<LabFile, SizedFile> _sized = new();

    /// <summary>Sizes all files and returns them in the order of the request.</summary>
    /// <param name="cancel">Stops between cells; files done so far are returned.</param>
    public IReadOnlyList<SizedFile> Run(CancellationToken cancel)
    {
        progress.Begin("sizes", request.Files.Count);
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = request.Jobs };
        LabFile[] largestFirst = [.. request.Files.OrderByDescending(file => file.DiskBytes)];
        Parallel.ForEach(Partitioner.Create(largestFirst, EnumerablePartitionerOptions.NoBuffering), options, file =>
        {
            if (cancel.IsCancellationRequested || Size(file, cancel) is not { } sized)
            {
                return;
            }

            lock (gate)
            {
                _sized[file] = sized;
                journal.Add(sized);
                progress.Step(file.Name);
            }
        });
        return [.. request.Files.Where(_sized.ContainsKey).Select(file => _sized[file])];
    }

    private SizedFile? Size(LabFile file, CancellationToken cancel)
    {
        try
        {
            LabFileContent content = file.Load(request.NeedsCallSites);
            bool timed = !request.Selection.Models.IsEmpty;
            if (journal.SizesOf(file.Name, content.Sha256) is { } before)
            {
                return new(file, timed ? content : null, content.Sha256, content.Bytes, before, Describe(file, content), Sections(file, content), [])
                {
                    Resumed = true,
                    Counters = [.. journal.Before.Counters.Where(row => row.File == file.Name)],
                    Prune = Prune(file, content),
                };
            }

            var kept = new Dictionary<(Track, TableKind, TableEncoding), EncodedTable>();
            var counters = new List<CounterRow>();
            var counting = new CounterMeasurer(file, content, request.Seed);
            IReadOnlyList<SizeRow> rows = new SizeMeasurer(request.Selection, request.Seed).Measure(
                file,
                content,
                (track, kind, encoding, encoded) =>
                {
                    Keep(kept, timed, track, kind, encoding, encoded);
                    counters.AddRange(request.Selection.AllReaders ? counting.Measure(track, kind, encoding, encoded) : []);
                },
                cancel);
            return new(file, timed ? content : null, content.Sha256, content.Bytes, rows, Describe(file, content), Sections(file, content), kept) { Counters = counters, Prune = Prune(file, content) };
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            return new(file, null, "", 0, [.. Failed(file, e.Message.ReplaceLineEndings(" "))], [], [], []);
        }
    }

    /// <summary>Keeps what is slow to encode again; the shipped encodings are quick, and the largest.</summary>
    private static void Keep(
        Dictionary<(Track, TableKind, TableEncoding), EncodedTable> kept, bool timed, Track track, TableKind kind, TableEncoding encoding, EncodedTable encoded)
    {
        if (timed && encoding is not (LegacyFixed or BlockLeb128))
        {
            kept[(track, kind, encoding)] = encoded;
        }
    }

    private IEnumerable<SizeRow> Failed(LabFile file, string error) =>
        from track in request.Selection.Tracks
        from kind in request.Selection.Tables
        from encoding in request.Selection.Encodings
        select SizeMeasurer.Blank(file, kind, track, encoding) with { Error = error };

    private PruneRow? Prune(LabFile file, LabFileContent content) =>
        request.Selection.Tracks.Contains(Track.QueryEquivalent) && request.Selection.Tables.Any(kind => kind.Questions.Contains(TableKind.AddressMap)) ? PruneMeasurer.Measure(file, content) : null;

    private IReadOnlyList<TableRow> Describe(LabFile file, LabFileContent content) =>
    [
        .. from track in request.Selection.Tracks
           where track.WhyNot(content) is null
           let tables = track.Apply(content)
           from table in tables.Tables.Concat(tables.SideTables.Where(side => request.Selection.Tables.Contains(side.Kind)))
           select Describe(file, track, tables, TableStatistics.Of(table), table.Kind),
    ];

    private static TableRow Describe(LabFile file, Track track, CodeTables tables, TableStatistics statistics, TableKind kind) => new()
    {
        File = file.Name,
        Module = file.Module,
        Target = file.Target,
        Wasmtime = file.Wasmtime,
        Variant = file.Variant,
        SourceLanguage = file.SourceLanguage,
        Table = kind.Name,
        Track = track.Name,
        Entries = statistics.Entries,
        Ties = statistics.Ties,
        None = statistics.None,
        PcUnit = statistics.PcUnit,
        TextBytes = tables.TextBytes,
        PcDeltaBits = string.Join(' ', statistics.PcDeltaBits),
        ValueDeltaBits = string.Join(' ', statistics.ValueDeltaBits),
        Values = string.Join(' ', statistics.Values.Select(pair => $"{pair.Key}:{pair.Value}")),
    };

    private static IReadOnlyList<SectionRow> Sections(LabFile file, LabFileContent content) =>
    [
        .. content.Sections.GroupBy(section => section.Name).Select(group => new SectionRow
        {
            File = file.Name,
            Module = file.Module,
            Target = file.Target,
            Wasmtime = file.Wasmtime,
            Variant = file.Variant,
            Section = group.Key,
            Bytes = group.Sum(section => section.Bytes),
            FileBytes = content.Bytes,
        }),
    ];
}

/// <summary>A file after the exact half of a sweep.</summary>
/// <param name="File">Which.</param>
/// <param name="Content">Its tables, where they will be timed.</param>
/// <param name="Sha256">Hash of the whole file; empty where it could not be read.</param>
/// <param name="Bytes">Bytes of the whole file.</param>
/// <param name="Rows">A row per cell.</param>
/// <param name="Tables">A row per table and track.</param>
/// <param name="Sections">A row per section.</param>
/// <param name="Kept">Verified bytes of what is slow to encode.</param>
internal sealed record SizedFile(
    LabFile File, LabFileContent? Content, string Sha256, long Bytes, IReadOnlyList<SizeRow> Rows, IReadOnlyList<TableRow> Tables, IReadOnlyList<SectionRow> Sections,
    Dictionary<(Track, TableKind, TableEncoding), EncodedTable> Kept)
{
    /// <summary>Whether its rows come from an earlier attempt at the same run.</summary>
    public bool Resumed { get; init; }

    /// <summary>What lookups touch, where every encoding was asked for.</summary>
    public IReadOnlyList<CounterRow> Counters { get; init; } = [];

    /// <summary>What keeping only what can be asked comes to; null where that was not asked for or is not known.</summary>
    public PruneRow? Prune { get; init; }
}
