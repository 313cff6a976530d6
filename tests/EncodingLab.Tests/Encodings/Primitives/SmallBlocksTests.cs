using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class SmallBlocksTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(40, 0)]
    [InlineData(700, 2)]
    [InlineData(5000, 4)]
    public void The_last_block_that_begins_at_or_before_a_unit_is_found(int entries, int log)
    {
        uint[] units = Spread(entries);
        byte[] bytes = Encode(units, log);
        Assert.True(SmallBlocks.TryOpen(bytes, out SmallBlocks table));
        uint[] firsts = [.. units.Where((_, i) => i % (1 << log) == 0)];
        foreach (uint unit in firsts.SelectMany(first => new[] { first - 1, first, first + 1 }).Append(0u).Append(uint.MaxValue))
        {
            var probe = new RangeProbe { Length = bytes.Length };
            int expected = firsts.Count(first => first <= unit) - 1;
            bool found = table.TryFind(bytes, unit, true, out SmallBlock block, ref probe);
            Assert.Equal(expected >= 0, found);
            Assert.True(!found || (block.Number == expected && block.FirstUnit == firsts[expected]));
        }
    }

    [Fact]
    public void A_superblock_ends_where_a_u16_would_not_do()
    {
        uint[] near = [.. Enumerable.Range(0, 64).Select(i => (uint)i * 1000)];
        uint[] far = [.. Enumerable.Range(0, 64).Select(i => (uint)i * 65_536)];
        Assert.True(SmallBlocks.TryOpen(Encode(near, 0), out SmallBlocks close));
        Assert.True(SmallBlocks.TryOpen(Encode(far, 0), out SmallBlocks apart));
        Assert.Equal(2, close.Supers);
        Assert.Equal(64, apart.Supers);
    }

    [Fact]
    public void Bodies_lie_back_to_back_and_end_with_the_totals()
    {
        byte[] bytes = Encode(Spread(1000), 3);
        Assert.True(SmallBlocks.TryOpen(bytes, out SmallBlocks table));
        int end = table.Body;
        var probe = default(NoProbe);
        for (int number = 0, super = 0; number < 125; number++)
        {
            Assert.True(table.TryAt(bytes, super, number, out SmallBlock block, ref probe));
            Assert.Equal(end, block.Start);
            Assert.Equal(8, block.Count);
            (end, super) = (block.End, block.Super);
        }

        Assert.Equal(table.End, end);
        Assert.Equal((uint)(table.End - table.Body), table.Totals(bytes).Bodies);
        Assert.False(table.TryAt(bytes, 0, 125, out _, ref probe));
    }

    [Fact]
    public void Only_equal_pcs_over_a_border_of_a_table_asked_by_exact_pc_are_flagged()
    {
        Assert.False(Tied(TableKind.Traps, [1, 1, 2, 3]));
        Assert.True(Tied(TableKind.Traps, [1, 2, 2, 3]));
        Assert.False(Tied(TableKind.AddressMap, [1, 2, 2, 3]));

        static bool Tied(TableKind kind, uint[] pcs) =>
            SmallBlocks.TryOpen(Encode(kind, pcs, 1), out SmallBlocks table) && table.Tied;
    }

    [Fact]
    public void Pcs_lose_the_zero_bits_that_all_share()
    {
        Assert.Equal([1u, 3u, 4u], SmallBlocksWriter.Units(new PcTable(TableKind.Traps, [4, 12, 16], [0, 0, 0]), out int shift));
        Assert.Equal(2, shift);
        Assert.Equal([0u], SmallBlocksWriter.Units(new PcTable(TableKind.Traps, [0], [0]), out shift));
        Assert.Equal(0, shift);
    }

    private static uint[] Spread(int entries)
    {
        var random = new Random(entries);
        var units = new uint[entries];
        for (int i = 0; i < entries; i++)
        {
            units[i] = (i == 0 ? 5 : units[i - 1]) + (uint)random.Next(1, random.Next(100) == 0 ? 100_000 : 30);
        }

        return units;
    }

    private static byte[] Encode(uint[] units, int log) => Encode(TableKind.AddressMap, units, log);

    private static byte[] Encode(TableKind kind, uint[] units, int log)
    {
        var output = new ByteWriter();
        SmallBlocksWriter.Write(new PcTable(kind, units, new uint[units.Length]), units, 0, log, new Unary(), output);
        return output.ToEncodedTable().Bytes;
    }

    private sealed class Unary : ISmallBodyWriter
    {
        public bool HasBases => true;

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body) => body.Write(new byte[units[0] % 7]);
    }
}
