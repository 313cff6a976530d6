using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What stands beside wall time: counted cache lines and bytes, and other programs' answers to the same questions.</summary>
internal static class EvidenceSection
{
    public static ReportSection Of(RunData data) => new("evidence", "Beside the clock: counters, and other programs on the same questions")
    {
        Tables = [.. data.TableNames.Select(table => Counters(data, table)).Append(Peers(data)).Where(table => table.Lines.Count > 0)],
    };

    private static DataTable Counters(RunData data, string table)
    {
        IReadOnlySet<string> files = data.Files.Of(data.Files.HeadlineTarget);
        CounterRow[] rows = [.. data.Counters.Where(row => row.Table == table && row.Track == ReportBuilder.Lossless && row.Error.Length == 0 && files.Contains(row.File))];
        string? workload = RunNames.MainWorkload(table, [.. rows.Select(row => row.Workload).Distinct()]);
        string[] counters = [.. rows.Select(row => row.Counter).Distinct().Order(StringComparer.Ordinal)];
        return new DataTable(
            $"{RunData.TableTitle(table)}, {data.Files.HeadlineTarget}, {workload}: what a lookup touches (mean over modules of the mean, and of the 99th percentile); counted, the same on every machine",
            [new("encoding", IsNumber: false), .. counters.SelectMany(counter => new[] { new Column(counter.Replace('_', ' ')), new Column("p99") })],
            [.. rows.Where(row => row.Workload == workload).GroupBy(row => row.Encoding).Select(group => Line(table, group.Key, counters, [.. group]))])
        {
            InMarkdown = false,
            Folded = true,
        };
    }

    private static TableLine Line(string table, string encoding, string[] counters, CounterRow[] rows) => new(
        [Cell.Of(RunNames.Label(encoding)), .. counters.Select(counter => rows.Where(row => row.Counter == counter).ToArray()).SelectMany(own => new[] { Mean(own, row => row.Mean), Mean(own, row => row.P99) })])
    {
        Tags = new Tags(table, Encoding: RunNames.BaseName(encoding)),
        IsBaseline = encoding == RunNames.Shipped,
    };

    private static Cell Mean(CounterRow[] rows, Func<CounterRow, double> value) => Cell.Of(rows.Length == 0 ? null : rows.Average(value), Numbers.Figure);

    private static DataTable Peers(RunData data) => new(
        "Other programs on the same bytes and questions (geometric means over all their files; ratios are to our baselines, above 1 is slower than ours)",
        [new("program", IsNumber: false), new("table", IsNumber: false), new("workload", IsNumber: false), new("model", IsNumber: false), new("files"), new("ns"), new("/ our Wasmtime 46"), new("/ our Wasmtime 47")],
        [.. data.Lookups.Where(row => row.Kind == "peer" && row.Error.Length == 0 && row.NsMedian > 0).GroupBy(row => RowKey.Of(row.Encoding, row.Table, row.Workload, row.Model), (_, rows) => rows.ToArray())
            .OrderBy(rows => rows[0].Encoding, StringComparer.Ordinal).ThenBy(rows => rows[0].Table, StringComparer.Ordinal).ThenBy(rows => rows[0].Workload, StringComparer.Ordinal)
            .Select(rows => new TableLine(
            [
                Cell.Of(rows[0].Encoding),
                Cell.Of(rows[0].Table),
                Cell.Of(rows[0].Workload),
                Cell.Of(rows[0].Model),
                Cell.Of(rows.Select(row => row.File).Distinct().Count(), Numbers.Count),
                Cell.Of(Means.Geometric(rows, row => row.NsMedian), Numbers.Figure),
                Cell.Of(Means.Geometric(rows, row => row.RatioToLegacy), Numbers.Ratio),
                Cell.Of(Means.Geometric(rows, row => row.RatioToV47), Numbers.Ratio),
            ])
            {
                Tags = new Tags(rows[0].Table, Workload: rows[0].Workload),
            })])
    {
        MarkdownLines = 24,
    };
}
