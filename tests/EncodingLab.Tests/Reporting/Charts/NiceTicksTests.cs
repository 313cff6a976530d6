using EncodingLab.Reporting.Charts;

namespace EncodingLab.Tests.Reporting.Charts;

public sealed class NiceTicksTests
{
    [Fact]
    public void Linear_ticks_are_round_and_inside()
    {
        Assert.Equal([0.2, 0.25, 0.3, 0.35, 0.4], NiceTicks.Linear(0.19, 0.41, 5));
        Assert.Equal([-20.0, 0, 20], NiceTicks.Linear(-25, 31, 3));
    }

    [Fact]
    public void Log_ticks_are_as_dense_as_room_allows()
    {
        Assert.Equal([10.0, 100, 1000], NiceTicks.Log(8, 1500, 4));
        Assert.Equal([10.0, 20, 50, 100, 200], NiceTicks.Log(8, 250, 6));
    }

    [Theory]
    [InlineData(1e-9, 2e-9)]
    [InlineData(0.98, 1.02)]
    [InlineData(3, 3.0001)]
    [InlineData(1, 1e12)]
    public void Every_domain_gets_at_least_two_ticks_inside_and_in_order(double low, double high)
    {
        foreach (IReadOnlyList<double> ticks in new[] { NiceTicks.Linear(low, high, 6), NiceTicks.Log(low, high, 6) })
        {
            Assert.InRange(ticks.Count, 2, 14);
            Assert.All(ticks, tick => Assert.InRange(tick, low - ((high - low) * 1e-6), high + ((high - low) * 1e-6)));
            Assert.Equal(ticks.Order().Distinct(), ticks);
        }
    }
}
