using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>The short answer to a sweep: per table, what each block size costs and saves, where 128 lies, and which other encodings matter.</summary>
/// <remarks>The first tables are the headline (one file a module, newest version, default settings, x86-64 where the run has it), then one a further target.</remarks>
/// <param name="Tables">Headline tables first.</param>
/// <param name="Sentences">The same in words, computed from the rows.</param>
/// <param name="Counts">Cells planned and what became of them.</param>
/// <param name="Notes">What the reader must know: what was cut, skipped, or warned of.</param>
public sealed record RunSummary(IReadOnlyList<BlockSizeTable> Tables, IReadOnlyList<string> Sentences, RunCounts Counts, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a run and sums it up.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, or a file of it is damaged.</exception>
    public static RunSummary Of(RunFolder run) => Of(RunData.Load(run));

    internal static RunSummary Of(RunData data)
    {
        BlockSizeTable[] tables = [.. from target in data.Files.Targets from table in data.TableNames let summary = data.BlockSizesOf(table, target) where summary.Lines.Count > 0 select summary.IsHeadline ? SummaryLines.WithOthers(data, summary) : summary];
        return new RunSummary(tables, [.. tables.Where(table => table.IsHeadline).Select(BlockSizeSentence.Of)], data.Info.Counts, data.Info.Notes);
    }
}

/// <summary>A table of a target: one line a shipped encoding.</summary>
/// <param name="Table">addrmap, traps or both.</param>
/// <param name="Target">The target of the files.</param>
/// <param name="IsHeadline">Whether it is the run's headline target.</param>
/// <param name="Modules">Number of modules in the means, one file each.</param>
/// <param name="Workloads">The workloads of the lines' times, in their order.</param>
/// <param name="Lines">Legacy first, then by block size.</param>
public sealed record BlockSizeTable(string Table, string Target, bool IsHeadline, int Modules, IReadOnlyList<string> Workloads, IReadOnlyList<BlockSizeLine> Lines)
{
    /// <summary>In a summary, the other encodings and readers that matter.</summary>
    public IReadOnlyList<BlockSizeLine> Others { get; init; } = [];

    internal static BlockSizeTable Of(RunData data, string table, string target)
    {
        SizeRow[] sizes = [.. data.Files.Keep(data.LosslessSizes(table), target).Where(row => RunNames.BaseName(row.Encoding) is RunNames.Block or RunNames.Legacy)];
        LookupRow[] times = [.. data.Files.Keep(data.HotFinds(table), target).Where(row => row.Reader is ("" or "scalar") && RunNames.BaseName(row.Encoding) is (RunNames.Block or RunNames.Legacy))];
        string[] workloads = [.. times.Select(row => row.Workload).Distinct()];
        string? main = RunNames.MainWorkload(table, workloads);
        workloads = [.. workloads.OrderBy(workload => workload == main ? 0 : 1).ThenBy(workload => workload, StringComparer.Ordinal)];
        Dictionary<string, SizeRow> shipped = sizes.Where(row => row.Encoding == RunNames.Shipped).ToDictionary(row => row.File);
        BlockSizeLine[] lines = [.. sizes.GroupBy(row => row.Encoding).OrderBy(group => group.First().BlockEntries ?? 0)
            .Select(group => BlockSizeLine.Of([.. group], shipped, [.. workloads.Select(workload => TimeFigure.Of(times, group.Key, workload))]))];
        return new BlockSizeTable(table, target, target == data.Files.HeadlineTarget, sizes.Select(row => row.Module).Distinct().Count(), workloads, lines);
    }
}

/// <summary>What an encoding costs, as geometric means over modules. Ratios are this / baseline: smaller is better.</summary>
/// <param name="Encoding">The encoding's id.</param>
/// <param name="BlockEntries">Entries a block; null for legacy.</param>
/// <param name="BytesPerEntry">Bytes an entry.</param>
/// <param name="BytesToLegacy">Bytes against legacy.</param>
/// <param name="BytesTo128">Bytes against the shipped block size.</param>
/// <param name="TotalBytesTo128">All modules' bytes together against the shipped block size: large modules count more.</param>
/// <param name="FileBytesTo128">The whole file against the same file with the shipped block size.</param>
/// <param name="Times">One a workload of the table; null where it was not measured.</param>
public sealed record BlockSizeLine(
    string Encoding, int? BlockEntries, double? BytesPerEntry, double? BytesToLegacy, double? BytesTo128, double? TotalBytesTo128, double? FileBytesTo128, IReadOnlyList<TimeFigure?> Times)
{
    /// <summary>The reader, where it is not the portable one of a block size; else empty.</summary>
    public string Reader { get; init; } = "";

    /// <summary>In a summary, what the line is: Wasmtime 46 or 47, on the frontier, its knee.</summary>
    public string Role { get; init; } = "";

    /// <summary>Whether this is what Wasmtime 47 writes.</summary>
    public bool IsShipped => Encoding == RunNames.Shipped;

    internal static BlockSizeLine Of(IReadOnlyList<SizeRow> rows, Dictionary<string, SizeRow> shipped, IReadOnlyList<TimeFigure?> times)
    {
        SizeRow[] paired = [.. rows.Where(row => shipped.ContainsKey(row.File))];
        long baseline = paired.Sum(row => shipped[row.File].Bytes!.Value);
        return new BlockSizeLine(
            rows[0].Encoding,
            rows[0].BlockEntries,
            Means.Geometric(rows, row => row.BytesPerEntry),
            Means.Geometric(rows, row => row.RatioToLegacy),
            Means.Geometric(rows, row => row.RatioToV47),
            baseline > 0 ? (double)paired.Sum(row => row.Bytes!.Value) / baseline : null,
            Means.Geometric(paired, row => row.FileBytesWith / (double?)shipped[row.File].FileBytesWith),
            times);
    }
}

/// <summary>The time of one lookup, geometric means over modules.</summary>
/// <param name="Workload">Which questions were asked.</param>
/// <param name="Ns">Nanoseconds.</param>
/// <param name="RatioTo128">Against the shipped block size, same file and questions.</param>
/// <param name="RatioToLegacy">Against legacy, same file and questions.</param>
/// <param name="Modules">Number of modules measured.</param>
public sealed record TimeFigure(string Workload, double Ns, double? RatioTo128, double? RatioToLegacy, int Modules)
{
    internal static TimeFigure? Of(IEnumerable<LookupRow> rows, string encoding, string workload)
    {
        LookupRow[] own = [.. rows.Where(row => row.Encoding == encoding && row.Workload == workload)];
        return Means.Geometric(own, row => row.NsMedian) is double ns
            ? new TimeFigure(workload, ns, Means.Geometric(own, row => row.RatioToV47), Means.Geometric(own, row => row.RatioToLegacy), own.Length)
            : null;
    }
}
