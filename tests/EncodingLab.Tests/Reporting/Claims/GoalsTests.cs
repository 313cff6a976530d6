using EncodingLab.Reporting;
using EncodingLab.Reporting.Claims;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Claims;

public sealed class GoalsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_goal_that_every_file_keeps_is_reached_by_the_choice_that_keeps_it()
    {
        GoalResult balanced = Judge("F1", file => [("good", 0.95, 0.2), ("small-but-slow", 0.7, 2.0), ("fast-but-large", 1.5, 0.05)]);
        Assert.Equal(("good", "reached", 3, ""), (balanced.By!.Encoding, balanced.Verdict, balanced.Files, balanced.Fails));
        Assert.Equal(0.95, balanced.Large!.Value, 3);
    }

    [Fact]
    public void The_file_that_breaks_a_goal_is_named_with_what_it_breaks()
    {
        GoalResult balanced = Judge("F1", file => [("good", file == "b" ? 1.3 : 0.95, file == "b" ? 0.3 : 0.2)]);
        Assert.Equal("on 2 of 3 files", balanced.Verdict);
        Assert.Equal("b: bytes / H0 1.30× over 1.10×, time 0.30× over 0.25×", balanced.Fails);
    }

    [Fact]
    public void A_choice_that_is_timed_on_some_files_only_does_not_reach_a_goal() =>
        Assert.Equal("on 2 of 3 files", Judge("F1", file => file == "c" ? [] : [("good", 0.95, 0.2)]).Verdict);

    [Fact]
    public void Large_and_small_files_have_their_own_limits_and_tiny_ones_do_not_count()
    {
        // File a is large, so 1.05 is too much there and enough on the small ones; d has 40,000 entries.
        GoalResult balanced = Judge("F1", file => [("good", file == "d" ? 9 : 1.05, 0.2)]);
        Assert.Equal(("on 2 of 3 files", 3), (balanced.Verdict, balanced.Files));
        Assert.StartsWith("a: bytes / H0 1.05× over 1.00×", balanced.Fails, StringComparison.Ordinal);
    }

    [Fact]
    public void State_at_open_breaks_the_goal_that_forbids_it()
    {
        Assert.Equal("not reached", Judge("F8", file => [("good", 0.95, 0.2)], openBytes: 32_000).Verdict);
        Assert.Equal("reached", Judge("F1", file => [("good", 0.95, 0.2)], openBytes: 32_000).Verdict);
        Assert.Contains("bytes at open 70,000 over 65,536", Judge("F1", file => [("good", 0.95, 0.2)], openBytes: 70_000).Fails, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_peer_ran_its_time_is_the_yardstick()
    {
        // The peer takes half our baseline's time, so that 0.2 of ours is 0.4 of its.
        GoalResult balanced = Judge("F1", file => [("good", 0.95, 0.2)], peer: 0.5);
        Assert.Contains("time 0.40× over 0.25×", balanced.Fails, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_timed_is_not_measured_rather_than_reached()
    {
        Assert.Equal("not measured here", Judge("F6a", file => [("good", 0.95, 0.2)]).Verdict);
        Assert.Equal("not measured here", Judge("F4", file => [("good", 0.95, 0.2)]).Verdict);
    }

    [Fact]
    public void What_only_answers_what_is_asked_is_judged_apart_by_its_own_questions_and_the_joint_entropy()
    {
        RunFolder run = RunFolder.Create(_folder.File("asked"));
        SizeRow size = Size("a", 600_000, "joint", "encoding", 1.04) with { Table = "both", Track = "query-equivalent" };
        LookupRow time = Time("a", "joint", 0.3) with { Table = "both", Track = "query-equivalent", Workload = "call-return" };
        CsvTable.Write(run.File("sizes.csv"), [size, size with { Encoding = "order-0-entropy-joint", Kind = "bound", Bytes = 600_000 }]);
        CsvTable.Write(run.File("lookups.csv"), [time, time with { Workload = "trap-hit", RatioToV47 = 0.5 }]);
        run.WriteInfo(new RunInfo { Id = run.Id });
        IReadOnlyList<GoalResult> results = GoalsTable.Of(RunData.Load(run));
        GoalResult asked = results.Single(result => result.Goal.Id == "Q1");
        Assert.Equal(("not reached", "a: time of traps 0.50× over 0.40×"), (asked.Verdict, asked.Fails));
        Assert.Equal(1.04, asked.Large!.Value, 3);
        Assert.Equal("not measured here", results.Single(result => result.Goal.Id == "F5").Verdict);
    }

    [Fact]
    public void A_joint_table_near_legacy_may_answer_traps_by_another_reader_and_two_tables_are_no_joint_one()
    {
        RunFolder run = RunFolder.Create(_folder.File("near"));
        SizeRow size = Size("a", 600_000, "joint", "encoding", 1.7) with { Table = "both", Track = "query-equivalent" };
        LookupRow map = Time("a", "joint", 0.1) with { Table = "both", Track = "query-equivalent", Workload = "call-return", Reader = "avx2", RatioToLegacy = 1.1 };
        LookupRow trap = map with { Workload = "trap-hit", Reader = "bmi2", RatioToLegacy = 1.3 };
        CsvTable.Write(run.File("sizes.csv"), [size, size with { Encoding = "pair-v46" }]);
        CsvTable.Write(run.File("lookups.csv"), [map, trap, map with { Encoding = "two tables", RatioToLegacy = 0.5 }, trap with { Encoding = "two tables", RatioToLegacy = 0.5 }, map with { Encoding = "pair-v46", RatioToLegacy = 1 }, map with { Encoding = "pair-v46", Workload = "trap-hit", RatioToLegacy = 1 }]);
        run.WriteInfo(new RunInfo { Id = run.Id });
        GoalResult near = GoalsTable.Of(RunData.Load(run)).Single(result => result.Goal.Id == "Q2");
        Assert.Equal(("joint", "avx2", "a: time of traps / legacy 1.30× over 1.25×"), (near.By!.Encoding, near.By.Reader, near.Fails));
    }

    private GoalResult Judge(string goal, Func<string, (string Encoding, double ToEntropy, double Time)[]> choices, long openBytes = 0, double? peer = null)
    {
        RunFolder run = RunFolder.Create(_folder.File(Guid.NewGuid().ToString("N")));
        (string File, int Entries)[] files = [("a", 600_000), ("b", 100_000), ("c", 60_000), ("d", 40_000)];
        var sizes = new List<SizeRow>();
        var times = new List<LookupRow>();
        foreach ((string file, int entries) in files)
        {
            sizes.Add(Size(file, entries, "order-0-entropy", "bound", 1));
            foreach ((string encoding, double bytes, double time) in choices(file).Append(("block-leb128(block=128)", 1.8, 1)))
            {
                sizes.Add(Size(file, entries, encoding, "encoding", bytes));
                times.Add(Time(file, encoding, time) with { OpenBytes = encoding == "good" ? openBytes : 0 });
            }

            if (peer is double ratio)
            {
                times.Add(Time(file, "block-leb128(block=128)", ratio) with { Kind = "peer", Reader = "somebody", Model = "open-and-find" });
            }
        }

        CsvTable.Write(run.File("sizes.csv"), sizes);
        CsvTable.Write(run.File("lookups.csv"), times);
        run.WriteInfo(new RunInfo { Id = run.Id });
        return GoalsTable.Of(RunData.Load(run)).Single(result => result.Goal.Id == goal);
    }

    private static SizeRow Size(string file, int entries, string encoding, string kind, double toEntropy) => new()
    {
        File = file,
        Module = file,
        Target = "x86_64",
        Wasmtime = "47.0.2",
        Table = "addrmap",
        Encoding = encoding,
        Kind = kind,
        Entries = entries,
        Bytes = (long)(entries * toEntropy),
        BytesPerEntry = toEntropy,
        RatioToV47 = toEntropy / 1.8,
    };

    private static LookupRow Time(string file, string encoding, double ratio) => new()
    {
        File = file,
        Module = file,
        Target = "x86_64",
        Wasmtime = "47.0.2",
        Table = "addrmap",
        Encoding = encoding,
        Reader = "scalar",
        Isa = "portable",
        Workload = "uniform-pc",
        Model = "find",
        NsMedian = 100 * ratio,
        RatioToV47 = ratio,
        RatioToLegacy = ratio * 5,
    };
}
