using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class FreePlacementTests
{
    private const int Block = 4;

    [Theory]
    [InlineData(new uint[] { }, 0)]
    [InlineData(new uint[] { 9 }, 1)]
    [InlineData(new uint[] { 0, 63, 127 }, 4)]
    [InlineData(new uint[] { 0, 8191, 16383, 17000, 900000 }, 9)]
    public void Keys_take_what_their_differences_take_and_a_block_begins_anew(uint[] pcs, int bytes) => Assert.Equal(bytes, FreePlacement.KeyBytes(pcs, Block));

    [Fact]
    public void No_placement_goes_below_the_bound_and_the_best_is_near_it()
    {
        var random = new Random(5);
        long best = 0;
        long least = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            CodeTables tables = Drawn(random);
            long bound = FreePlacement.LeastKeyBytes(tables, Block);
            long placed = FreePlacement.KeyBytes(QueryEquivalence.Prune(tables, KeyPlacement.ShortDeltas, Block).Tables[TableKind.AddressMap].Pcs, Block);
            long original = FreePlacement.KeyBytes(QueryEquivalence.Prune(tables).Tables[TableKind.AddressMap].Pcs, Block);
            Assert.InRange(placed, bound, original);
            best += placed;
            least += bound;
        }

        Assert.InRange(best, least, least * 1.25);
    }

    [Fact]
    public void A_key_stands_at_the_trap_that_asks_where_that_costs_nothing()
    {
        var map = new PcTable(TableKind.AddressMap, [0, 10, 20, 30], [1, 2, 3, 4]);
        var traps = new PcTable(TableKind.Traps, [5, 14, 39], [1, 1, 1]);
        CodeTables tables = CodeTables.Of(traps, map) with { CallSites = [28] };
        Assert.Equal([5u, 14u, 20u, 39u], QueryEquivalence.Prune(tables, KeyPlacement.ShortDeltas).Tables[TableKind.AddressMap].Pcs.ToArray());
        Assert.Equal([0u, 10u, 20u, 30u], QueryEquivalence.Prune(tables).Tables[TableKind.AddressMap].Pcs.ToArray());
    }

    private static CodeTables Drawn(Random random)
    {
        uint pc = 0;
        uint[] pcs = [.. Enumerable.Range(0, 40).Select(_ => pc += (uint)random.Next(1, 1 << random.Next(1, 15)))];
        uint[] traps = [.. pcs.Where(_ => random.Next(3) == 0).Select(at => at + (uint)random.Next(3)).Distinct().Order()];
        var map = new PcTable(TableKind.AddressMap, pcs, [.. pcs.Select(_ => (uint)random.Next(6))]);
        return CodeTables.Of(new PcTable(TableKind.Traps, traps, [.. traps.Select(_ => 1u)]), map) with { CallSites = [.. pcs.Where(_ => random.Next(4) == 0).Select(at => at + 2)] };
    }
}
