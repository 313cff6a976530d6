using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class PagePcsTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(0, 128)]
    [InlineData(1, 64)]
    [InlineData(3, 48)]
    [InlineData(7, 40)]
    public void Ranks_and_round_trips_are_those_of_the_list(int low, int granules)
    {
        var plan = new PagePlan(0, low, granules);
        var random = new Random(low);
        for (int entries = 0; entries <= PagePcs.MaxEntries && entries <= (int)plan.Units; entries++)
        {
            uint[] locals = Draw(random, plan, entries);
            var output = new ByteWriter();
            PagePcs.WriteUpper(locals, plan, output);
            Assert.Equal(PagePcs.UpperBytes(plan, entries), output.Length);
            int lowsAt = output.Length;
            PagePcs.WriteLows(locals, plan, output);
            output.Reserve(64);
            var back = new uint[entries];
            Assert.True(PagePcs.TryRead(output.Written, 0, lowsAt, plan, back));
            Assert.Equal(locals, back);
            for (uint local = 0; local < plan.Units; local += 1 + (uint)random.Next(7))
            {
                int expected = locals.Count(other => other <= local);
                Assert.Equal(expected, Rank<PortableWords>(output.Written, lowsAt, plan, local, entries));
                Assert.True(!Bmi2Words.IsSupported || Rank<Bmi2Words>(output.Written, lowsAt, plan, local, entries) == expected);
            }
        }
    }

    [Fact]
    public void Bit_strings_that_contradict_each_other_are_refused()
    {
        var plan = new PagePlan(0, 3, 48);
        var output = new ByteWriter();
        PagePcs.WriteUpper([5, 9, 90], plan, output);
        PagePcs.WriteLows([5, 9, 90], plan, output);
        for (int bit = 0; bit < 52; bit++)
        {
            byte[] bytes = output.Written.ToArray();
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.False(PagePcs.TryRead(bytes, 0, 7, plan, new uint[3]), $"bit {bit}");
        }
    }

    [Fact]
    public void Every_plan_divides_exactly()
    {
        for (int granules = 8; granules <= PagePlan.MaxBitmap; granules += 8)
        {
            ulong reciprocal = new PagePlan(0, 0, granules).Reciprocal;
            for (uint step = 0; step < 1 << 16; step++)
            {
                foreach (uint granule in new[] { step, uint.MaxValue - step, step * (uint)granules, (step * (uint)granules) - 1 })
                {
                    Assert.Equal(granule / (uint)granules, (uint)Math.BigMul(granule, reciprocal, out _));
                }
            }
        }
    }

    private static uint[] Draw(Random random, PagePlan plan, int entries)
    {
        var drawn = new SortedSet<uint>();
        while (drawn.Count < entries)
        {
            drawn.Add((uint)random.Next((int)plan.Units));
        }

        return [.. drawn];
    }

    private static int Rank<TOps>(ReadOnlySpan<byte> bytes, int lowsAt, PagePlan plan, uint local, int entries)
        where TOps : struct, IWordOps
    {
        if (plan.Low == 0)
        {
            return PagePcs.RankBitmap<TOps>(in bytes[0], local);
        }

        ulong granules = BitPacking.Word(bytes, 0);
        int granule = (int)(local >> plan.Low);
        int firsts = plan.Granules >> 3;
        int start = PagePcs.StartOfTwo<TOps>(granules, in bytes[firsts], granule, out int count);
        if (entries <= PagePcs.OneWord)
        {
            Assert.Equal(start, PagePcs.Start<TOps>(granules, BitPacking.Word(bytes, firsts), granule, out int same));
            Assert.Equal(count, same);
        }

        // More than eight in a granule are for the caller to count.
        uint bound = local & ((1u << plan.Low) - 1);
        ulong lows = BitPacking.Field(bytes, (lowsAt * 8L) + (start * plan.Low), 57);
        if (count <= PagePcs.MaxCrowd)
        {
            return start + PagePcs.CountAtOrBelow<TOps>(lows, plan.Low, BitPacking.Lanes(plan.Low), count, bound);
        }

        for (int end = start + count; start < end && BitPacking.Field(bytes, (lowsAt * 8L) + (start * plan.Low), plan.Low) <= bound;)
        {
            start++;
        }

        return start;
    }
}
