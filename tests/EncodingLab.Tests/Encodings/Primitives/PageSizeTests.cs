using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class PageSizeTests
{
    [Fact]
    public void Every_size_divides_units_exactly()
    {
        var random = new Random(5);
        for (int code = 0; code <= PageSize.MaxCode; code++)
        {
            var size = new PageSize((byte)code);
            for (int i = 0; i < 200; i++)
            {
                uint page = (uint)random.Next((int)(int.MaxValue / size.Units));
                uint start = page * size.Units;
                Assert.Equal(start, size.StartOf(page));
                Assert.Equal(page, size.PageOf(start));
                Assert.Equal(page, size.PageOf(start + size.Units - 1));
                Assert.Equal(page + 1, size.PageOf(start + size.Units));
            }
        }
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(9, 9)]
    [InlineData(481, 480)]
    [InlineData(1e12, 8 << 20)]
    public void The_nearest_size_lies_within_six_percent_or_at_an_end(double wished, uint units) => Assert.Equal(units, PageSize.Near(wished).Units);
}
