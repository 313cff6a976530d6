using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>What a trap with a deep backtrace costs in the real engine, beside what the lab's figures predict.</summary>
internal static class EngineChart
{
    public static Chart? Of(RunData data)
    {
        int frames = data.Engine.Select(row => row.Frames).DefaultIfEmpty(0).Max();
        EngineRow[] rows = [.. data.Engine.Where(row => row.Frames == frames)];
        EngineRow[] blocks = [.. rows.Where(row => row.BlockSize > 0).OrderBy(row => row.BlockSize)];
        if (blocks.Length < 2)
        {
            return null;
        }

        EngineRow? legacy = rows.FirstOrDefault(row => row.BlockSize == 0);
        string title = Title(blocks, legacy, frames);
        return new Chart
        {
            Name = "engine",
            Title = title,
            Subtitle = $"A call that traps below {frames} frames, whole engine, x86-64, by the block size of both tables; lower is better.",
            X = new Axis("entries in a block", AxisKind.Log) { Ticks = [.. blocks.Select(row => (double)row.BlockSize)] },
            Y = new Axis("nanoseconds a trapping call", AxisKind.Log),
            Series = [.. new[] { Line("measured in the engine", SeriesStyle.Nth(0), Weight.Strong, blocks, row => row.MeasuredNs), Line("predicted from lookups", SeriesStyle.Nth(1), Weight.Normal, blocks, row => row.PredictedNs) }.Where(line => line.Points.Count > 0)],
            Guides = [new Guide(Horizontal: false, RunNames.ShippedBlock, "Wasmtime 47"), .. legacy is null ? Array.Empty<Guide>() : [new Guide(Horizontal: true, legacy.MeasuredNs, "Wasmtime 46")]],
            Note = Note(blocks, legacy),
            Description = $"Line chart. {title}.",
        };
    }

    private static string Note(EngineRow[] blocks, EngineRow? legacy)
    {
        string across = legacy is null ? "" : $"Dashed across: Wasmtime 46 (legacy), {Numbers.Count(legacy.MeasuredNs)} ns.";
        string predicted = blocks.Any(row => row.PredictedNs > 0) ? "Predicted: our lookup times of the same backtraces, scaled and shifted as fits the other block sizes best." : "";
        IEnumerable<string> missing = blocks.Where(row => row.PredictedNs is null && row.Note.Length > 0).Select(row => row.Note).Distinct();
        return string.Join(' ', new[] { across, predicted }.Concat(missing).Where(text => text.Length > 0));
    }

    private static string Title(EngineRow[] blocks, EngineRow? legacy, int frames)
    {
        double shipped = blocks.FirstOrDefault(row => row.BlockSize == RunNames.ShippedBlock)?.MeasuredNs ?? blocks[^1].MeasuredNs;
        string title = legacy is null ? $"A {frames}-frame trap takes {Numbers.Count(shipped)} ns at block 128" : $"A {frames}-frame trap takes {Longer(shipped / legacy.MeasuredNs)} with Wasmtime 47's blocks of 128 than with Wasmtime 46";
        double[] misses = [.. blocks.Where(row => row.PredictedNs > 0).Select(row => Math.Abs((row.PredictedNs!.Value / row.MeasuredNs) - 1))];
        return misses.Length == 0 ? title : $"{title}; our lookups predict every block size within {Numbers.Percent(misses.Max())}";
    }

    private static string Longer(double ratio) => ratio >= 1 ? $"{Numbers.Percent(ratio - 1)} longer" : $"{Numbers.Percent(1 - ratio)} less time";

    private static Series Line(string name, SeriesStyle style, Weight weight, EngineRow[] rows, Func<EngineRow, double?> value) => new()
    {
        Name = name,
        Style = style,
        Weight = weight,
        EndLabel = name,
        Points = [.. rows.Where(row => value(row) > 0).Select(row => new ChartPoint(row.BlockSize, value(row)!.Value) { Label = weight == Weight.Strong ? Numbers.Count(value(row)!.Value) : "", Priority = row.BlockSize == RunNames.ShippedBlock ? 1 : 0, Tip = $"{name}, block {row.BlockSize}: {Numbers.Count(value(row)!.Value)} ns" })],
    };
}
