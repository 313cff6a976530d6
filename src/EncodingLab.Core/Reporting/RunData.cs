using System.Collections.Concurrent;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Everything a report is made from: a run's rows, read once. Sections may ask at the same time.</summary>
internal sealed class RunData
{
    private readonly Dictionary<string, EncodingRow> _encodings;
    private readonly ILookup<string, SizeRow> _sizes;
    private readonly ILookup<string, SizeRow> _measuredSizes;
    private readonly ILookup<string, LookupRow> _hotFinds;
    private readonly ConcurrentDictionary<string, Lazy<TradeOff>> _tradeOffs = [];
    private readonly ConcurrentDictionary<string, Lazy<BlockSizeTable>> _blockSizes = [];
    private readonly Task<IReadOnlyList<CellRow>> _cells;
    private readonly Task<IReadOnlyList<CounterRow>> _counters;

    private RunData(RunFolder folder)
    {
        Folder = folder;
        Task<IReadOnlyList<LookupRow>> lookups = Begin<LookupRow>("lookups.csv");
        Task<IReadOnlyList<SizeRow>> sizes = Begin<SizeRow>("sizes.csv");
        (_counters, _cells) = (Begin<CounterRow>("counters.csv"), Begin<CellRow>("cells.csv"));
        Info = folder.Info;
        Tables = folder.Read<TableRow>("tables.csv");
        Sections = folder.Read<SectionRow>("sections.csv");
        Encodings = folder.Read<EncodingRow>("encodings.csv");
        Latencies = folder.Read<LatencyRow>("latency.csv");
        Engine = folder.Read<EngineRow>("engine.csv");
        Pruned = folder.Read<PruneRow>(PruneRow.FileName);
        SelfCheck = folder.Read<SelfCheckRow>(SelfCheckRow.FileName);
        Bench = folder.Read<BenchRow>(BenchRow.FileName);
        Sizes = sizes.GetAwaiter().GetResult();
        Lookups = lookups.GetAwaiter().GetResult();
        _encodings = Encodings.DistinctBy(row => row.Encoding).ToDictionary(row => row.Encoding);
        _sizes = Sizes.ToLookup(row => row.File);
        _measuredSizes = Sizes.Where(row => row.Error.Length == 0 && row.Bytes is not null).ToLookup(row => RowKey.Of(row.Table, row.Track));
        _hotFinds = Lookups.Where(row => row is { Cache: "hot", Model: "find", Kind: "encoding", Error: "", NsMedian: not null }).ToLookup(row => RowKey.Of(row.Table, row.Track));
        Files = new FileSelection([.. Sizes.Cast<ICellRow>().Concat(Lookups)]);
        Styles = new EncodingStyles(Encodings, Sizes);
        TableNames = [.. Sizes.Select(row => row.Table).Distinct().OrderBy(Order).ThenBy(table => table, StringComparer.Ordinal)];
    }

    public RunFolder Folder { get; }
    public RunInfo Info { get; }
    public IReadOnlyList<SizeRow> Sizes { get; }
    public IReadOnlyList<LookupRow> Lookups { get; }
    public IReadOnlyList<TableRow> Tables { get; }
    public IReadOnlyList<SectionRow> Sections { get; }
    public IReadOnlyList<EncodingRow> Encodings { get; }

    /// <summary>Read while the rest is made, since one section needs them.</summary>
    /// <exception cref="RunFolderException">The file is damaged.</exception>
    public IReadOnlyList<CellRow> Cells => _cells.GetAwaiter().GetResult();

    /// <inheritdoc cref="Cells"/>
    public IReadOnlyList<CounterRow> Counters => _counters.GetAwaiter().GetResult();

    public IReadOnlyList<LatencyRow> Latencies { get; }
    public IReadOnlyList<EngineRow> Engine { get; }
    public IReadOnlyList<PruneRow> Pruned { get; }
    public IReadOnlyList<SelfCheckRow> SelfCheck { get; }
    public IReadOnlyList<BenchRow> Bench { get; }

    /// <summary>Which files stand for their modules.</summary>
    public FileSelection Files { get; }

    /// <summary>The look of every encoding, the same in all charts.</summary>
    public EncodingStyles Styles { get; }

    /// <exception cref="RunFolderException">The folder is not a run, or a file of it is damaged.</exception>
    public static RunData Load(RunFolder folder) => new(folder);

    /// <summary>Tables that have sizes, in the order in which they are talked about.</summary>
    public IReadOnlyList<string> TableNames { get; }

    /// <summary>What the run says an encoding is; null where it says nothing.</summary>
    public EncodingRow? EncodingOf(string encoding) => _encodings.GetValueOrDefault(encoding);

    /// <summary>The choices of a table and target, weighed once.</summary>
    public TradeOff TradeOffOf(string table, string target, string track = "lossless", string? workload = null) =>
        _tradeOffs.GetOrAdd(RowKey.Of(table, target, track, workload), _ => new Lazy<TradeOff>(() => TradeOff.Of(this, table, target, track, workload))).Value;

    /// <summary>The means by block size of a table and target, taken once.</summary>
    public BlockSizeTable BlockSizesOf(string table, string target) =>
        _blockSizes.GetOrAdd(RowKey.Of(table, target), _ => new Lazy<BlockSizeTable>(() => BlockSizeTable.Of(this, table, target))).Value;

    /// <summary>All size rows of a file.</summary>
    public IEnumerable<SizeRow> SizesOf(string file) => _sizes[file];

    /// <summary>Sizes that were measured, of the lossless track, by what answers lookups.</summary>
    public IEnumerable<SizeRow> LosslessSizes(string table) => MeasuredSizes(table, "lossless").Where(row => row.Kind == "encoding");

    /// <summary>Sizes that were measured, bounds among them.</summary>
    public IEnumerable<SizeRow> MeasuredSizes(string table, string track) => _measuredSizes[RowKey.Of(table, track)];

    /// <summary>Times of one hot lookup with the reader open, which is what charts of time show.</summary>
    public IEnumerable<LookupRow> HotFinds(string table, string track = "lossless") => _hotFinds[RowKey.Of(table, track)];

    /// <summary>Large files are read at the same time.</summary>
    private Task<IReadOnlyList<TRow>> Begin<TRow>(string name) => Task.Run(() => Folder.Read<TRow>(name));

    /// <summary>The words for a table in sentences.</summary>
    public static string TableTitle(string table) => table switch { "addrmap" => "Address map", "traps" => "Traps", "both" => "Both tables", "stackmap" => "Stack maps", "exceptions" => "Exceptions", "frames" => "Frames", _ => table };

    /// <summary>The words for a table of a track, so that no chart of the pruned tables is taken for one of the whole ones.</summary>
    public static string TitleOf(string table, string track) => TableTitle(table) + (track == "lossless" ? "" : ", pruned");

    private static int Order(string table) => table switch { "addrmap" => 0, "traps" => 1, "both" => 2, _ => 3 };
}
