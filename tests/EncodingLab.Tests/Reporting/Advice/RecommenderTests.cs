using System.Globalization;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Advice;

public sealed class RecommenderTests(SyntheticRunFixture fixture) : IClassFixture<SyntheticRunFixture>
{
    private readonly RunFolder _run = fixture.Run;

    [Fact]
    public void The_best_has_the_smallest_product_of_bytes_and_time()
    {
        Question question = AnyEncoding(new RecommendOptions());
        Assert.Equal(question.Choices.MinBy(choice => choice.BytesRatio * choice.NsRatio), question.Best);
        Assert.Equal(question.Choices.OrderBy(choice => choice.BytesRatio * choice.NsRatio), question.Choices);
    }

    [Fact]
    public void Weights_of_nothing_but_bytes_choose_the_smallest_and_of_nothing_but_time_the_fastest()
    {
        Question bytes = AnyEncoding(new RecommendOptions { NsWeight = 0 });
        Assert.Equal(bytes.Choices.MinBy(choice => choice.BytesRatio)!.Label, bytes.Best.Label);
        Question time = AnyEncoding(new RecommendOptions { BytesWeight = 0 });
        Assert.Equal(time.Choices.MinBy(choice => choice.NsRatio)!.Label, time.Best.Label);
        Assert.Equal(bytes.Smallest.Label, bytes.Weights[0].Winner);
        Assert.Equal(bytes.Fastest.Label, bytes.Weights[^1].Winner);
    }

    [Fact]
    public void Nothing_on_the_frontier_is_beaten_on_both_axes()
    {
        Question question = AnyEncoding(new RecommendOptions());
        Assert.All(question.Frontier, point => Assert.DoesNotContain(question.Choices, other => other.BytesPerEntry < point.BytesPerEntry && other.Ns < point.Ns));
        Assert.All(question.Choices.Except(question.Frontier), point => Assert.Contains(question.Choices, other => other.BytesPerEntry <= point.BytesPerEntry && other.Ns <= point.Ns));
    }

    [Fact]
    public void Constraints_exclude_and_are_counted()
    {
        Question all = AnyEncoding(new RecommendOptions());
        Question some = AnyEncoding(new RecommendOptions { MaxNs = 60, MaxRatio = 0.2 });
        Assert.All(some.Choices, choice => Assert.True(choice.Ns <= 60 && choice.BytesToLegacy <= 0.2));
        Assert.Equal(all.Choices.Count, some.Choices.Count + some.Excluded);
        Question stock = AnyEncoding(new RecommendOptions { KeepStockReader = true });
        Assert.Equal(["block-leb128(block=128)", "legacy-fixed"], stock.Choices.Select(choice => choice.Encoding).Order());
    }

    [Fact]
    public void Regret_of_the_best_choice_of_every_file_is_none()
    {
        Question question = AnyEncoding(new RecommendOptions());
        Assert.All(question.Choices, choice => Assert.True(choice.MeanRegret >= 0 && choice.WorstRegret >= choice.MeanRegret - 1e-9));
        Assert.Contains(question.Choices, choice => choice.MeanRegret < 0.05);
    }

    [Fact]
    public void A_difference_within_the_noise_is_not_called_one()
    {
        const string One = "made-up-directory(bucket=256)";
        const string Other = "made-up-directory(bucket=512)";
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        SizeRow[] sizes = [.. run.Read<SizeRow>("sizes.csv").Where(row => row.Encoding != One)];
        LookupRow[] times = [.. run.Read<LookupRow>("lookups.csv").Where(row => row.Encoding != One)];
        CsvTable.Write(run.File("sizes.csv"), sizes.Concat(sizes.Where(row => row.Encoding == Other).Select(row => row with { Encoding = One })));
        CsvTable.Write(run.File("lookups.csv"), times.Concat(times.Where(row => row.Encoding == Other).Select(row => row with { Encoding = One })));
        Comparison? runnerUp = AnyEncoding(run, new RecommendOptions()).RunnerUp;
        Assert.False(runnerUp!.IsShown);
        Assert.Contains("no difference that we can show", MemoWriter.Write(run, new RecommendOptions()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=1,ns=3", 1, 3)]
    [InlineData("ns=0", 1, 0)]
    public void Weights_are_read(string text, double bytes, double ns)
    {
        RecommendOptions options = new RecommendOptions().WithWeights(text)!;
        Assert.Equal((bytes, ns), (options.BytesWeight, options.NsWeight));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=-1")]
    [InlineData("bytes=1,5")]
    [InlineData("cost=1")]
    [InlineData("bytes=0,ns=0")]
    [InlineData("bytes=1,bytes=2")]
    public void Nonsense_weights_are_refused(string text) => Assert.Null(new RecommendOptions().WithWeights(text));

    [Fact]
    public void A_run_without_times_says_why_there_is_no_advice()
    {
        using var folder = new TempFolder();
        RunFolder sizesOnly = SyntheticRun.Create(folder.File("sizes"), 2, times: false);
        Assert.Contains("no lookup times", Assert.Throws<RunFolderException>(() => Recommendation.Of(sizesOnly, new RecommendOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("at most 1 ns", Assert.Throws<RunFolderException>(() => Recommendation.Of(_run, new RecommendOptions { MaxNs = 1 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.001, null, false, null, "no choice is at most 0.001 of legacy's bytes; the smallest on x86_64 is ")]
    [InlineData(0.001, null, true, null, "no choice is at most 0.001 of legacy's bytes among those readable by a stock Wasmtime; the smallest on x86_64 is ")]
    [InlineData(1.0, 1.0, true, "addrmap", "no choice is at most 1 ns a lookup among those readable by a stock Wasmtime and at most 1 of legacy's bytes; the fastest on x86_64 is ")]
    public void Constraints_that_leave_nothing_are_named_with_the_nearest_choice(double? ratio, double? ns, bool stock, string? table, string expected)
    {
        var options = new RecommendOptions { MaxRatio = ratio, MaxNs = ns, KeepStockReader = stock, Table = table };
        Assert.Contains(expected, Assert.Throws<RunFolderException>(() => Recommendation.Of(_run, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_stock_Wasmtime_reads_anything_that_is_said()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 2);
        CsvTable.Write(run.File("encodings.csv"), run.Read<EncodingRow>("encodings.csv").Select(row => row with { StockReader = "" }));
        string message = Assert.Throws<RunFolderException>(() => Recommendation.Of(run, new RecommendOptions { KeepStockReader = true, MaxRatio = 0.5 })).Message;
        Assert.EndsWith("no choice is readable by a stock Wasmtime; drop --keep-stock-reader, or name another --table", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_to_be_the_nearest_choice_keeps_the_constraint_that_is_told_to_raise()
    {
        string message = Assert.Throws<RunFolderException>(() => Recommendation.Of(_run, new RecommendOptions { MaxRatio = 0.001 })).Message;
        double reach = double.Parse(message.Split(" at ")[^1].Split(' ')[0], CultureInfo.InvariantCulture);
        Recommendation within = Recommendation.Of(_run, new RecommendOptions { MaxRatio = reach });
        Assert.Contains($"is {within.Advice[0].Questions[^1].Best.Label} at", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_table_only_its_own_workloads_are_known() =>
        Assert.Contains("unknown workload of table traps 'call-return'; the run has trap-hit", Assert.Throws<UnknownNameException>(() => Recommendation.Of(_run, new RecommendOptions { Table = "traps", Workload = "call-return" })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_that_the_run_does_not_have_is_refused_with_those_that_it_has()
    {
        Assert.Contains("unknown table 'neither'; the run has addrmap, both, traps", Assert.Throws<UnknownNameException>(() => Recommendation.Of(_run, new RecommendOptions { Table = "neither" })).Message, StringComparison.Ordinal);
        Assert.Contains("trap-hit", Assert.Throws<UnknownNameException>(() => Recommendation.Of(_run, new RecommendOptions { Workload = "idle" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_memo_has_claim_evidence_counter_evidence_and_limits()
    {
        string memo = MemoWriter.Write(_run, new RecommendOptions());
        foreach (string part in new[] { "Claim\\.", "Evidence\\.", "Counter-evidence\\.", "## Limits", "What 128 loses", "Other targets" })
        {
            Assert.Contains(part.Replace("\\", "", StringComparison.Ordinal), memo, StringComparison.Ordinal);
        }
    }

    private Question AnyEncoding(RecommendOptions options) => AnyEncoding(_run, options);

    private static Question AnyEncoding(RunFolder run, RecommendOptions options) =>
        Recommendation.Of(run, options).Advice.First(advice => advice is { Table: "addrmap", IsHeadline: true }).Questions.Single(question => question.Name == "any encoding");
}
