using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Every choice of a table and target with its bytes and time, means over the same modules for all.</summary>
/// <param name="Workload">What the times are of.</param>
/// <param name="Modules">Number of modules in every mean.</param>
/// <param name="Points">Choices, in the order of the run.</param>
/// <param name="Frontier">Those that nothing else beats in both, from small to fast.</param>
/// <param name="Bounds">Yardsticks that nobody answers from.</param>
/// <param name="LeftOut">Choices that too few modules have, with the reason.</param>
internal sealed record TradeOff(
    string Workload, int Modules, IReadOnlyList<TradeOffPoint> Points, IReadOnlyList<TradeOffPoint> Frontier, IReadOnlyList<TradeOffBound> Bounds, IReadOnlyList<string> LeftOut)
{
    public static TradeOff Of(RunData data, string table, string target, string track)
    {
        LookupRow[] times = [.. data.Files.Keep(data.HotFinds(table, track), target)];
        string workload = RunNames.MainWorkload(table, [.. times.Select(row => row.Workload).Distinct()]) ?? "";
        SizeRow[] sizes = [.. data.Files.Keep(data.MeasuredSizes(table, track), target)];
        Dictionary<(string File, string Encoding), SizeRow> bytes = sizes.Where(row => row.Kind == "encoding" && row.BytesPerEntry > 0).ToDictionary(row => (row.File, row.Encoding));
        Candidate[] candidates = [.. times.Where(row => row.Workload == workload && bytes.ContainsKey((row.File, row.Encoding)))
            .GroupBy(row => (row.Encoding, row.Reader))
            .Select(group => new Candidate(group.Key.Encoding, group.Key.Reader, group.DistinctBy(row => row.File).ToDictionary(row => row.File)))];
        int most = candidates.Select(candidate => candidate.Rows.Count).DefaultIfEmpty(0).Max();
        Candidate[] kept = [.. candidates.Where(candidate => candidate.Rows.Count * 2 > most)];
        HashSet<string> files = kept.Length == 0 ? [] : [.. kept.Skip(1).Aggregate(kept[0].Rows.Keys.AsEnumerable(), (common, candidate) => common.Where(candidate.Rows.ContainsKey))];
        TradeOffPoint[] points = files.Count == 0 ? [] : [.. kept.Select(candidate => candidate.Mean(files, bytes))];
        string[] leftOut = [.. candidates.Except(kept).Select(candidate => $"{candidate.Encoding} ({candidate.Rows.Count} of {most} modules)")];
        return new TradeOff(workload, files.Count, points, ParetoFrontier.Of(points), BoundsOf(sizes, files), leftOut);
    }

    private static TradeOffBound[] BoundsOf(IEnumerable<SizeRow> sizes, HashSet<string> files) =>
        [.. sizes.Where(row => row.Kind == "bound" && files.Contains(row.File)).GroupBy(row => row.Encoding).Where(group => group.Count() == files.Count)
            .Select(group => new TradeOffBound(group.Key, Means.Geometric(group.Select(row => row.BytesPerEntry)) ?? 0)).Where(bound => bound.BytesPerEntry > 0)];

    private sealed record Candidate(string Encoding, string Reader, Dictionary<string, LookupRow> Rows)
    {
        public TradeOffPoint Mean(HashSet<string> files, Dictionary<(string File, string Encoding), SizeRow> bytes)
        {
            LookupRow[] rows = [.. Rows.Values.Where(row => files.Contains(row.File))];
            return new TradeOffPoint(
                Encoding,
                Reader,
                Means.Geometric(rows.Select(row => bytes[(row.File, Encoding)].BytesPerEntry))!.Value,
                Means.Geometric(rows.Select(row => row.NsMedian))!.Value,
                rows.Max(row => row.OpenBytes ?? 0));
        }
    }
}

/// <summary>A choice: an encoding and one of its readers.</summary>
internal sealed record TradeOffPoint(string Encoding, string Reader, double BytesPerEntry, double Ns, long OpenBytes)
{
    /// <summary>Whether the reader is the portable one, which every encoding has.</summary>
    public bool IsPlainReader => Reader is "" or "scalar";

    public bool BuildsState => OpenBytes > 0;

    public string Label => RunNames.Label(Encoding) + (IsPlainReader ? "" : ", " + Reader);

    /// <summary>No worse in both, better in one.</summary>
    public bool Dominates(TradeOffPoint other) => BytesPerEntry <= other.BytesPerEntry && Ns <= other.Ns && (BytesPerEntry < other.BytesPerEntry || Ns < other.Ns);
}

/// <summary>A size that nobody answers from.</summary>
internal sealed record TradeOffBound(string Name, double BytesPerEntry);
