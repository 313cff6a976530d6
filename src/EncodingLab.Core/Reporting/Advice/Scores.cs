using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Reporting.Advice;

/// <summary>One number for bytes and time: the logarithm of bytes^w1 x ns^w2 against Wasmtime 47, smaller is better.</summary>
internal sealed record Scores(double BytesWeight, double NsWeight)
{
    /// <summary>Score on a file.</summary>
    public double Of(FileFigure file) => Log(file.BytesRatio, BytesWeight) + Log(file.NsRatio, NsWeight);

    /// <summary>Mean over files.</summary>
    public double Of(TradeOffPoint point) => point.Files.Average(Of);

    /// <summary>Mean over all files but one.</summary>
    public double Without(TradeOffPoint point, int left) => point.Files.Where((_, i) => i != left).Average(Of);

    /// <summary>The 95 % interval of the difference of two choices, in logarithms.</summary>
    /// <remarks>
    /// Paired by module, Student's t; what the timing itself leaves open (the rows' intervals, half their width taken as two standard errors) is added in
    /// quadrature, and is all there is with a single module.
    /// </remarks>
    public (double Low, double High) Interval(TradeOffPoint best, TradeOffPoint other)
    {
        double[] differences = [.. other.Files.Zip(best.Files, (a, b) => Of(a) - Of(b))];
        int n = differences.Length;
        double timing = Math.Sqrt(other.Files.Concat(best.Files).Sum(file => Math.Pow(TimingError(file), 2))) / n;
        double modules = n > 1 ? differences.StandardDeviation() / Math.Sqrt(n) : 0;
        double t = n > 1 ? StudentT.InvCDF(0, 1, n - 1, 0.975) : 0;
        double half = Math.Sqrt(Math.Pow(t * modules, 2) + Math.Pow(1.96 * timing, 2));
        return (differences.Average() - half, differences.Average() + half);
    }

    private double TimingError(FileFigure file) => NsWeight * Math.Log(Math.Max(file.NsRatioHigh, file.NsRatioLow) / Math.Min(file.NsRatioHigh, file.NsRatioLow)) / 4;

    private static double Log(double ratio, double weight) => weight == 0 ? 0 : weight * Math.Log(ratio);
}
