namespace EncodingLab.Results;

/// <summary>Compares two runs, or two encodings within one: facts exactly, times by the intervals of their ratios.</summary>
/// <param name="conditions">What must not be.</param>
public sealed class RunCompare(IReadOnlyList<FailCondition> conditions)
{
    private readonly List<Difference> _shown = [];
    private readonly List<string> _onlyA = [];
    private readonly List<string> _onlyB = [];
    private int _same;
    private int _hidden;
    private int _intervals;
    private int _overlapping;

    /// <summary>Compares every cell that two runs share.</summary>
    /// <param name="a">The earlier run.</param>
    /// <param name="b">The later run.</param>
    /// <param name="anyMachine">Compare times even where the machines differ.</param>
    /// <param name="conditions">What must not be.</param>
    /// <exception cref="RunFolderException">A run cannot be read, the corpora differ, or the machines do.</exception>
    public static RunComparison Runs(RunFolder a, RunFolder b, bool anyMachine, IReadOnlyList<FailCondition> conditions)
    {
        RunInfo first = a.Info;
        RunInfo second = b.Info;
        RequireSameCorpus(first, second);
        a.RequireAsWritten();
        b.RequireAsWritten();
        IReadOnlyList<LookupRow> timesA = a.Read<LookupRow>("lookups.csv");
        IReadOnlyList<LookupRow> timesB = b.Read<LookupRow>("lookups.csv");
        if (!anyMachine && timesA.Count > 0 && timesB.Count > 0)
        {
            RequireSameMachine(first, second);
        }

        var compare = new RunCompare(conditions);
        compare.Facts(a.Read<SizeRow>("sizes.csv"), b.Read<SizeRow>("sizes.csv"), row => Key(row), row => "bytes", row => row.Bytes);
        compare.Facts(a.Read<CounterRow>("counters.csv"), b.Read<CounterRow>("counters.csv"), CounterKey, row => row.Counter, row => row.Mean);
        compare.Times(timesA, timesB, TimeKey);
        return compare.Result();
    }

    /// <summary>Compares two encodings of one run, wherever both were measured.</summary>
    /// <exception cref="RunFolderException">The run cannot be read, or has no rows of one of them.</exception>
    public static RunComparison Encodings(RunFolder run, string a, string b, IReadOnlyList<FailCondition> conditions)
    {
        run.RequireAsWritten();
        IReadOnlyList<SizeRow> sizes = run.Read<SizeRow>("sizes.csv");
        foreach (string id in new[] { a, b }.Where(id => sizes.All(row => row.Encoding != id)))
        {
            throw new RunFolderException($"{run.Path}: no rows of encoding {id}; it has {string.Join(", ", sizes.Select(row => row.Encoding).Distinct())}");
        }

        IReadOnlyList<LookupRow> times = run.Read<LookupRow>("lookups.csv");
        IReadOnlyList<CounterRow> counters = run.Read<CounterRow>("counters.csv");
        var compare = new RunCompare(conditions);
        compare.Facts([.. sizes.Where(row => row.Encoding == a)], [.. sizes.Where(row => row.Encoding == b)], row => Key(row, encoding: false), row => "bytes", row => row.Bytes);
        compare.Facts([.. counters.Where(row => row.Encoding == a)], [.. counters.Where(row => row.Encoding == b)], row => $"{row.File} {row.Table} {row.Track} {row.Workload} {row.Counter}", row => row.Counter, row => row.Mean);
        compare.Times([.. Best(times, a)], [.. Best(times, b)], row => $"{row.File} {row.Table} {row.Track} {row.Workload} {row.Cache} {row.Model}");
        return compare.Result();
    }

    private static string Key(ICellRow row, bool encoding = true) => $"{row.File} {row.Table} {row.Track}{(encoding ? " " + row.Encoding : "")}";

    private static string CounterKey(CounterRow row) => $"{row.File} {row.Table} {row.Track} {row.Encoding} {row.Reader} {row.Workload} {row.Counter}";

    private static string TimeKey(LookupRow row) => $"{Key(row)} {row.Kind} {row.Reader} {row.Workload} {row.Cache} {row.Model}";

    /// <summary>An encoding's fastest reader in each cell.</summary>
    private static IEnumerable<LookupRow> Best(IReadOnlyList<LookupRow> rows, string encoding) => rows
        .Where(row => row.Encoding == encoding && row.Kind == "encoding" && row.NsMedian is not null)
        .GroupBy(row => (row.File, row.Table, row.Track, row.Workload, row.Cache, row.Model))
        .Select(readers => readers.MinBy(row => row.NsMedian)!);

    private void Facts<TRow>(IReadOnlyList<TRow> a, IReadOnlyList<TRow> b, Func<TRow, string> key, Func<TRow, string> metric, Func<TRow, double?> value)
    {
        foreach ((TRow before, TRow after, string cell) in Pairs(a, b, key))
        {
            if (value(before) is double old && value(after) is double now)
            {
                if (old.Equals(now))
                {
                    _same++;
                }
                else
                {
                    _shown.Add(new(metric(before), cell, old, now, now / old));
                }
            }
        }
    }

    private void Times(IReadOnlyList<LookupRow> a, IReadOnlyList<LookupRow> b, Func<LookupRow, string> key)
    {
        foreach ((LookupRow before, LookupRow after, string cell) in Pairs(a, b, key))
        {
            if (TimeRatio.Overlap(before, after) is bool overlap)
            {
                _intervals++;
                _overlapping += overlap ? 1 : 0;
            }

            if (TimeRatio.Of(before, after) is not { } ratio)
            {
                continue;
            }

            if (ratio.Low <= 1 && ratio.High >= 1)
            {
                _hidden++;
            }
            else
            {
                _shown.Add(new("ns", cell, before.NsMedian!.Value, after.NsMedian!.Value, ratio.Ratio, ratio.Low, ratio.High));
            }
        }
    }

    private List<(TRow A, TRow B, string Cell)> Pairs<TRow>(IReadOnlyList<TRow> a, IReadOnlyList<TRow> b, Func<TRow, string> key)
    {
        Dictionary<string, TRow> later = Unique(b, key);
        Unique(a, key);
        var pairs = new List<(TRow, TRow, string)>();
        foreach (TRow row in a)
        {
            string cell = key(row);
            if (later.Remove(cell, out TRow? other))
            {
                pairs.Add((row, other, cell));
            }
            else
            {
                _onlyA.Add(cell);
            }
        }

        _onlyB.AddRange(later.Keys);
        return pairs;
    }

    private RunComparison Result()
    {
        Difference[] shown = [.. _shown.OrderByDescending(difference => Math.Abs(Math.Log(difference.Ratio))).ThenBy(difference => difference.Cell, StringComparer.Ordinal)];
        return new(shown, _same, _hidden, _onlyA, _onlyB, [.. shown.SelectMany(difference => conditions
            .Where(condition => condition.Metric == difference.Metric && condition.IsBrokenBy(difference.Ratio))
            .Select(condition => (condition, difference)))])
        {
            Intervals = _intervals,
            Overlapping = _overlapping,
        };
    }

    private static Dictionary<string, TRow> Unique<TRow>(IReadOnlyList<TRow> rows, Func<TRow, string> key)
    {
        var known = new Dictionary<string, TRow>();
        foreach (TRow row in rows)
        {
            if (!known.TryAdd(key(row), row))
            {
                throw new RunFolderException($"two rows have the same key '{key(row)}'; the run's CSV was edited: write it again");
            }
        }

        return known;
    }

    private static void RequireSameCorpus(RunInfo a, RunInfo b)
    {
        var hashes = a.Corpus.ToDictionary(file => file.File, file => file.Sha256);
        RunFile[] shared = [.. b.Corpus.Where(file => hashes.ContainsKey(file.File))];
        if (shared.Length == 0)
        {
            throw new RunFolderException($"{a.Id} and {b.Id} share no corpus file; compare runs of the same corpus");
        }

        if (shared.FirstOrDefault(file => hashes[file.File] != file.Sha256) is { } other)
        {
            throw new RunFolderException($"{a.Id} and {b.Id} measured different files under the name {other.File}; compare runs of the same corpus");
        }
    }

    private static void RequireSameMachine(RunInfo a, RunInfo b)
    {
        foreach (string fact in new[] { "cpu", "cores", "caches", "dotnet" })
        {
            string first = a.Machine.FirstOrDefault(known => known.Name == fact)?.Value ?? "";
            string second = b.Machine.FirstOrDefault(known => known.Name == fact)?.Value ?? "";
            if (first != second)
            {
                throw new RunFolderException($"{a.Id} and {b.Id} were timed on different machines ({fact}: '{first}' and '{second}'); add --any-machine to compare them all the same");
            }
        }
    }
}
