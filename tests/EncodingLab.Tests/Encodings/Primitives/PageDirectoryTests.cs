using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class PageDirectoryTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void Every_page_is_found_where_it_was_put_long_ones_too(int unit, bool positions)
    {
        var random = new Random(7);
        int[] bits = [.. Enumerable.Range(0, 133).Select(i => i % 19 == 5 ? random.Next(100_000) : random.Next(200))];
        uint[] groups = [10, 330, 7, 40_000, 5, 100];
        var output = new ByteWriter();
        output.WriteUInt32(0);
        PageDirectory.Write(bits, unit, positions ? groups : default, output);
        int longPages = PageDirectory.LongPages(bits, unit);
        Assert.Equal(4 + PageDirectory.Bytes(bits.Length, longPages, positions), output.Length);
        var directory = new PageDirectory(4, bits.Length, longPages, unit, positions);
        NoProbe probe = default;
        long expected = 0;
        for (int page = 0; page < bits.Length; page++)
        {
            directory.Find(output.Written, page, out long begin, out long end, ref probe);
            Assert.Equal((expected, expected + (PageDirectory.Units(bits[page], unit) << unit)), (begin, end));
            expected = end;
        }

        Assert.Equal(positions ? 20u : 0u, positions ? directory.Expect(output.Written, 1, ref probe) : 0u);
    }

    [Fact]
    public void A_difference_is_held_by_the_width_chosen_for_it()
    {
        int[] differences = [0, 1, -1, 7, -8, 8, 1000, int.MinValue, int.MaxValue];
        byte[] widths = PageAnchors.Widths(differences);
        foreach (int difference in differences)
        {
            int width = widths[PageAnchors.Choose(difference, widths)];
            long held = width == 0 ? 0 : ((long)difference << (64 - width)) >> (64 - width);
            Assert.Equal(difference, held);
        }
    }
}
