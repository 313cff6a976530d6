using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Everything a report is made from: a run's rows, read once.</summary>
internal sealed class RunData
{
    private readonly Dictionary<string, EncodingRow> _encodings;
    private readonly ILookup<string, SizeRow> _sizes;
    private readonly ILookup<(string Table, string Track), SizeRow> _measuredSizes;
    private readonly ILookup<(string Table, string Track), LookupRow> _hotFinds;
    private readonly Dictionary<(string, string, string, string?), TradeOff> _tradeOffs = [];
    private readonly Dictionary<(string, string), BlockSizeTable> _blockSizes = [];

    private RunData(RunFolder folder)
    {
        Folder = folder;
        Info = folder.ReadInfo();
        (Task<IReadOnlyList<SizeRow>> sizes, Task<IReadOnlyList<LookupRow>> lookups, Task<IReadOnlyList<CellRow>> cells) = (Begin<SizeRow>("sizes.csv"), Begin<LookupRow>("lookups.csv"), Begin<CellRow>("cells.csv"));
        Tables = folder.Read<TableRow>("tables.csv");
        Sections = folder.Read<SectionRow>("sections.csv");
        Encodings = folder.Read<EncodingRow>("encodings.csv");
        Counters = folder.Read<CounterRow>("counters.csv");
        Latencies = folder.Read<LatencyRow>("latency.csv");
        Engine = folder.Read<EngineRow>("engine.csv");
        Pruned = folder.Read<PruneRow>(PruneRow.FileName);
        SelfCheck = folder.Read<SelfCheckRow>(SelfCheckRow.FileName);
        Bench = folder.Read<BenchRow>(BenchRow.FileName);
        Sizes = sizes.GetAwaiter().GetResult();
        Lookups = lookups.GetAwaiter().GetResult();
        Cells = cells.GetAwaiter().GetResult();
        _encodings = Encodings.DistinctBy(row => row.Encoding).ToDictionary(row => row.Encoding);
        _sizes = Sizes.ToLookup(row => row.File);
        _measuredSizes = Sizes.Where(row => row.Error.Length == 0 && row.Bytes is not null).ToLookup(row => (row.Table, row.Track));
        _hotFinds = Lookups.Where(row => row is { Cache: "hot", Model: "find", Kind: "encoding", Error: "", NsMedian: not null }).ToLookup(row => (row.Table, row.Track));
        Files = new FileSelection([.. Sizes.Cast<ICellRow>().Concat(Lookups)]);
        Styles = new EncodingStyles(Encodings, Sizes);
    }

    public RunFolder Folder { get; }
    public RunInfo Info { get; }
    public IReadOnlyList<SizeRow> Sizes { get; }
    public IReadOnlyList<LookupRow> Lookups { get; }
    public IReadOnlyList<TableRow> Tables { get; }
    public IReadOnlyList<SectionRow> Sections { get; }
    public IReadOnlyList<EncodingRow> Encodings { get; }
    public IReadOnlyList<CellRow> Cells { get; }
    public IReadOnlyList<CounterRow> Counters { get; }
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
    public IEnumerable<string> TableNames => Sizes.Select(row => row.Table).Distinct().OrderBy(Order).ThenBy(table => table, StringComparer.Ordinal);

    /// <summary>What the run says an encoding is; null where it says nothing.</summary>
    public EncodingRow? EncodingOf(string encoding) => _encodings.GetValueOrDefault(encoding);

    /// <summary>The choices of a table and target, weighed once.</summary>
    public TradeOff TradeOffOf(string table, string target, string track = "lossless", string? workload = null)
    {
        (string, string, string, string?) key = (table, target, track, workload);
        if (!_tradeOffs.TryGetValue(key, out TradeOff? tradeOff))
        {
            _tradeOffs[key] = tradeOff = TradeOff.Of(this, table, target, track, workload);
        }

        return tradeOff;
    }

    /// <summary>The means by block size of a table and target, taken once.</summary>
    public BlockSizeTable BlockSizesOf(string table, string target)
    {
        if (!_blockSizes.TryGetValue((table, target), out BlockSizeTable? means))
        {
            _blockSizes[(table, target)] = means = BlockSizeTable.Of(this, table, target);
        }

        return means;
    }

    /// <summary>All size rows of a file.</summary>
    public IEnumerable<SizeRow> SizesOf(string file) => _sizes[file];

    /// <summary>Sizes that were measured, of the lossless track, by what answers lookups.</summary>
    public IEnumerable<SizeRow> LosslessSizes(string table) => MeasuredSizes(table, "lossless").Where(row => row.Kind == "encoding");

    /// <summary>Sizes that were measured, bounds among them.</summary>
    public IEnumerable<SizeRow> MeasuredSizes(string table, string track) => _measuredSizes[(table, track)];

    /// <summary>Times of one hot lookup with the reader open, which is what charts of time show.</summary>
    public IEnumerable<LookupRow> HotFinds(string table, string track = "lossless") => _hotFinds[(table, track)];

    /// <summary>Large files are read at the same time.</summary>
    private Task<IReadOnlyList<TRow>> Begin<TRow>(string name) => Task.Run(() => Folder.Read<TRow>(name));

    /// <summary>The words for a table in sentences.</summary>
    public static string TableTitle(string table) => table switch { "addrmap" => "Address map", "traps" => "Traps", "both" => "Both tables", "stackmap" => "Stack maps", "exceptions" => "Exceptions", "frames" => "Frames", _ => table };

    private static int Order(string table) => table switch { "addrmap" => 0, "traps" => 1, "both" => 2, _ => 3 };
}
