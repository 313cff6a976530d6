using EncodingLab.Reporting;
using EncodingLab.Reporting.Advice;

namespace EncodingLab.Tests.Reporting.Advice;

public sealed class KneeTests
{
    [Fact]
    public void The_knee_is_where_the_frontier_is_farthest_below_its_chord() =>
        Assert.Equal("bend", Knee.Of([Point("small", 1, 1000), Point("bend", 1.2, 60), Point("fast", 8, 40)], null)!.Encoding);

    [Fact]
    public void A_straight_or_bulging_frontier_has_no_knee()
    {
        Assert.Null(Knee.Of([Point("a", 1, 100), Point("b", 10, 10), Point("c", 100, 1)], null));
        Assert.Null(Knee.Of([Point("a", 1, 100), Point("b", 50, 50), Point("c", 100, 1)], null));
    }

    [Fact]
    public void Two_points_have_no_knee() => Assert.Null(Knee.Of([Point("a", 1, 2), Point("b", 2, 1)], null));

    [Fact]
    public void The_interval_of_a_difference_covers_none_for_equals_and_excludes_it_for_a_steady_gap()
    {
        var scores = new Scores(1, 1);
        TradeOffPoint one = Many([1.0, 2.0, 0.5, 1.5]);
        Assert.True(scores.Interval(one, one) is { Low: <= 0, High: >= 0 });
        Assert.True(scores.Interval(one, Many([1.2, 2.41, 0.6, 1.8])).Low > 0.1);
        (double low, double high) = scores.Interval(one, Many([1.5, 1.4, 0.8, 1.1]));
        Assert.True(low < 0 && high > 0);
    }

    [Fact]
    public void A_choice_slower_than_what_ships_does_not_move_it()
    {
        TradeOffPoint[] frontier = [Point("small", 0.5, 90), Point("bend", 0.8, 10), Point("fast", 3, 5)];
        TradeOffPoint shipped = Point("shipped", 1, 100);
        Assert.Equal("bend", Knee.Of(frontier, shipped)!.Encoding);
        Assert.Equal("bend", Knee.Of([Point("smallest", 0.49, 100_000), .. frontier], shipped)!.Encoding);
        Assert.Equal("small", Knee.Of([Point("smallest", 0.49, 100_000), .. frontier], null)!.Encoding);
    }

    [Fact]
    public void With_one_module_the_timing_alone_decides()
    {
        var scores = new Scores(0, 1);
        TradeOffPoint one = Timed(1.0, 0.98, 1.02);
        Assert.True(scores.Interval(one, Timed(1.01, 0.98, 1.04)) is { Low: < 0, High: > 0 });
        Assert.True(scores.Interval(one, Timed(1.2, 1.18, 1.22)).Low > 0);
    }

    private static TradeOffPoint Point(string name, double bytes, double ns) => new(name, "scalar", [new FileFigure("m", bytes, bytes, 0.5, ns, ns, ns, ns)], 0);

    private static TradeOffPoint Many(double[] ratios) => new("x", "scalar", [.. ratios.Select((ratio, i) => new FileFigure($"m{i}", 1, 1, 0.5, ratio, ratio, ratio, ratio))], 0);

    private static TradeOffPoint Timed(double ratio, double low, double high) => new("x", "scalar", [new FileFigure("m", 1, 1, 0.5, ratio, ratio, low, high)], 0);
}
