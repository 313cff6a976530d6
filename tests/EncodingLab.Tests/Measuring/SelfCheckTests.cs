using EncodingLab.Measuring;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

public sealed class SelfCheckTests
{
    private static SelfCheckPair Pair(string check, bool passed) => new(check, 0, "file", "legacy-fixed", "scalar", "uniform-pc", "find", new(1, 1, 1, 1), passed);

    private static SelfCheckReport Report(int same, int planted, int probe) => new(
        [.. new[] { ("same", same), ("planted", planted), ("probe", probe) }.SelectMany(check => Enumerable.Range(0, 100).Select(pair => Pair(check.Item1, pair < check.Item2)))], 1);

    [Fact]
    public void It_passes_with_ninety_of_a_hundred_in_every_check_and_with_fewer_in_none()
    {
        Assert.True(Report(90, 90, 90).Passed);
        Assert.False(Report(89, 100, 100).Passed);
        Assert.False(Report(100, 89, 100).Passed);
        Assert.False(Report(100, 100, 89).Passed);
        Assert.False(new SelfCheckReport([Pair("same", true), Pair("planted", true)], 1).Passed);
    }

    [Theory]
    [InlineData(0.001, 640)]
    [InlineData(0.024, 1280)]
    [InlineData(0.048, 5120)]
    [InlineData(1.0, 12800)]
    [InlineData(double.NaN, 12800)]
    public void Twice_as_wide_a_pilot_asks_for_four_times_the_samples(double width, int expected) =>
        Assert.InRange(SelfCheck.SamplesFor(new(1, 1 - (width / 2), 1 + (width / 2), 32), 320), expected - 1, expected);

    [Fact]
    public void Every_pair_of_every_check_says_what_was_asked_and_passes_by_its_own_interval()
    {
        SelfCheckReport report = SelfCheck.Run([("small", SmallTables.Make())], 3, new() { Samples = 8, SamplesPerVisit = 2, SampleMicroseconds = 5 }, _ => { });
        Assert.Equal(SelfCheck.Checks.SelectMany(check => Enumerable.Range(0, 3).Select(pair => (check, pair))).Order(), report.Pairs.Select(pair => (pair.Check, pair.Pair)).Order());
        Assert.All(report.Pairs.Where(pair => pair.Check == "planted"), pair => Assert.Equal(pair.Ratio.Low > 1, pair.Passed));
        Assert.All(report.Pairs.Where(pair => pair.Check != "planted"), pair => Assert.Equal(pair.Ratio.Low > 0.98 && pair.Ratio.High < 1.02, pair.Passed));
        Assert.All(report.Pairs, pair => Assert.True(pair.Ratio.Low <= pair.Ratio.Median && pair.Ratio.Median <= pair.Ratio.High));
    }
}
