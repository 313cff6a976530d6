using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class TableStatisticsTests
{
    [Fact]
    public void Ties_none_and_the_lengths_of_deltas_are_counted()
    {
        var map = new PcTable(TableKind.AddressMap, [4, 4, 8, 264], [100, TableKind.None, 99, 100]);
        TableStatistics statistics = TableStatistics.Of(map);
        Assert.Equal(4, statistics.Entries);
        Assert.Equal(1, statistics.Ties);
        Assert.Equal(1, statistics.None);
        Assert.Equal(0.25, statistics.NoneShare);
        Assert.Equal(4u, statistics.PcUnit);

        // Gaps 4, 0, 4, 256: of 3, 0, 3 and 9 bits.
        Assert.Equal((1, 2, 1), (statistics.PcDeltaBits[0], statistics.PcDeltaBits[3], statistics.PcDeltaBits[9]));

        // Steps +100, -1, +1 in zigzag are 200, 1, 2: of 8, 1 and 2 bits.
        Assert.Equal((1, 1, 1), (statistics.ValueDeltaBits[8], statistics.ValueDeltaBits[1], statistics.ValueDeltaBits[2]));
        Assert.Equal(3, statistics.ValueDeltaBits.Sum());
        Assert.Empty(statistics.Values);
    }

    [Fact]
    public void Codes_of_traps_are_counted_by_value()
    {
        TableStatistics statistics = TableStatistics.Of(new PcTable(TableKind.Traps, [1, 2, 9], [1, 255, 1]));
        Assert.Equal(new Dictionary<uint, int> { [1] = 2, [255] = 1 }, statistics.Values);
        Assert.Equal(0, statistics.ValueDeltaBits.Sum());
    }

    [Fact]
    public void The_farthest_steps_fit_the_histograms()
    {
        TableStatistics statistics = TableStatistics.Of(new PcTable(TableKind.AddressMap, [0, uint.MaxValue, uint.MaxValue], [uint.MaxValue - 1, 0, uint.MaxValue - 1]));
        Assert.Equal(1, statistics.PcDeltaBits[32]);
        Assert.Equal(3, statistics.ValueDeltaBits[33]);
        Assert.Equal(0, TableStatistics.Of(PcTable.Empty(TableKind.Traps)).NoneShare);
    }

    [Fact]
    public void Trap_codes_have_names_and_unknown_ones_are_carried()
    {
        Assert.Equal("StackOverflow", TrapCodes.Name(0));
        Assert.Equal("UncaughtException", TrapCodes.Name(49));
        Assert.Equal("GcHeapCorrupt", TrapCodes.Name(254));
        Assert.Equal("InternalAssert", TrapCodes.Name(255));
        Assert.Equal("code 77", TrapCodes.Name(77));
    }
}
