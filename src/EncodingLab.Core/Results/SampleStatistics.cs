using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Results;

/// <summary>A median with what is known of its surroundings. The unit is the samples'.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Median">Their median.</param>
/// <param name="Low">Lower end of the median's 95 % bootstrap interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="P10">10th percentile.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="Mad">Median absolute deviation from the median.</param>
/// <param name="MildOutliers">Samples beyond 1.5 interquartile ranges, but not beyond 3; kept in all figures.</param>
/// <param name="SevereOutliers">Samples beyond 3 interquartile ranges; kept as well.</param>
/// <param name="IsBimodal">Whether two separate clusters hold the samples.</param>
/// <param name="Drift">Change from the first third's median to the last third's, as a share of the median, where order and value are clearly related; else 0.</param>
public sealed record SampleSummary(
    int Count, double Median, double Low, double High, double P10, double P90, double Mad, int MildOutliers, int SevereOutliers, bool IsBimodal, double Drift);

/// <summary>Median of ratios taken within rounds, with its 95 % bootstrap interval.</summary>
public sealed record PairedRatio(double Median, double Low, double High, int Rounds);

/// <summary>Statistics of timed samples: medians and ranks, since the noise of a shared machine has a long tail on one side.</summary>
public static class SampleStatistics
{
    private const double Tail = 0.025;

    /// <summary>Summarises samples given in the order in which they were taken.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="visits">
    /// The visit that each belongs to, or null where each stands alone. Samples of one visit follow each other within a millisecond and share the machine's mood, so the interval
    /// of the median is that of the visits' medians: the block bootstrap, with visits for blocks.
    /// </param>
    public static SampleSummary Summarize(IReadOnlyList<double> samples, IReadOnlyList<int>? visits = null)
    {
        double[] sorted = [.. samples.Order()];
        double median = SortedArrayStatistics.Median(sorted);
        (double low, double high) = MedianInterval(visits is null ? sorted : [.. Blocks(samples, visits).Values.Order()]);
        (int mild, int severe) = Outliers(sorted);
        double mad = sorted.Select(sample => Math.Abs(sample - median)).Median();
        return new(
            sorted.Length, median, low, high, SortedArrayStatistics.Quantile(sorted, 0.1), SortedArrayStatistics.Quantile(sorted, 0.9), mad, mild, severe,
            SampleShape.IsBimodal(sorted), SampleShape.Drift(samples));
    }

    /// <summary>Median of value / baseline, pair by pair.</summary>
    public static PairedRatio Ratio(IReadOnlyList<double> values, IReadOnlyList<double> baseline)
    {
        double[] sorted = [.. values.Zip(baseline, (value, origin) => value / origin).Order()];
        (double low, double high) = MedianInterval(sorted);
        return new(SortedArrayStatistics.Median(sorted), low, high, sorted.Length);
    }

    /// <summary>Median of the ratios of visits' medians, over the visits that both have.</summary>
    public static PairedRatio Ratio(IReadOnlyList<double> values, IReadOnlyList<int> visits, IReadOnlyList<double> baseline, IReadOnlyList<int> baselineVisits)
    {
        Dictionary<int, double> origins = Blocks(baseline, baselineVisits);
        (double Value, double Origin)[] pairs = [.. Blocks(values, visits).Where(block => origins.ContainsKey(block.Key)).Select(block => (block.Value, origins[block.Key]))];
        return Ratio([.. pairs.Select(pair => pair.Value)], [.. pairs.Select(pair => pair.Origin)]);
    }

    private static Dictionary<int, double> Blocks(IReadOnlyList<double> samples, IReadOnlyList<int> visits) =>
        samples.Zip(visits).GroupBy(pair => pair.Second, pair => pair.First).ToDictionary(block => block.Key, block => block.Median());

    /// <summary>
    /// The 95 % percentile bootstrap interval of the median, without resampling: the median of an odd number n of draws with replacement from sorted x is at most
    /// x[k] (k from 1) when at least (n + 1) / 2 draws are, whose number is binomial with probability k / n. The same data always give the same interval.
    /// </summary>
    /// <remarks>
    /// Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979), section 3 (the exact bootstrap of the median).
    /// For an even n the lower end is that of the lower median and the upper end that of the upper one, which is a little wider.
    /// </remarks>
    public static (double Low, double High) MedianInterval(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length;
        if (n == 0)
        {
            return (double.NaN, double.NaN);
        }

        int low = 1;
        while (AtMost(n, low, (n + 1) / 2) < Tail)
        {
            low++;
        }

        int high = n;
        while (high > 1 && AtMost(n, high - 1, (n / 2) + 1) >= 1 - Tail)
        {
            high--;
        }

        return (sorted[low - 1], sorted[high - 1]);
    }

    /// <summary>Probability that the m-th smallest of n draws with replacement is at most the k-th smallest sample.</summary>
    private static double AtMost(int n, int k, int m) => k >= n ? 1 : 1 - Binomial.CDF((double)k / n, n, m - 1);

    private static (int Mild, int Severe) Outliers(double[] sorted)
    {
        double lower = SortedArrayStatistics.LowerQuartile(sorted);
        double upper = SortedArrayStatistics.UpperQuartile(sorted);
        double range = upper - lower;
        int severe = sorted.Count(sample => sample < lower - (3 * range) || sample > upper + (3 * range));
        int beyond = sorted.Count(sample => sample < lower - (1.5 * range) || sample > upper + (1.5 * range));
        return (beyond - severe, severe);
    }
}
