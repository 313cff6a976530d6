using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Which cells a sweep times, group by group, before any is timed.</summary>
internal sealed class LookupPlan(ResolvedSelection selection, List<CellRow> cells)
{
    /// <summary>Most entries of a table that whole-table models are timed on: encoding a million takes a second, and the rate is the same.</summary>
    private const int MaxWholeTableEntries = 200_000;

    /// <summary>What ratios are to on every track: asked from the lossless tables, in the same rounds.</summary>
    private static readonly TableEncoding[] s_baselines = [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47];

    private readonly TimedModel[] _models = [.. selection.Models.Select(name => TimedModel.Named(name)!)];

    /// <summary>Plans all groups of all files. What several parts name is planned once, and cells of several parts that share a group are timed together, beside its baselines.</summary>
    public static IEnumerable<TimedGroup> OfParts(SweepRequest request, IReadOnlyList<SizedFile> sized, IReadOnlyList<LookupPeer> peers, List<CellRow> cells)
    {
        var known = new HashSet<string>();
        IReadOnlyList<ResolvedSelection> parts = request.TimedParts.Count > 0 ? request.TimedParts : [request.Selection];
        foreach (SizedFile file in sized.Where(file => request.TimedFiles.Contains(file.File)))
        {
            IEnumerable<TimedGroup> groups = parts.Where(part => part.Selects(file.File.Name, file.File.Module)).SelectMany(part => new LookupPlan(part, cells) { Known = known, Peers = peers }.Of(file));
            foreach (var same in groups.GroupBy(group => (group.Track, group.Kind, group.Workload, group.Cache)))
            {
                yield return same.First() with { Cells = [.. same.SelectMany(group => group.Cells)] };
            }
        }
    }

    /// <summary>Keys of the cells that were planned, so that none is planned twice.</summary>
    private HashSet<string> Known { get; init; } = [];

    /// <summary>Programs outside that answer too.</summary>
    private IReadOnlyList<LookupPeer> Peers { get; init; } = [];

    /// <summary>Plans all groups of one file and appends their cells.</summary>
    public IEnumerable<TimedGroup> Of(SizedFile file) =>
        from track in selection.Tracks
        from kind in Kinds()
        from cache in selection.Caches
        from workload in Workloads(kind)
        let planned = Plan(file, track, kind, workload, cache)
        where planned.Count > 0
        select new TimedGroup(file, track, kind, workload, cache, planned);

    /// <summary>A backtrace asks both tables, so it is timed wherever the address map is.</summary>
    private IEnumerable<TableKind> Kinds() =>
        selection.Tables.Contains(TableKind.AddressMap) && !selection.Tables.Contains(TableKind.Both) && selection.Workloads.Any(workload => workload.Question == TableKind.Both)
            ? [.. selection.Tables, TableKind.Both]
            : selection.Tables;

    /// <summary>The workloads that ask a kind of table, and null for the models that need none.</summary>
    private IEnumerable<Workload?> Workloads(TableKind kind)
    {
        foreach (Workload workload in selection.Workloads)
        {
            bool asked = workload.Question == kind || (selection.Tables.Contains(kind) && kind.Questions.Contains(workload.Question));
            if (asked && _models.Any(model => model.AsksPcs))
            {
                yield return workload;
            }
        }

        if (selection.Tables.Contains(kind) && _models.Any(model => !model.AsksPcs))
        {
            yield return null;
        }
    }

    private List<PlannedCell> Plan(SizedFile file, Track track, TableKind kind, Workload? workload, string cache)
    {
        var planned = new List<PlannedCell>();
        string? whyFile = file.Content is not { } content ? "the file could not be read" : track.WhyNot(content) ?? workload?.WhyNot(content.Tables);
        CodeTables? kept = whyFile is null ? track.Apply(file.Content!) : null;
        foreach (TimedModel model in _models.Where(model => model.AsksPcs == (workload is not null)))
        {
            string? why = whyFile ?? model.WhyNot(workload, cache) ?? TooLarge(kept!, kind, model);
            foreach (TableEncoding encoding in selection.Encodings.Where(encoding => Answers(encoding, kind, workload)))
            {
                string? whyNot = why ?? WhyNot(kept!, kind, encoding);
                TableKind question = workload?.Question ?? kind;
                planned.AddRange(Readers(encoding, question, model).Select(reader => new PlannedCell(0, encoding, reader, model, whyNot)));
            }

            if (track != Track.Lossless && workload is { IsOfEngine: true })
            {
                planned.AddRange(s_baselines.Select(baseline => new PlannedCell(0, baseline, ReaderInfo.Scalar, model, why) { IsBaseline = true }));
            }

            if (workload is not null && cache == "hot")
            {
                planned.Add(new PlannedCell(0, null, ReaderInfo.Scalar, model, why));
            }
        }

        planned.AddRange(PeerCells.Plan(Peers, kept, track, kind, workload, cache, whyFile));
        var group = new TimedGroup(file, track, kind, workload, cache, []);
        return [.. planned.Where(cell => Known.Add(MeasuredBefore.KeyOf(group.Blank(cell)))).Select(cell => cell with { Number = Append(file, track, kind, workload, cache, cell) })];
    }

    private static string? TooLarge(CodeTables tables, TableKind kind, TimedModel model) =>
        model.AsksPcs || model == TimedModel.Open || tables.Entries(kind) <= MaxWholeTableEntries ? null
        : $"{model} is timed on tables of at most {MaxWholeTableEntries} entries";

    private static bool Answers(TableEncoding encoding, TableKind kind, Workload? workload) =>
        encoding.Supports(kind) || (workload is not null && kind.Rule == LookupRule.Joint && kind.Questions.All(encoding.Supports));

    private static string? WhyNot(CodeTables tables, TableKind kind, TableEncoding encoding) => encoding.Supports(kind)
        ? SizeMeasurer.WhyNot(tables, kind, encoding)
        : kind.Questions.Select(question => SizeMeasurer.WhyNot(tables, question, encoding)).FirstOrDefault(why => why is not null);

    /// <summary>
    /// All readers where encodings were chosen by name. Else the baseline reader of the shipped encodings, the fastest one of the block size that ships as well, and of a finalist
    /// the fastest: the first is what an engine has today, the others what it could have.
    /// </summary>
    private IEnumerable<ReaderInfo> Readers(TableEncoding encoding, TableKind question, TimedModel model)
    {
        TableKind asked = question.Rule == LookupRule.Joint ? TableKind.AddressMap : question;
        ReaderInfo[] readers = [.. encoding.Readers(asked).Where(reader => reader.IsSupported)];
        return model == TimedModel.Encode || model == TimedModel.DecodeAll ? [readers[0]]
            : selection.AllReaders ? readers
            : encoding.Equals(EncodingCatalog.Wasmtime47) && readers.Length > 1 ? [readers[0], Fastest(readers)]
            : encoding is LegacyFixed or BlockLeb128 ? [readers[0]]
            : [Fastest(readers)];
    }

    /// <summary>The last reader that does not need AVX-512, which most machines lack.</summary>
    private static ReaderInfo Fastest(ReaderInfo[] readers) => readers.Last(reader => !reader.Isa.Contains("avx512", StringComparison.Ordinal));

    private int Append(SizedFile file, Track track, TableKind kind, Workload? workload, string cache, PlannedCell cell)
    {
        cells.Add(new CellRow
        {
            File = file.File.Name,
            Table = kind.Name,
            Track = track.Name,
            Encoding = cell.EncodingId,
            Reader = cell.Reader.Name,
            Workload = workload?.Name ?? "",
            Cache = cache,
            Model = cell.Model.Name,
            Outcome = cell.WhyNot is null ? CellOutcome.Cut : CellOutcome.NotApplicable,
            Note = cell.WhyNot ?? "",
        });
        return cells.Count - 1;
    }
}
