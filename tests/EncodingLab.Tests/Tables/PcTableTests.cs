using EncodingLab.Tables;

namespace EncodingLab.Tests.Tables;

public sealed class PcTableTests
{
    [Fact]
    public void Columns_of_different_length_falling_pcs_and_wide_codes_are_refused_with_the_entry()
    {
        Assert.Throws<ArgumentException>(() => new PcTable(TableKind.Traps, [1, 2], [1]));
        Assert.Contains("entry 2", Assert.Throws<ArgumentException>(() => new PcTable(TableKind.AddressMap, [1, 7, 6], [0, 0, 0])).Message);
        Assert.Contains("256", Assert.Throws<ArgumentException>(() => new PcTable(TableKind.Traps, [1, 2], [255, 256])).Message);
    }

    [Theory]
    [InlineData(new uint[0], 1u)]
    [InlineData(new uint[] { 0, 0 }, 1u)]
    [InlineData(new uint[] { 0, 8, 20 }, 4u)]
    [InlineData(new uint[] { 6, 9 }, 3u)]
    [InlineData(new uint[] { 4, 8, 9 }, 1u)]
    [InlineData(new uint[] { 0x8000_0000 }, 0x8000_0000u)]
    public void The_unit_is_what_all_pcs_are_multiples_of(uint[] pcs, uint unit) =>
        Assert.Equal(unit, new PcTable(TableKind.AddressMap, pcs, new uint[pcs.Length]).PcUnit);

    [Fact]
    public void Content_is_equal_only_with_kind_pcs_and_values()
    {
        var table = new PcTable(TableKind.Traps, [1, 2], [3, 4]);
        Assert.True(table.ContentEquals(new PcTable(TableKind.Traps, [1, 2], [3, 4])));
        Assert.False(table.ContentEquals(new PcTable(TableKind.AddressMap, [1, 2], [3, 4])));
        Assert.False(table.ContentEquals(new PcTable(TableKind.Traps, [1, 3], [3, 4])));
        Assert.False(table.ContentEquals(new PcTable(TableKind.Traps, [1, 2], [3, 5])));
    }

    [Fact]
    public void Both_is_made_of_the_two_and_absent_tables_are_empty()
    {
        CodeTables tables = CodeTables.Of(new PcTable(TableKind.Traps, [1, 2], [3, 4]));
        Assert.Equal([TableKind.Traps, TableKind.AddressMap], TableKind.Both.Questions);
        Assert.Equal(2, tables.Entries(TableKind.Both));
        Assert.False(tables.Has(TableKind.Both));
        Assert.Equal(0, tables[TableKind.AddressMap].Count);
        Assert.Equal(3u, tables.TextBytes);
        Assert.Equal(TableKind.AddressMap, TableKind.Find("addrmap"));
        Assert.Null(TableKind.Find("ADDRMAP"));
    }
}
