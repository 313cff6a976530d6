using EncodingLab.Reporting.Charts;

namespace EncodingLab.Tests.Reporting.Charts;

public sealed class SeriesStyleTests
{
    [Fact]
    public void A_hundred_series_differ_in_colour_or_shape_or_outline() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(n => SeriesStyle.Nth(n)).DistinctBy(style => (style.Colour, style.Marker, style.Hollow)).Count());
}
