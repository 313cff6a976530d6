using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What shows how far the clock's figures can be trusted: pairs of the self-check, another harness, the real engine.</summary>
internal static class HarnessTables
{
    /// <summary>Stands where a run's folder has no file of that kind.</summary>
    public const string NotKept = "(not kept with this run)";

    /// <summary>Pairs of a check that came out as they should, as "97 of 100".</summary>
    public static string SelfCheck(RunData data, string check)
    {
        SelfCheckRow[] pairs = [.. data.SelfCheck.Where(row => row.Check == check)];
        return pairs.Length == 0 ? NotKept : $"{Numbers.Count(pairs.Count(row => row.Passed))} of {Numbers.Count(pairs.Length)}";
    }

    /// <summary>Cells within the margin of BenchmarkDotNet, as "9 of 10".</summary>
    public static string BenchWithin(RunData data) =>
        data.Bench.Count == 0 ? NotKept : $"{Numbers.Count(data.Bench.Count(row => Math.Abs(row.Ratio - 1) <= BenchRow.Margin))} of {Numbers.Count(data.Bench.Count)}";

    /// <summary>How far the worst foretold trap of the real engine is from the measured one; null where none was foretold.</summary>
    public static string? EngineWithin(RunData data)
    {
        double[] misses = [.. data.Engine.Where(row => row.PredictedNs is not null && row.BlockSize > 0).Select(row => Math.Abs((row.PredictedNs!.Value / row.MeasuredNs) - 1))];
        return misses.Length == 0 ? null : Numbers.Percent(misses.Max());
    }

    /// <summary>The real engine's trap with a backtrace at a block size, against the fixed-width tables; null where one of them was not measured.</summary>
    public static string? EngineTime(RunData data, string block)
    {
        int frames = data.Engine.Select(row => row.Frames).DefaultIfEmpty(0).Max();
        EngineRow? Find(string size) => data.Engine.FirstOrDefault(row => row.Frames == frames && Numbers.Count(row.BlockSize) == size);
        return Find(block) is { } own && Find("0") is { } legacy ? Numbers.Ratio(own.MeasuredNs / legacy.MeasuredNs) : null;
    }

    /// <summary>The sampler beside BenchmarkDotNet.</summary>
    public static DataTable Bench(RunData data) => new(
        "The sampler beside BenchmarkDotNet (ns of a lookup, same readers and settings), and BenchmarkDotNet with .NET's default tiering",
        [new("table", IsNumber: false), new("encoding", IsNumber: false), new("reader", IsNumber: false), new("sampler"), new("its turns differ by"), new("BenchmarkDotNet"), new("its turns differ by"), new("/ sampler"), new("default tiering"), new("/ not tiered"), new("why", IsNumber: false)],
        [.. data.Bench.Select(row => new TableLine(
        [
            Cell.Of(row.Table),
            Cell.Of(RunNames.Label(row.Encoding)),
            Cell.Of(row.Reader),
            Cell.Of(row.SamplerNs, Numbers.Short),
            Cell.Of(row.SamplerSpread, Numbers.Percent),
            Cell.Of(row.BenchmarkNs, Numbers.Short),
            Cell.Of(row.BenchmarkSpread, Numbers.Percent),
            Cell.Of(row.Ratio, Numbers.Ratio),
            Cell.Of(row.TieredNs, Numbers.Short),
            Cell.Of(row.TieredRatio, Numbers.Ratio),
            Cell.Of(row.Note),
        ]))]);

    /// <summary>What the engine's trap takes beside what our backtraces foretell.</summary>
    public static DataTable Engine(RunData data) => new(
        "A trap with a backtrace of 20 frames in the real engine (ns): foretold from backtrace-20 on backtrace-chain, each block size from the others, and measured",
        [new("engine", IsNumber: false), new("entries a block"), new("fixed part"), new("foretold"), new("measured"), new("foretold / measured")],
        [.. data.Engine.Where(row => row.PredictedNs is not null).Select(row => new TableLine(
        [
            Cell.Of(row.Engine),
            Cell.Of(row.BlockSize == 0 ? "fixed width" : Numbers.Count(row.BlockSize)),
            Cell.Of(row.FixedNs, Numbers.Count),
            Cell.Of(row.PredictedNs, Numbers.Count),
            Cell.Of(row.MeasuredNs, Numbers.Count),
            Cell.Of(row.PredictedNs / row.MeasuredNs, Numbers.Ratio),
        ]))]);
}
