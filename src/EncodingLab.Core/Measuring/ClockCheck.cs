using System.Diagnostics;
using System.Globalization;
using EncodingLab.Results;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>The clock that samples are timed with, and whether equal work takes equal time by it.</summary>
internal static class ClockCheck
{
    private const double SteadySpread = 0.05;
    private const double SlowRead = 100;

    /// <summary>The most of a sample that readings of the clock may take.</summary>
    private const double MostShare = 0.001;
    private const double LongestSampleMicroseconds = 1000;

    /// <summary>Nanoseconds of one reading, median of pairs.</summary>
    public static double ReadNs()
    {
        var pairs = new double[101];
        for (int i = 0; i < pairs.Length; i++)
        {
            long first = Stopwatch.GetTimestamp();
            pairs[i] = Stopwatch.GetTimestamp() - first;
        }

        return pairs.Median() * 1e9 / Stopwatch.Frequency;
    }

    /// <summary>Microseconds of a sample in which the readings are below a thousandth: each part of a sample, a copy of the loop each, holds one. Samples are longer by the pilot's margin.</summary>
    /// <param name="readNs">Of one reading.</param>
    /// <param name="usual">The shortest sample where the clock is quick enough.</param>
    public static double SampleMicroseconds(double readNs, double usual) => Math.Clamp(LoopCopies.Count * readNs / MostShare / HotSampling.Margin / 1e3, usual, LongestSampleMicroseconds);

    /// <summary>What reading costs here, and how much of the shortest sample that is.</summary>
    public static NamedFact Fact()
    {
        double read = ReadNs();
        double sample = SampleMicroseconds(read, new SamplerOptions().SampleMicroseconds) * HotSampling.Margin;
        return new("clock reading", string.Create(CultureInfo.InvariantCulture, $"{read:0} ns, {LoopCopies.Count} in a sample of about {sample:0} us or more: {LoopCopies.Count * read / sample / 1e3:0.000 %}"));
    }

    /// <summary>What is wrong with the clock in few words, or null.</summary>
    public static string? Warning()
    {
        double read = ReadNs();
        double spread = WorkSpread();
        return read > SlowRead ? string.Create(CultureInfo.InvariantCulture, $"slow clock: {read:0} ns a reading")
            : spread > SteadySpread ? string.Create(CultureInfo.InvariantCulture, $"unsteady clock: equal work varies by {spread:0 %}")
            : null;
    }

    /// <summary>Half the distance between the quartiles of equal pieces of work, as a share of their median: the processor's frequency wanders, or others take it away.</summary>
    private static double WorkSpread()
    {
        var pieces = new double[41];
        uint state = 1;
        for (int i = 0; i < pieces.Length; i++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int step = 0; step < 50_000; step++)
            {
                state = (state * 1664525) + 1013904223;
            }

            pieces[i] = Stopwatch.GetTimestamp() - started;
        }

        GC.KeepAlive(state);
        return pieces.InterquartileRange() / 2 / pieces.Median();
    }
}
