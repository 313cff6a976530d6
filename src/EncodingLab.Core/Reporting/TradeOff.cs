using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Every choice of a table and target with its bytes and time, means over the same modules for all.</summary>
/// <param name="Workload">What the times are of.</param>
/// <param name="Modules">The modules in every mean, one file each.</param>
/// <param name="Points">Choices, in the order of the run.</param>
/// <param name="Frontier">Those that nothing else beats in both, from small to fast.</param>
/// <param name="Bounds">Yardsticks that nobody answers from.</param>
/// <param name="LeftOut">Choices that too few modules have, with the reason.</param>
internal sealed record TradeOff(
    string Workload, IReadOnlyList<string> Modules, IReadOnlyList<TradeOffPoint> Points, IReadOnlyList<TradeOffPoint> Frontier, IReadOnlyList<TradeOffBound> Bounds, IReadOnlyList<string> LeftOut)
{
    /// <summary>Both tables as Wasmtime 46 and 47 write them, where they are no choice here because their times come from the two tables' own readers.</summary>
    public IReadOnlyList<TradeOffPoint> Yardsticks { get; private init; } = [];

    /// <summary>The choice that Wasmtime 47 made; null where it was not measured.</summary>
    public TradeOffPoint? Shipped => Points.FirstOrDefault(point => point.IsShipped);

    /// <summary>Where the frontier bends most; null where it does not.</summary>
    public TradeOffPoint? Knee => Advice.Knee.Of(Frontier, Shipped);

    /// <summary>What to show beside Wasmtime 47: the knee where it is better on both axes, else the best product of both; null where nothing is.</summary>
    public TradeOffPoint? BetterThanShipped => Shipped is not { } shipped ? (Knee is { BytesRatio: < 1, NsRatio: < 1 } bend ? bend : Frontier.Where(point => point is { BytesRatio: < 1, NsRatio: < 1 }).MinBy(point => point.NsRatio * point.BytesRatio))
        : Knee is { } knee && knee.Dominates(shipped) ? knee
        : Frontier.Where(point => point.Dominates(shipped)).MinBy(point => point.Ns * point.BytesPerEntry);

    public static TradeOff Of(RunData data, string table, string target, string track, string? workload = null)
    {
        LookupRow[] times = [.. data.Files.Keep(data.HotFinds(table, track), target).Where(row => row.RatioToV47 > 0)];
        string chosen = workload ?? RunNames.MainWorkload(table, [.. times.Select(row => row.Workload).Distinct()]) ?? "";
        SizeRow[] sizes = [.. data.Files.Keep(data.MeasuredSizes(table, track), target)];
        Dictionary<string, SizeRow> bytes = sizes.Where(row => row.Kind == "encoding" && row.BytesPerEntry > 0 && row.RatioToV47 > 0).ToDictionary(row => RowKey.Of(row.File, row.Encoding));
        Candidate[] candidates = [.. times.Where(row => row.Workload == chosen && bytes.ContainsKey(RowKey.Of(row.File, row.Encoding)))
            .GroupBy(row => RowKey.Of(row.Encoding, row.Reader))
            .Select(group => new Candidate(group.First().Encoding, group.First().Reader, group.DistinctBy(row => row.File).ToDictionary(row => row.File)))];
        int most = candidates.Select(candidate => candidate.Rows.Count).DefaultIfEmpty(0).Max();
        Candidate[] kept = [.. candidates.Where(candidate => candidate.Rows.Count * 2 > most)];
        string[] files = kept.Length == 0 ? [] : [.. kept[0].Rows.Keys.Where(file => kept.All(candidate => candidate.Rows.ContainsKey(file))).Order(StringComparer.Ordinal)];
        TradeOffPoint[] points = files.Length == 0 ? [] : [.. kept.Select(candidate => candidate.Over(files, bytes))];
        string[] leftOut = [.. candidates.Except(kept).Select(candidate => $"{candidate.Encoding} ({candidate.Rows.Count} of {most} modules)")];
        return new TradeOff(chosen, points.Length == 0 ? [] : [.. points[0].Files.Select(file => file.Module)], points, ParetoFrontier.Of(points), BoundsOf(sizes, files), leftOut)
        {
            Yardsticks = table == "both" ? [.. YardsticksOf([.. times.Where(row => row.Workload == chosen && row.Reader is ("" or "scalar"))], bytes, files, [.. points.Select(point => point.Encoding)])] : [],
        };
    }

    /// <summary>The pairs' bytes with the times of the two tables asked one after the other, as the baselines of all ratios have them.</summary>
    private static IEnumerable<TradeOffPoint> YardsticksOf(LookupRow[] times, Dictionary<string, SizeRow> bytes, string[] files, string[] choices)
    {
        foreach ((string pair, string parts) in new[] { (RunNames.LegacyPair, RunNames.Legacy), (RunNames.ShippedPair, RunNames.Shipped) })
        {
            Dictionary<string, LookupRow> rows = times.Where(row => row.Encoding == parts).DistinctBy(row => row.File).ToDictionary(row => row.File);
            if (files.Length > 0 && !choices.Contains(pair) && files.All(file => rows.ContainsKey(file) && bytes.ContainsKey(RowKey.Of(file, pair))))
            {
                yield return new Candidate(pair, "", rows).Over(files, bytes);
            }
        }
    }

    private static TradeOffBound[] BoundsOf(IEnumerable<SizeRow> sizes, string[] files) =>
        [.. sizes.Where(row => row.Kind == "bound" && files.Contains(row.File)).GroupBy(row => row.Encoding).Where(group => group.Count() == files.Length)
            .Select(group => new TradeOffBound(group.Key, Means.Geometric(group, row => row.BytesPerEntry) ?? 0)).Where(bound => bound.BytesPerEntry > 0)];

    private sealed record Candidate(string Encoding, string Reader, Dictionary<string, LookupRow> Rows)
    {
        public TradeOffPoint Over(string[] files, Dictionary<string, SizeRow> bytes) => new(
            Encoding,
            Reader,
            [.. files.Select(file => FileFigure.Of(bytes[RowKey.Of(file, Encoding)], Rows[file]))],
            files.Max(file => Rows[file].OpenBytes ?? 0));
    }
}

/// <summary>A choice: an encoding and one of its readers, with its figures on each file.</summary>
internal sealed record TradeOffPoint(string Encoding, string Reader, IReadOnlyList<FileFigure> Files, long OpenBytes)
{
    public double BytesPerEntry { get; } = Means.Geometric(Files, file => file.BytesPerEntry)!.Value;
    public double Ns { get; } = Means.Geometric(Files, file => file.Ns)!.Value;

    /// <summary>Against Wasmtime 47 at 128, same file.</summary>
    public double BytesRatio { get; } = Means.Geometric(Files, file => file.BytesRatio)!.Value;

    /// <summary>Against Wasmtime 47 at 128, same file and questions.</summary>
    public double NsRatio { get; } = Means.Geometric(Files, file => file.NsRatio)!.Value;

    public double BytesToLegacy { get; } = Means.Geometric(Files, file => file.BytesToLegacy) ?? double.NaN;

    /// <summary>Whether the reader is the portable one, which every encoding has.</summary>
    public bool IsPlainReader => Reader is "" or "scalar";

    public bool IsShipped => Encoding is RunNames.Shipped or RunNames.ShippedPair && IsPlainReader;

    public bool BuildsState => OpenBytes > 0;

    public string Label => RunNames.Label(Encoding) + (IsPlainReader ? "" : ", " + Reader);

    /// <summary>No worse in both, better in one.</summary>
    public bool Dominates(TradeOffPoint other) => BytesPerEntry <= other.BytesPerEntry && Ns <= other.Ns && (BytesPerEntry < other.BytesPerEntry || Ns < other.Ns);
}

/// <summary>A choice on one file. Ratios are to Wasmtime 47 at 128 on the same file, unless said otherwise.</summary>
internal sealed record FileFigure(string Module, double BytesPerEntry, double BytesRatio, double? BytesToLegacy, double Ns, double NsRatio, double NsRatioLow, double NsRatioHigh)
{
    public static FileFigure Of(SizeRow size, LookupRow time) => new(
        size.Module, size.BytesPerEntry!.Value, size.RatioToV47!.Value, size.RatioToLegacy, time.NsMedian!.Value, time.RatioToV47!.Value, time.RatioCiLow ?? time.RatioToV47!.Value, time.RatioCiHigh ?? time.RatioToV47!.Value);
}

/// <summary>A size that nobody answers from.</summary>
internal sealed record TradeOffBound(string Name, double BytesPerEntry);
