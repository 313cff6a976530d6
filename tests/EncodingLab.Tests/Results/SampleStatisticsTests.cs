using EncodingLab.Results;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace EncodingLab.Tests.Results;

public sealed class SampleStatisticsTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(31)]
    public void The_exact_interval_is_what_resampling_converges_to(int count)
    {
        var random = new Xoshiro256StarStar(7);
        double[] sorted = [.. LogNormal.Samples(random, 0, 0.5).Take(count).Order()];
        double[] medians = [.. Enumerable.Range(0, 20_000).Select(_ => Enumerable.Range(0, count).Select(_ => sorted[random.Next(count)]).Order().ElementAt(count / 2)).Order()];
        (double low, double high) = SampleStatistics.MedianInterval(sorted);
        Assert.InRange(low, medians[(int)(0.02 * medians.Length)], medians[(int)(0.03 * medians.Length)]);
        Assert.InRange(high, medians[(int)(0.97 * medians.Length)], medians[(int)(0.98 * medians.Length)]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(32)]
    public void The_interval_covers_the_true_median_of_skewed_noise_about_95_times_in_100(int count)
    {
        var random = new Xoshiro256StarStar(11);
        int covered = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            (double low, double high) = SampleStatistics.MedianInterval([.. LogNormal.Samples(random, 0, 1).Take(count).Order()]);
            covered += low <= 1 && 1 <= high ? 1 : 0;
        }

        Assert.InRange(covered, 2000 * 0.92, 2000 * 0.99);
    }

    [Fact]
    public void A_summary_has_the_quantiles_of_a_known_distribution()
    {
        double[] samples = [.. Normal.Samples(new Xoshiro256StarStar(3), 100, 10).Take(20_001)];
        SampleSummary summary = SampleStatistics.Summarize(samples);
        Assert.Equal(100, summary.Median, 0.5);
        Assert.Equal(100 - 12.816, summary.P10, 0.6);
        Assert.Equal(100 + 12.816, summary.P90, 0.6);
        Assert.Equal(6.745, summary.Mad, 0.2);
        Assert.InRange((double)(summary.MildOutliers + summary.SevereOutliers) / samples.Length, 0.004, 0.011);
        Assert.False(summary.IsBimodal);
        Assert.Equal(0, summary.Drift);
    }

    [Fact]
    public void Outliers_are_classed_and_kept()
    {
        SampleSummary summary = SampleStatistics.Summarize([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 100]);
        Assert.Equal((1, 1, 13), (summary.MildOutliers, summary.SevereOutliers, summary.Count));
        Assert.Equal(16, summary.Median);
    }

    [Theory]
    [InlineData("normal", 0.02)]
    [InlineData("uniform", 0.02)]
    [InlineData("skewed", 0.05)]
    public void One_cluster_is_seldom_called_two(string shape, double share)
    {
        var random = new Xoshiro256StarStar(5);
        int called = Enumerable.Range(0, 1000).Count(_ => SampleStatistics.Summarize(Draw(shape, random)).IsBimodal);
        Assert.InRange(called, 0, (int)(1000 * share));
    }

    [Fact]
    public void Two_clusters_are_seen()
    {
        var random = new Xoshiro256StarStar(6);
        int called = Enumerable.Range(0, 200).Count(_ => SampleStatistics.Summarize(Draw("two", random)).IsBimodal);
        Assert.InRange(called, 190, 200);
    }

    [Fact]
    public void A_trend_is_seen_and_noise_is_none()
    {
        var random = new Xoshiro256StarStar(8);
        double[] noise = Draw("normal", random);
        Assert.InRange(Enumerable.Range(0, 1000).Count(_ => SampleStatistics.Summarize(Draw("normal", random)).Drift != 0), 0, 10);
        Assert.InRange(SampleStatistics.Summarize([.. noise.Select((sample, i) => sample * (1 + (0.01 * i)))]).Drift, 0.12, 0.3);
        Assert.InRange(SampleStatistics.Summarize([.. noise.Select((sample, i) => sample * (1 - (0.01 * i)))]).Drift, -0.4, -0.12);
    }

    [Fact]
    public void Paired_ratios_see_through_noise_that_both_sides_share()
    {
        var random = new Xoshiro256StarStar(9);
        double[] weather = [.. LogNormal.Samples(random, 0, 0.5).Take(15)];
        PairedRatio ratio = SampleStatistics.Ratio([.. weather.Select(w => 105 * w)], [.. weather.Select(w => 100 * w)]);
        Assert.Equal(1.05, ratio.Median, 1e-9);
        Assert.Equal(1.05, ratio.Low, 1e-9);
        Assert.Equal(1.05, ratio.High, 1e-9);
    }

    [Fact]
    public void Few_samples_give_figures_and_no_verdict()
    {
        SampleSummary summary = SampleStatistics.Summarize([5]);
        Assert.Equal((5.0, 5.0, 5.0, 0.0), (summary.Median, summary.Low, summary.High, summary.Mad));
        Assert.False(SampleStatistics.Summarize([1, 1, 9, 9]).IsBimodal);
    }

    private static double[] Draw(string shape, Random random) => shape switch
    {
        "normal" => [.. Normal.Samples(random, 100, 5).Take(32)],
        "uniform" => [.. ContinuousUniform.Samples(random, 90, 110).Take(32)],
        "skewed" => [.. LogNormal.Samples(random, 4.6, 0.1).Take(32)],
        _ => [.. Normal.Samples(random, 100, 1).Take(22), .. Normal.Samples(random, 112, 1).Take(10)],
    };
}
