using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>How the time of single pcs is spread: over the position in a block, and as the share answered within a time.</summary>
internal static class LatencyCharts
{
    private const int MostLines = 7;

    /// <summary>Time over the position in the block: a serial decoder climbs.</summary>
    public static Chart? Positions(RunData data, string table)
    {
        LatencyRow[] rows = Rows(data, table, "position");
        IReadOnlyList<string> cast = Encodings(data, table, rows);
        if (cast.Count == 0)
        {
            return null;
        }

        Series[] lines = [.. cast.Select(id => Line(data, id, Means(rows, id).Select(point => new ChartPoint(point.Bucket / 64.0, point.Ns))) with { EndLabel = RunNames.Label(id) })];
        Series? shipped = lines.FirstOrDefault(line => line.Weight == Weight.Strong && line.Points.Count > 1);
        string title = shipped is null || double.IsNaN(Within(shipped, 0.875, 1) / Within(shipped, 0, 0.125)) ? "time of single pcs" : $"with Wasmtime 47 the last eighth of a block takes {Numbers.Ratio(Within(shipped, 0.875, 1) / Within(shipped, 0, 0.125))} the time of its first eighth";
        return Chart(data, table, "position", title, rows, cast) with
        {
            X = new Axis("position of the pc in its block (0 its start, 1 its end)", AxisKind.Linear) { Min = 0, Max = 1 },
            Y = new Axis("nanoseconds a lookup", AxisKind.Log),
            Series = lines,
        };
    }

    /// <summary>The empirical distribution: the share of pcs that are answered within a time.</summary>
    public static Chart? Distribution(RunData data, string table)
    {
        LatencyRow[] rows = Rows(data, table, "ecdf");
        IReadOnlyList<string> cast = Encodings(data, table, rows);
        if (cast.Count == 0)
        {
            return null;
        }

        Series[] lines = [.. cast.Select(id => Line(data, id, Means(rows, id).Select(point => new ChartPoint(point.Ns, point.Bucket / 100.0))) with { LineLabel = ShortName(id) })];
        Series? shipped = lines.FirstOrDefault(line => line.Weight == Weight.Strong);
        double At(double share) => shipped!.Points.MinBy(point => Math.Abs(point.Y - share))!.X;
        string title = shipped is null ? "how the time of single pcs is spread" : $"with Wasmtime 47 the slowest 1 % of pcs take {Numbers.Ratio(At(0.99) / At(0.5))} the median or more";
        return Chart(data, table, "ecdf", title, rows, cast) with
        {
            X = new Axis("nanoseconds a lookup", AxisKind.Log),
            Y = new Axis("share of pcs answered within this time", AxisKind.Linear) { Min = 0, Max = 1.02, Ticks = [0, 0.25, 0.5, 0.75, 0.9, 1], Numbers = NumberStyle.Percent },
            Series = lines,
        };
    }

    /// <summary>Enough beside a line, since the chart has one variant of each; the legend has the rest.</summary>
    private static string ShortName(string id)
    {
        string label = RunNames.Label(id);
        int parameters = label.IndexOf('(', StringComparison.Ordinal);
        return parameters < 0 ? label : label[..parameters].TrimEnd();
    }

    private static LatencyRow[] Rows(RunData data, string table, string view)
    {
        IReadOnlySet<string> files = data.Files.Of(data.Files.HeadlineTarget);
        return [.. data.Latencies.Where(row => row.View == view && row.Table == table && row.Track == "lossless" && files.Contains(row.File) && row.Reader is ("" or "scalar") && row.Ns > 0)];
    }

    /// <summary>The mean of a line over a part of the block, so that no single place decides; no number where it has no points.</summary>
    private static double Within(Series line, double from, double to) => Reporting.Means.Geometric(line.Points.Where(point => point.X >= from && point.X <= to), point => (double?)point.Y) ?? double.NaN;

    /// <summary>Both shipped encodings, then of each encoding one variant: from the frontier, fastest first, else the smallest; as many as a chart of lines can hold.</summary>
    private static IReadOnlyList<string> Encodings(RunData data, string table, LatencyRow[] rows)
    {
        HashSet<string> timed = [.. rows.Select(row => row.Encoding)];
        IEnumerable<string> frontier = data.TradeOffOf(table, data.Files.HeadlineTarget).Frontier.Reverse().Select(point => point.Encoding);
        return [.. new[] { RunNames.Shipped, RunNames.Legacy }.Concat(frontier).Concat(Cast.Of(data, table, data.Files.HeadlineTarget, "lossless")).Where(timed.Contains).DistinctBy(id => id is RunNames.Shipped ? id : RunNames.BaseName(id)).Where(id => id is RunNames.Shipped || RunNames.BaseName(id) != RunNames.Block).Take(MostLines)];
    }

    /// <summary>Means over the same files at every point, so that a line bends by its times and not by who is missing: a lookup that takes no longer than reading the clock has no time.</summary>
    private static IEnumerable<(int Bucket, double Ns)> Means(LatencyRow[] rows, string encoding)
    {
        IGrouping<int, LatencyRow>[] buckets = [.. rows.Where(row => row.Encoding == encoding).GroupBy(row => row.Bucket)];
        int files = buckets.Select(Files).DefaultIfEmpty(0).Max();
        return buckets.Where(bucket => Files(bucket) == files).OrderBy(bucket => bucket.Key).Select(bucket => (bucket.Key, Reporting.Means.Geometric(bucket, row => row.Ns)!.Value));

        static int Files(IEnumerable<LatencyRow> bucket) => bucket.Select(row => row.File).Distinct().Count();
    }

    private static Chart Chart(RunData data, string table, string view, string title, LatencyRow[] rows, IReadOnlyList<string> cast)
    {
        int others = rows.Select(row => row.Encoding).Distinct().Count() - cast.Count;
        return new Chart
        {
            Name = RunNames.Slug($"latency-{view}-{table}"),
            Title = $"{RunData.TableTitle(table)}: {title}",
            Subtitle = $"Single lookups between two readings of the clock, its own cost taken off; geometric mean over {BlockSizeSentence.Modules(rows.Select(row => row.File).Distinct().Count())}, {data.Files.HeadlineTarget}; less is better.",
            X = new Axis("", AxisKind.Linear),
            Y = new Axis("", AxisKind.Linear),
            Note = "Points where a file's lookup takes no longer than reading the clock are left out. " + (others > 0 ? $"Drawn: the shipped encodings and one variant of each that is on the frontier; {others} more are in latency.csv." : ""),
            Description = $"Line chart. {title}. Lines: {string.Join(", ", cast.Select(RunNames.Label))}.",
            Tags = new Tags(table, data.Files.HeadlineTarget),
        };
    }

    private static Series Line(RunData data, string id, IEnumerable<ChartPoint> points) => new()
    {
        Name = RunNames.Label(id),
        Style = data.Styles.Of(id),
        Weight = id == RunNames.Shipped ? Weight.Strong : Weight.Normal,
        Markers = false,
        Points = [.. points],
        Tags = new Tags(Encoding: RunNames.BaseName(id)),
    };
}
