using EncodingLab.Experiments;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Experiments;

public sealed class WorkloadTests
{
    private static readonly CodeTables s_tables = SmallTables.Make();

    public static TheoryData<string> Names() => [.. Workloads.All.Select(workload => workload.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_draws_the_same_pcs_and_another_draws_others(string name)
    {
        Workload workload = Workloads.Find(name)!;
        Assert.Null(workload.WhyNot(s_tables));
        uint[] pcs = workload.Draw(s_tables, 1, 4096).Pcs;
        Assert.Equal(4096 / workload.PcsPerOperation * workload.PcsPerOperation, pcs.Length);
        Assert.Equal(pcs, workload.Draw(s_tables, 1, 4096).Pcs);
        Assert.NotEqual(pcs, workload.Draw(s_tables, 2, 4096).Pcs);
        Assert.NotEqual(pcs, workload.Draw(SmallTables.Make(2), 1, 4096).Pcs);
        Assert.All(pcs, pc => Assert.True(pc < s_tables.TextBytes));
    }

    [Fact]
    public void What_a_seed_draws_does_not_change_with_the_runtime()
    {
        Assert.Equal([3961u, 8387u, 9281u, 10034u], Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096).Pcs[..4]);
        Assert.Equal([8719u, 7512u, 208u, 6098u], Workloads.Find("trap-hit")!.Draw(s_tables, 1, 4096).Pcs[..4]);
    }

    [Theory]
    [InlineData("entry-pc", 1, 1)]
    [InlineData("before-first", 0, 0)]
    [InlineData("trap-hit", 1, 1)]
    [InlineData("trap-miss", 0, 0)]
    [InlineData("hit-or-miss", 0.5, 0.5)]
    [InlineData("uniform-pc", 0.99, 1)]
    [InlineData("call-return", 1, 1)]
    [InlineData("backtrace-20", 1, 1)]
    public void A_workload_hits_as_its_name_says(string name, double least, double most) =>
        Assert.InRange(Workloads.Find(name)!.Draw(s_tables, 1, 4096).HitRate, least, most);

    [Fact]
    public void Call_returns_are_return_addresses_minus_1()
    {
        var sites = s_tables.CallSites!.ToHashSet();
        Assert.All(Workloads.Find("call-return")!.Draw(s_tables, 1, 4096).Pcs, pc => Assert.Contains(pc + 1, sites));
    }

    [Fact]
    public void Sequential_pcs_ascend() =>
        Assert.Equal(Workloads.Find("sequential")!.Draw(s_tables, 1, 4096).Pcs.Order(), Workloads.Find("sequential")!.Draw(s_tables, 1, 4096).Pcs);

    [Fact]
    public void A_backtrace_begins_with_a_trap_and_goes_through_19_different_functions()
    {
        DrawnWorkload drawn = Workloads.Find("backtrace-20")!.Draw(s_tables, 1, 4096);
        Assert.Equal(21, drawn.Workload.LookupsPerOperation);
        foreach (uint[] trace in drawn.Pcs.Chunk(20))
        {
            Assert.True(ReferenceLookup.ExactEntry(s_tables[TableKind.Traps].Pcs, trace[0]) >= 0);
            Assert.Equal(19, trace.Skip(1).Select(pc => ReferenceLookup.CoveringEntry(s_tables.FunctionStarts, pc)).Distinct().Count());
        }
    }

    [Fact]
    public void What_does_not_apply_says_why()
    {
        CodeTables bare = s_tables with { CallSites = null };
        Assert.Equal("no call sites known", Workloads.Find("call-return")!.WhyNot(bare));
        Assert.Equal("no call sites known", Workloads.Find("backtrace-20")!.WhyNot(bare));
        Assert.Equal("no function bounds known", Workloads.Find("backtrace-20")!.WhyNot(s_tables with { FunctionStarts = null }));
        Assert.Equal("calls in fewer than 19 functions", Workloads.Find("backtrace-20")!.WhyNot(s_tables with { FunctionStarts = [0] }));
        Assert.Equal("no entries in traps", Workloads.Find("trap-hit")!.WhyNot(new CodeTables([], 100)));
        CodeTables dense = CodeTables.Of(new PcTable(TableKind.Traps, [0, 1, 2], [1, 1, 1]), new PcTable(TableKind.AddressMap, [0], [5]));
        Assert.Equal("every byte of text can trap", Workloads.Find("trap-miss")!.WhyNot(dense));
        Assert.Equal("the first entry is at 0", Workloads.Find("before-first")!.WhyNot(dense));
        Assert.Null(Workloads.Find("no-such"));
    }

    [Theory]
    [InlineData("uniform-pc")]
    [InlineData("backtrace-20")]
    public void A_windows_expected_sum_is_the_sum_of_its_operations_even_round_the_end(string name)
    {
        DrawnWorkload drawn = Workloads.Find(name)!.Draw(s_tables, 1, 4096);
        ulong[] single = [.. Enumerable.Range(0, drawn.Operations).Select(operation => drawn.ExpectedOf(operation, 1))];
        foreach ((int first, int operations) in new[] { (0, drawn.Operations), (3, 5), (drawn.Operations - 2, 7), (drawn.Operations - 1, drawn.Operations) })
        {
            ulong sum = 0;
            for (int i = 0; i < operations; i++)
            {
                sum += single[(first + i) % drawn.Operations];
            }

            Assert.Equal(sum, drawn.ExpectedOf(first, operations));
            Assert.Equal(drawn.Pcs[first * drawn.Workload.PcsPerOperation], drawn.Window(first, operations)[0]);
            Assert.Equal(operations * drawn.Workload.PcsPerOperation, drawn.Window(first, operations).Length);
        }

        Assert.Equal(drawn.Checksum, drawn.ExpectedOf(0, drawn.Operations));
    }

    [Fact]
    public void Every_hand_of_64_has_its_share_of_each_eighth_of_a_block()
    {
        DrawnWorkload drawn = Workloads.Find("entry-pc")!.Draw(s_tables, 1, 4096);
        foreach (uint[] hand in drawn.Pcs.Chunk(64))
        {
            int early = hand.Count(pc => ReferenceLookup.CoveringEntry(s_tables[TableKind.AddressMap].Pcs, pc) % 128 < 64);
            Assert.InRange(early, 28, 40);
        }
    }

    [Fact]
    public void Other_tables_answer_the_same_pcs_in_their_own_way()
    {
        DrawnWorkload drawn = Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096);
        DrawnWorkload other = drawn.Against(SmallTables.Make(2));
        Assert.Equal(drawn.Pcs, other.Pcs);
        Assert.NotEqual(drawn.Checksum, other.Checksum);
    }
}
