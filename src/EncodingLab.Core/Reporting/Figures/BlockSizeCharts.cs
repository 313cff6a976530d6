using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>Bytes and time by block size: the question that the run is about.</summary>
internal static class BlockSizeCharts
{
    private const int NamedModules = 4;

    /// <summary>Size against legacy, a line a module, the geometric mean strong; null where fewer than two block sizes were measured.</summary>
    public static Chart? Sizes(RunData data, string table, string target)
    {
        SizeRow[] rows = [.. Blocks(data.Files.Keep(data.LosslessSizes(table), target))];
        double[] blocks = Ticks(rows);
        if (blocks.Length < 2)
        {
            return null;
        }

        BlockSizeTable summary = data.BlockSizesOf(table, target);
        Series[] modules = [.. NameSome([.. rows.GroupBy(row => row.Module).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Module(group.Key, [.. group.OrderBy(row => row.BlockEntries)]))])];
        Series mean = Mean(rows.GroupBy(row => row.BlockEntries!.Value).OrderBy(group => group.Key).Select(group => (group.Key, Means.Geometric(group, row => row.RatioToLegacy))));
        return new Chart
        {
            Name = RunNames.Slug($"size-by-block-{table}-{target}"),
            Title = BlockSizeSentence.SizeTitle(summary),
            Subtitle = $"Bytes of the table over its bytes as Wasmtime 46 wrote it. {BlockSizeSentence.Modules(modules.Length)}, {target}, one file each; smaller is better.",
            X = new Axis("entries in a block", AxisKind.Log) { Ticks = blocks },
            Y = new Axis("size against legacy", AxisKind.Linear) { Numbers = NumberStyle.Percent },
            Series = [.. modules, mean],
            Guides = [new Guide(Horizontal: false, RunNames.ShippedBlock, "Wasmtime 47")],
            Note = Unnamed(modules),
            Description = $"Line chart. {BlockSizeSentence.SizeTitle(summary)}. The table below gives every mean.",
            Tags = new Tags(table, target),
        };
    }

    /// <summary>Lookup time by block size, a line a workload, geometric means over modules; null where fewer than two block sizes were timed.</summary>
    public static Chart? Times(RunData data, string table, string target)
    {
        LookupRow[] rows = [.. data.Files.Keep(data.HotFinds(table), target).Where(row => row.Reader is "" or "scalar")];
        LookupRow[] blocks = [.. Blocks(rows)];
        double[] ticks = Ticks(blocks);
        if (ticks.Length < 2)
        {
            return null;
        }

        BlockSizeTable summary = data.BlockSizesOf(table, target);
        int most = summary.Workloads.Max(workload => ModulesOf(blocks, workload));
        Series[] lines = [.. summary.Workloads.Select((workload, i) => Workload(workload, i, [.. blocks.Where(row => row.Workload == workload)], BlockSizeSentence.FewerModules(ModulesOf(blocks, workload), most)))];
        TimeFigure? legacy = summary.Workloads.Count > 0 ? TimeFigure.Of(rows, RunNames.Legacy, summary.Workloads[0]) : null;
        return new Chart
        {
            Name = RunNames.Slug($"time-by-block-{table}-{target}"),
            Title = BlockSizeSentence.TimeTitle(summary),
            Subtitle = $"One lookup, reader open, memory hot: geometric mean of medians over {BlockSizeSentence.Modules(most)}{(lines.Any(line => line.Name != line.EndLabel) ? " where no other number is named" : "")}, {target}; lower is better.",
            X = new Axis("entries in a block", AxisKind.Log) { Ticks = ticks },
            Y = new Axis("nanoseconds a lookup", AxisKind.Log),
            Series = lines,
            Guides = [new Guide(Horizontal: false, RunNames.ShippedBlock, "Wasmtime 47"), .. legacy is null ? Array.Empty<Guide>() : [new Guide(Horizontal: true, legacy.Ns, $"Wasmtime 46, {legacy.Workload}")]],
            Note = legacy is null ? "" : $"Dashed across: Wasmtime 46 (legacy), {legacy.Workload}, {Numbers.Short(legacy.Ns)} ns.",
            Description = $"Line chart. {BlockSizeSentence.TimeTitle(summary)}. The table below gives every mean.",
            Tags = new Tags(table, target),
        };
    }

    private static IEnumerable<TRow> Blocks<TRow>(IEnumerable<TRow> rows)
        where TRow : ICellRow => rows.Where(row => row.BlockEntries is not null && RunNames.BaseName(row.Encoding) == RunNames.Block);

    private static double[] Ticks(IEnumerable<ICellRow> rows) => [.. rows.Select(row => (double)row.BlockEntries!.Value).Distinct().Order()];

    private static Series Module(string module, IReadOnlyList<SizeRow> rows) => new()
    {
        Style = SeriesStyle.Muted,
        Weight = Weight.Faint,
        Markers = true,
        Points = [.. rows.Where(row => row.RatioToLegacy is not null).Select(row => new ChartPoint(row.BlockEntries!.Value, row.RatioToLegacy!.Value)
        {
            Tip = $"{module}, block {row.BlockEntries}: {Numbers.Percent(row.RatioToLegacy!.Value)} of legacy, {Numbers.Count(row.Bytes!.Value)} bytes",
        })],
        Tags = new Tags(Module: module),
    };

    private static Series Mean(IEnumerable<(int Block, double? Ratio)> points) => new()
    {
        Name = "geometric mean of all modules",
        Style = SeriesStyle.Nth(0),
        Weight = Weight.Strong,
        EndLabel = "geometric mean",
        Points = [.. points.Where(point => point.Ratio is not null).Select(point => new ChartPoint(point.Block, point.Ratio!.Value) { Label = Numbers.PercentTenths(point.Ratio!.Value), Priority = point.Block == RunNames.ShippedBlock ? 1 : 0, Tip = $"block {point.Block}: {Numbers.PercentTenths(point.Ratio!.Value)} of legacy" })],
    };

    /// <summary>Gives names to the lines that end highest and lowest and to those with most entries; a chart full of names shows none.</summary>
    private static IEnumerable<Series> NameSome(IReadOnlyList<Series> modules)
    {
        Series[] byEnd = [.. modules.Where(series => series.Points.Count > 0).OrderBy(series => series.Points[^1].Y)];
        HashSet<string> named = [.. byEnd.Take(NamedModules / 2).Concat(byEnd.TakeLast(NamedModules / 2)).Select(series => series.Tags.Module)];
        return modules.Select(series => named.Contains(series.Tags.Module) ? series with { EndLabel = series.Tags.Module } : series);
    }

    private static string Unnamed(IReadOnlyList<Series> modules)
    {
        int count = modules.Count(series => series.EndLabel.Length == 0);
        return count == 0 ? "" : $"Named: the lines that end highest and lowest. The other {count} grey lines are in the table of all sizes.";
    }

    private static int ModulesOf(IEnumerable<LookupRow> rows, string workload) => rows.Where(row => row.Workload == workload).Select(row => row.Module).Distinct().Count();

    private static Series Workload(string workload, int index, IReadOnlyList<LookupRow> rows, string modules) => new()
    {
        Name = workload + modules,
        Style = SeriesStyle.Nth(index),
        Weight = index == 0 ? Weight.Strong : Weight.Normal,
        EndLabel = workload,
        Points = [.. rows.GroupBy(row => row.BlockEntries!.Value).OrderBy(group => group.Key).Select(group => Point(group.Key, Means.Geometric(group, row => row.NsMedian)!.Value, workload, index == 0))],
        Tags = new Tags(Workload: workload),
    };

    private static ChartPoint Point(int block, double ns, string workload, bool label) => new(block, ns)
    {
        Label = label ? Numbers.Short(ns) : "",
        Priority = block == RunNames.ShippedBlock ? 1 : 0,
        Tip = $"{workload}, block {block}: {Numbers.Short(ns)} ns",
    };
}
