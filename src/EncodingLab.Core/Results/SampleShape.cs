using MathNet.Numerics.Statistics;

namespace EncodingLab.Results;

/// <summary>Two shapes that make a median doubtful: two clusters, and a trend.</summary>
internal static class SampleShape
{
    /// <summary>Differences below this share of the median are never worth a warning.</summary>
    private const double Negligible = 0.03;

    /// <summary>The smaller cluster must hold this share of the samples; less are outliers. One slow visit of a sweep is a sixth.</summary>
    private const double SmallestCluster = 0.2;

    /// <summary>Cluster centres must lie this many pooled deviations apart: a normal sample cut in two has about 2.7, a uniform one 3.5.</summary>
    private const double Separation = 6;

    private const int FewestSamples = 12;

    /// <summary>Whether the best cut of the sorted samples in two (least variance within) leaves two tight clusters far apart.</summary>
    public static bool IsBimodal(double[] sorted)
    {
        if (sorted.Length < FewestSamples)
        {
            return false;
        }

        int smallest = (int)Math.Ceiling(sorted.Length * SmallestCluster);
        (double within, double gap) best = (double.PositiveInfinity, 0);
        for (int cut = smallest; cut <= sorted.Length - smallest; cut++)
        {
            double left = ArrayMean(sorted.AsSpan(0, cut), out double leftSquares);
            double right = ArrayMean(sorted.AsSpan(cut), out double rightSquares);
            if (leftSquares + rightSquares < best.within)
            {
                best = (leftSquares + rightSquares, right - left);
            }
        }

        double deviation = Math.Sqrt(best.within / sorted.Length);
        return best.gap > Separation * deviation && best.gap > Negligible * SortedArrayStatistics.Median(sorted);
    }

    /// <summary>Relative change over the run where ranks and order are related beyond chance (Spearman, p about 0.001), else 0.</summary>
    public static double Drift(IReadOnlyList<double> samples)
    {
        if (samples.Count < FewestSamples)
        {
            return 0;
        }

        double correlation = Correlation.Spearman(Enumerable.Range(0, samples.Count).Select(i => (double)i), samples);
        double change = (samples.TakeLast(samples.Count / 3).Median() - samples.Take(samples.Count / 3).Median()) / samples.Median();
        bool related = Math.Abs(correlation) * Math.Sqrt(samples.Count - 1) > 3.3;
        return related && Math.Abs(change) > Negligible ? change : 0;
    }

    private static double ArrayMean(ReadOnlySpan<double> values, out double squares)
    {
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return mean;
    }
}
