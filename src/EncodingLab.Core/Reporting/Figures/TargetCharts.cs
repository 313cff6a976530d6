using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Figures;

/// <summary>Bytes and time by block size, a line a target: does the answer depend on where code runs?</summary>
internal static class TargetCharts
{
    public static Chart? Sizes(IReadOnlyList<BlockSizeTable> tables) => Of(tables, "size", "bytes against blocks of 128", line => line.BytesTo128, "Bytes of the table over its bytes at 128", table => table.Modules);

    public static Chart? Times(IReadOnlyList<BlockSizeTable> tables) => Of(tables, "time", "lookup time against blocks of 128", line => line.Times.Count > 0 ? line.Times[0]?.RatioTo128 : null, "Lookup time, reader open, memory hot", table => table.Lines.Max(line => line.Times.Count > 0 ? line.Times[0]?.Modules ?? 0 : 0));

    private static Chart? Of(IReadOnlyList<BlockSizeTable> tables, string what, string axis, Func<BlockSizeLine, double?> value, string subtitle, Func<BlockSizeTable, int> modules)
    {
        Series[] lines = [.. tables.Select((table, i) => Line(table, i, value)).Where(line => line.Points.Count > 1)];
        if (lines.Length < 2)
        {
            return null;
        }

        double[] ticks = [.. lines.SelectMany(line => line.Points).Select(point => point.X).Distinct().Order()];
        double first = ticks[0];
        (string Target, double Y)[] starts = [.. lines.Where(line => line.Points[0].X == first).Select(line => (line.Tags.Target, line.Points[0].Y)).OrderBy(start => start.Y)];
        (string low, string high) = (Numbers.Ratio(starts[0].Y), Numbers.Ratio(starts[^1].Y));
        string range = low == high ? $"{low} on every target, against" : $"{low} ({starts[0].Target}) to {high} ({starts[^1].Target})";
        string title = $"{RunData.TableTitle(tables[0].Table)}: blocks of {Numbers.Short(first)} take {range} the {(what == "size" ? "bytes" : "time")} of 128";
        return new Chart
        {
            Name = RunNames.Slug($"{what}-by-block-{tables[0].Table}-targets"),
            Title = title,
            Subtitle = $"{subtitle}{(what == "time" ? ", " + tables[0].Workloads[0] : "")}; geometric means over modules ({string.Join(", ", tables.Where(table => modules(table) > 0).Select(table => $"{table.Target} {modules(table)}"))}).",
            X = new Axis("entries in a block", AxisKind.Log) { Ticks = ticks },
            Y = new Axis(axis, AxisKind.Log) { Numbers = NumberStyle.Ratio },
            Series = lines,
            Guides = [new Guide(Horizontal: false, RunNames.ShippedBlock, "Wasmtime 47"), new Guide(Horizontal: true, 1, "blocks of 128")],
            Description = $"Line chart. {title}.",
            Tags = new Tags(tables[0].Table),
        };
    }

    private static Series Line(BlockSizeTable table, int index, Func<BlockSizeLine, double?> value) => new()
    {
        Name = table.Target,
        Style = SeriesStyle.Nth(index),
        EndLabel = table.Target,
        Weight = table.IsHeadline ? Weight.Strong : Weight.Normal,
        Points = [.. table.Lines.Where(line => line.BlockEntries is not null && value(line) > 0).Select(line => new ChartPoint(line.BlockEntries!.Value, value(line)!.Value) { Tip = $"{table.Target}, block {line.BlockEntries}: {Numbers.Ratio(value(line)!.Value)}" })],
        Tags = new Tags(Target: table.Target),
    };
}
