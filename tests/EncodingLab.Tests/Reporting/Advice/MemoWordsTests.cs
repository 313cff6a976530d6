using EncodingLab.Reporting;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Advice;

public sealed class MemoWordsTests(SyntheticRunFixture fixture) : IClassFixture<SyntheticRunFixture>
{
    private readonly RunFolder _run = fixture.Run;

    [Fact]
    public void Targets_that_were_not_asked_for_are_not_said_to_be_unmeasured()
    {
        string memo = MemoWriter.Write(_run, new RecommendOptions { Target = "aarch64", Table = "traps" });
        Assert.Contains("The run has times of x86_64, pulley64 too; they are left out here because only aarch64 was asked for.", memo, StringComparison.Ordinal);
        Assert.DoesNotContain("No other target was timed", memo, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_one_target_says_that_no_other_was_timed()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 2);
        CsvTable.Write(run.File("lookups.csv"), run.Read<LookupRow>("lookups.csv").Where(row => row.Target == "x86_64"));
        Assert.Contains("No other target was timed.", MemoWriter.Write(run, new RecommendOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_where_nothing_keeps_the_constraints_is_not_said_to_be_unmeasured()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        CsvTable.Write(run.File("lookups.csv"), run.Read<LookupRow>("lookups.csv").Select(row => row.Target == "aarch64" ? row with { NsMedian = row.NsMedian * 1000 } : row));
        Assert.Contains("aarch64 nothing that keeps the constraints", MemoWriter.Write(run, new RecommendOptions { Table = "addrmap", MaxNs = 100 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_workload_on_another_target_is_named_in_the_memo_and_in_the_answer()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        CsvTable.Write(run.File("lookups.csv"), run.Read<LookupRow>("lookups.csv").Where(row => row is not { Target: "aarch64", Workload: "call-return" }));
        string memo = MemoWriter.Write(run, new RecommendOptions { Table = "addrmap" });
        Assert.Matches(@"aarch64 [^;]+ the time on uniform-pc", memo);
        Assert.DoesNotMatch(@"pulley64 [^;]+ the time on", memo);
        var data = RunData.Load(run);
        string answer = string.Join('\n', EncodingLab.Reporting.Advice.Answer.Of(data, Recommendation.Of(run, new RecommendOptions())).SelectMany(part => part.Points));
        Assert.Contains("timed on uniform-pc on aarch64", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_memo_of_the_pruned_track_says_that_its_yardstick_is_lossless()
    {
        string memo = MemoWriter.Write(_run, new RecommendOptions { Track = "query-equivalent", Table = "addrmap" });
        Assert.Contains("all ratios are to the lossless table", memo, StringComparison.Ordinal);
        Assert.Contains("the lookup time of Wasmtime 47's lossless table at 128", memo, StringComparison.Ordinal);
        Assert.DoesNotContain("lossless table", MemoWriter.Write(_run, new RecommendOptions { Table = "addrmap" }), StringComparison.Ordinal);
    }
}
