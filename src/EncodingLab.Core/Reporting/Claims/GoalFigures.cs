using EncodingLab.Results;

namespace EncodingLab.Reporting.Claims;

/// <summary>A choice on a file, in the ratios that goals speak of.</summary>
/// <param name="IsLarge">Whether the table has over 500,000 entries.</param>
/// <param name="BytesToEntropy">Bytes over the order-0 entropy of the file's own token stream; for <c>both</c> over both tables' sum, or where only what is asked is kept over the joint stream's.</param>
/// <param name="BytesTo47">Bytes over Wasmtime 47's.</param>
/// <param name="OpenBytes">State that opening builds.</param>
internal sealed record GoalFigures(bool IsLarge, double? BytesToEntropy, double? BytesTo47, double? OpenBytes)
{
    /// <summary>Hot time over the published Rust reader's of Wasmtime 47 where a peer ran on the file, else over our baseline reader's.</summary>
    public double? Time { get; init; }

    /// <summary>Hot time over legacy's.</summary>
    public double? TimeToLegacy { get; init; }

    /// <summary>The time of a trap over Wasmtime 47's, of an encoding of both tables.</summary>
    public double? TrapTime { get; init; }

    /// <summary>The time of a trap over legacy's, of an encoding of both tables.</summary>
    public double? TrapTimeToLegacy { get; init; }

    /// <summary>Time of a pc that is no trap over that of a trap.</summary>
    public double? MissToHit { get; init; }
    public double? ColdTime { get; init; }
    public double? ColdTimeToLegacy { get; init; }
}

/// <summary>A run's rows by what goals ask of them.</summary>
internal sealed class GoalRows
{
    public const int SmallestTable = 50_000;
    public const int LargeTable = 500_000;
    public const string Lossless = "lossless";
    public const string Asked = "query-equivalent";
    private const string Entropy = "order-0-entropy";
    private const string JointEntropy = "order-0-entropy-joint";

    private readonly string _track;

    private readonly Dictionary<string, SizeRow> _sizes;
    private readonly Dictionary<string, LookupRow> _times;
    private readonly Dictionary<string, double> _peers;
    private readonly HashSet<string> _peeredTables;
    private readonly Dictionary<string, GoalFigures> _figures = [];

    public GoalRows(RunData data, string track)
    {
        _track = track;
        _sizes = Firsts(data.Sizes.Where(row => row is { Error: "", Bytes: not null } && row.Track == track && row.Kind is "encoding" or "bound"), row => RowKey.Of(row.File, row.Table, row.Encoding));
        LookupRow[] finds = [.. data.Lookups.Where(row => row is { Model: "find", Kind: "encoding", Error: "", NsMedian: not null } && row.Track == track)];
        _times = Firsts(finds, Key);
        LookupRow[] peers = [.. data.Lookups.Where(row => row is { Kind: "peer", Encoding: RunNames.Shipped, Cache: "hot", Error: "", NsMedian: > 0 })];
        _peeredTables = [.. peers.Select(row => row.Table)];
        _peers = peers.GroupBy(row => RowKey.Of(row.File, row.Table, row.Workload)).ToDictionary(group => group.Key, group => group.Min(row => row.NsMedian!.Value));
        Choices = finds.DistinctBy(row => RowKey.Of(row.Table, row.Encoding, row.Reader, row.Isa)).ToLookup(row => row.Table, row => new GoalChoice(row.Encoding, row.Reader, row.Isa));
    }

    /// <summary>What was timed, by table, each once.</summary>
    public ILookup<string, GoalChoice> Choices { get; }

    /// <summary>Whether a published reader's times stand behind the ratios of a table.</summary>
    public bool HasPeer(string table) => _peeredTables.Contains(table);

    /// <summary>Files whose table is large enough and whose baseline was timed; where only what is asked is kept, whatever was timed, since tables shrink.</summary>
    public IEnumerable<string> Files(string table, bool cold)
    {
        string of = table == "both" ? "addrmap" : table;
        if (_track == Asked)
        {
            return _times.Values.Where(row => row.Table == table && row.Workload == Workload(of)).Select(row => row.File).Distinct().Order(StringComparer.Ordinal);
        }

        return _sizes.Values.Where(row => row.Table == of && row.Encoding == RunNames.Shipped && row.Entries > SmallestTable)
            .Select(row => row.File)
            .Where(file => _times.ContainsKey(RowKey.Of(file, of, RunNames.Shipped, "scalar", Workload(of), cold ? "cold" : "hot")))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The figures of a choice on a file, found once for all goals.</summary>
    public GoalFigures Of(string file, string table, GoalChoice choice)
    {
        string key = RowKey.Of(file, table, choice.Encoding, choice.Reader);
        return _figures.TryGetValue(key, out GoalFigures? known) ? known : _figures[key] = Find(file, table, choice);
    }

    private GoalFigures Find(string file, string table, GoalChoice choice)
    {
        string of = table == "both" ? "addrmap" : table;
        SizeRow? size = _sizes.GetValueOrDefault(RowKey.Of(file, table, choice.Encoding));
        LookupRow? hot = Time(file, table, choice, Workload(of), "hot");
        LookupRow? cold = Time(file, table, choice, Workload(of), "cold");
        LookupRow? trap = Time(file, table, choice, "trap-hit", "hot") ?? (table == "both" ? FastestTrap(file, choice.Encoding) : null);
        return new GoalFigures((_track == Asked ? size : _sizes.GetValueOrDefault(RowKey.Of(file, of, RunNames.Shipped)))?.Entries > LargeTable, size?.Bytes / EntropyOf(file, table), size?.RatioToV47, hot is null ? null : hot.OpenBytes ?? 0)
        {
            Time = ToUpstream(hot, of),
            TimeToLegacy = hot?.RatioToLegacy,
            TrapTime = ToUpstream(trap, "traps"),
            TrapTimeToLegacy = trap?.RatioToLegacy,
            MissToHit = Time(file, table, choice, "trap-miss", "hot")?.NsMedian / trap?.NsMedian,
            ColdTime = cold?.RatioToV47,
            ColdTimeToLegacy = cold?.RatioToLegacy,
        };
    }

    /// <summary>The questions that a table's goals are timed on: any byte of text, or return addresses where nothing else may be asked, and traps that are there.</summary>
    private string Workload(string table) => table == "traps" ? "trap-hit" : _track == Asked ? "call-return" : "uniform-pc";

    private LookupRow? Time(string file, string table, GoalChoice choice, string workload, string cache) => _times.GetValueOrDefault(RowKey.Of(file, table, choice.Encoding, choice.Reader, workload, cache));

    /// <summary>How an encoding of both tables answers traps where its map's reader has no counterpart for them.</summary>
    private LookupRow? FastestTrap(string file, string encoding) => Choices["both"].Where(choice => choice.Encoding == encoding)
        .Select(choice => Time(file, "both", choice, "trap-hit", "hot")).Where(row => row is not null).MinBy(row => row!.NsMedian);

    private double? ToUpstream(LookupRow? row, string table) => row is null ? null
        : _peers.TryGetValue(RowKey.Of(row.File, table, row.Workload), out double peer) ? row.NsMedian / peer : row.RatioToV47;

    private double? EntropyOf(string file, string table) => _track == Asked ? _sizes.GetValueOrDefault(RowKey.Of(file, table, JointEntropy))?.Bytes
        : table == "both" ? EntropyOf(file, "addrmap") + EntropyOf(file, "traps")
        : _sizes.GetValueOrDefault(RowKey.Of(file, table, Entropy))?.Bytes;

    private static Dictionary<string, TRow> Firsts<TRow>(IEnumerable<TRow> rows, Func<TRow, string> key)
    {
        var firsts = new Dictionary<string, TRow>();
        foreach (TRow row in rows)
        {
            firsts.TryAdd(key(row), row);
        }

        return firsts;
    }

    private static string Key(LookupRow row) => RowKey.Of(row.File, row.Table, row.Encoding, row.Reader, row.Workload, row.Cache);
}
