using EncodingLab.Reporting;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Figures;

public sealed class TitleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lossless", "Wasmtime 47")]
    [InlineData("query-equivalent", "Wasmtime 47's lossless table")]
    public void A_trade_off_is_titled_with_the_figures_of_the_tables(string track, string yardstick)
    {
        RunFolder run = SyntheticRun.Create(_folder.File("run"), 3);
        CsvTable.Write(run.File("lookups.csv"), run.Read<LookupRow>("lookups.csv").Select(row => row with { RatioToV47 = row.RatioToV47 * 0.7 }));
        RunData data = RunData.Load(run);
        TradeOffPoint best = data.TradeOffOf("addrmap", "x86_64", track).BetterThanShipped!;
        string title = TradeOffChart.Of(data, "addrmap", "x86_64", track)!.Title;
        Assert.EndsWith($"{best.Label} takes {Numbers.Ratio(best.BytesRatio)} the bytes and {Numbers.Ratio(best.NsRatio)} the time of {yardstick}", title, StringComparison.Ordinal);
        Choice choice = Recommendation.Of(run, new RecommendOptions { Track = track }).Advice[0].Questions[^1].Choices.Single(choice => choice.Label == best.Label);
        Assert.Equal((choice.BytesRatio, choice.NsRatio), (best.BytesRatio, best.NsRatio));
    }

    [Fact]
    public void A_step_of_the_ladder_that_a_Wasmtime_does_not_know_says_so()
    {
        LadderRow[] steps = [Step(1, "defaults", ""), Step(2, "no symbols (47 and later)", "-Dsymbols=n"), Step(3, "strip", "-Dsymbols=n")];
        Assert.Equal(["1 defaults", "2 no symbols (not in 46)", "3 strip"], LadderChart.Of("46.0.3", steps, [])!.Y.Categories);
        Assert.Equal(["1 defaults", "2 no symbols", "3 strip"], LadderChart.Of("46.0.3", [.. steps.Select(step => step with { Dropped = "" })], [])!.Y.Categories);
    }

    private static LadderRow Step(int step, string what, string dropped) =>
        new() { Step = step, What = what, Wasmtime = "46.0.3", WasmInput = "a.wasm", Dropped = dropped, PublishedKib = 100, PublishedWasmKib = 50, Bytes = 100_000 - step, Kib = 98 };
}
