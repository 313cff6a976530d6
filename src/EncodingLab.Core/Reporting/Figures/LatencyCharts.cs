using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>How the time of single pcs is spread: over the position in a block, and as a distribution.</summary>
internal static class LatencyCharts
{
    private const int Lines = 7;

    public static Chart? Positions(RunData data, string table) => Of(data, table, "position", (line, x) => x / 64.0, new Axis("position in the block (bucket of the pc; 0 is its start)", AxisKind.Linear) { Min = 0, Max = 1 }, line =>
    {
        double first = line.Points[0].Y;
        double last = line.Points[^1].Y;
        return $"the last entries of a block take {Numbers.Ratio(last / first)} the time of its first with Wasmtime 47";
    });

    public static Chart? Distribution(RunData data, string table) => Of(data, table, "ecdf", (line, x) => x, new Axis("percentile of pcs", AxisKind.Linear) { Min = 0, Max = 100 }, line =>
    {
        double At(double percentile) => line.Points.MinBy(point => Math.Abs(point.X - percentile))!.Y;
        return $"with Wasmtime 47 the slowest 1 % of pcs take {Numbers.Ratio(At(99) / At(50))} the median";
    });

    private static Chart? Of(RunData data, string table, string view, Func<string, int, double> place, Axis axis, Func<Series, string> finding)
    {
        IReadOnlySet<string> files = data.Files.Of(data.Files.HeadlineTarget);
        LatencyRow[] rows = [.. data.Latencies.Where(row => row.View == view && row.Table == table && row.Track == "lossless" && files.Contains(row.File) && row.Reader is ("" or "scalar") && row.Ns > 0)];
        string[] encodings = [.. Cast.Of(data, table, data.Files.HeadlineTarget, "lossless").Where(id => rows.Any(row => row.Encoding == id)).OrderBy(id => id is RunNames.Legacy or RunNames.Shipped ? 0 : 1).Take(Lines)];
        Series[] lines = [.. encodings.Select(id => Line(data, id, [.. rows.Where(row => row.Encoding == id)], bucket => place(id, bucket)))];
        if (lines.Length == 0)
        {
            return null;
        }

        Series? shipped = lines.FirstOrDefault(line => line.Tags.Encoding == RunNames.Block && line.Points.Count > 1);
        string title = shipped is null ? "time of single pcs" : finding(shipped);
        return new Chart
        {
            Name = RunNames.Slug($"latency-{view}-{table}"),
            Title = $"{RunData.TableTitle(table)}: {title}",
            Subtitle = $"Nanoseconds of single lookups, geometric mean over {BlockSizeSentence.Modules(rows.Select(row => row.File).Distinct().Count())}, {data.Files.HeadlineTarget}; lower is better.",
            X = axis,
            Y = new Axis("nanoseconds a lookup", AxisKind.Log),
            Series = lines,
            Description = $"Line chart. {title}.",
            Tags = new Tags(table, data.Files.HeadlineTarget),
        };
    }

    private static Series Line(RunData data, string encoding, LatencyRow[] rows, Func<int, double> place) => new()
    {
        Name = RunNames.Label(encoding),
        Style = data.Styles.Of(encoding),
        Weight = encoding == RunNames.Shipped ? Weight.Strong : Weight.Normal,
        Markers = false,
        EndLabel = RunNames.Label(encoding),
        Points = [.. rows.GroupBy(row => row.Bucket).OrderBy(group => group.Key).Select(group => new ChartPoint(place(group.Key), Means.Geometric(group.Select(row => row.Ns))!.Value))],
        Tags = new Tags(Encoding: RunNames.BaseName(encoding)),
    };
}
