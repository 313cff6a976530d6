using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class SortedSearchTests
{
    [Fact]
    public void Every_number_of_keys_gives_both_bounds_alone_and_in_pairs()
    {
        var random = new Random(3);
        for (int count = 0; count < 700; count += count < 200 ? 1 : 37)
        {
            uint[] keys = [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(count * 2) * 3).Order()];
            uint[] pairs = [.. keys.SelectMany(key => new[] { key, (uint)random.Next() })];
            foreach (uint pc in (uint[])[.. keys, 0, 1, uint.MaxValue, .. keys.Select(key => key + 1)])
            {
                int below = ReferenceLookup.LowerBound(keys, pc);
                int upTo = pc == uint.MaxValue ? count : ReferenceLookup.LowerBound(keys, pc + 1);
                var probe = new RangeProbe { Length = 4 + (count * 4) };
                var pairProbe = new RangeProbe { Length = 4 + (count * 8) };
                Assert.Equal(below, SortedSearch.LowerBound(keys, pc, 4, ref probe));
                Assert.Equal(upTo, SortedSearch.UpperBound(keys, pc, 4, ref probe));
                Assert.Equal(below, SortedSearch.Count<PairsBelow, RangeProbe>(pairs, pc, 4, ref pairProbe));
                Assert.Equal(upTo, SortedSearch.Count<PairsUpTo, RangeProbe>(pairs, pc, 4, ref pairProbe));
            }
        }
    }

    [Theory]
    [InlineData(8 << 20)]
    [InlineData((8 << 20) + 1)]
    [InlineData((1 << 24) + 5)]
    public void Tables_longer_than_the_written_out_steps_are_searched_too(int count)
    {
        var keys = new uint[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = (uint)i * 4;
        }

        var probe = default(NoProbe);
        foreach (int i in new[] { 0, 1, 7, count / 3, count / 2, count - 9, count - 2, count - 1 })
        {
            Assert.Equal(i, SortedSearch.LowerBound(keys, (uint)i * 4, 0, ref probe));
            Assert.Equal(i + 1, SortedSearch.LowerBound(keys, ((uint)i * 4) + 1, 0, ref probe));
            Assert.Equal(i + 1, SortedSearch.UpperBound(keys, ((uint)i * 4) + 3, 0, ref probe));
        }
    }

    [Fact]
    public void Keys_out_of_order_give_some_index_in_range()
    {
        var random = new Random(4);
        using var guarded = new GuardedBytes(4096);
        for (int count = 0; count < 300; count++)
        {
            var bytes = new byte[count * 4];
            random.NextBytes(bytes);
            ReadOnlySpan<uint> keys = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(guarded.BeforeGuard(bytes));
            var probe = new RangeProbe { Length = bytes.Length };
            Assert.InRange(SortedSearch.LowerBound(keys, (uint)random.NextInt64(1L << 32), 0, ref probe), 0, count);
            Assert.InRange(SortedSearch.Count<PairsUpTo, RangeProbe>(keys, (uint)random.NextInt64(1L << 32), 0, ref probe), 0, count / 2);
        }
    }
}
