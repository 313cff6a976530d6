using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class ReferenceLookupTests
{
    private static readonly uint[] s_pcs = [10, 10, 10, 20, 20, uint.MaxValue];
    private static readonly PcTable s_traps = new(TableKind.Traps, s_pcs, [1, 2, 3, 4, 5, 6]);
    private static readonly PcTable s_map = new(TableKind.AddressMap, s_pcs, [1, 2, 3, 4, TableKind.None, 6]);

    [Theory]
    [InlineData(0u, false, 0u)]
    [InlineData(10u, true, 1u)]
    [InlineData(11u, false, 0u)]
    [InlineData(20u, true, 4u)]
    [InlineData(uint.MaxValue, true, 6u)]
    [InlineData(uint.MaxValue - 1, false, 0u)]
    public void Traps_answer_only_at_an_entry_and_the_first_of_equal_ones(uint pc, bool found, uint value)
    {
        Assert.Equal(found, ReferenceLookup.TryFind(s_traps, pc, out uint answer));
        Assert.Equal(value, answer);
    }

    [Theory]
    [InlineData(0u, false, 0u)]
    [InlineData(9u, false, 0u)]
    [InlineData(10u, true, 3u)]
    [InlineData(19u, true, 3u)]
    [InlineData(20u, true, TableKind.None)]
    [InlineData(uint.MaxValue - 1, true, TableKind.None)]
    [InlineData(uint.MaxValue, true, 6u)]
    public void Address_maps_answer_from_an_entry_on_and_the_last_of_equal_ones(uint pc, bool found, uint value)
    {
        Assert.Equal(found, ReferenceLookup.TryFind(s_map, pc, out uint answer));
        Assert.Equal(value, answer);
    }

    [Fact]
    public void Nothing_is_found_in_an_empty_table()
    {
        Assert.False(ReferenceLookup.TryFind(PcTable.Empty(TableKind.Traps), 0, out _));
        Assert.False(ReferenceLookup.TryFind(PcTable.Empty(TableKind.AddressMap), uint.MaxValue, out _));
    }
}
