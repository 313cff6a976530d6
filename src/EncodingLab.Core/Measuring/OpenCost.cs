using System.Diagnostics;
using EncodingLab.Tables;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>What opening a cell's reader (or both of them) allocates and takes.</summary>
internal sealed record OpenCost(long Bytes, double Ns)
{
    private const int Samples = 5;
    private const double SampleMicroseconds = 20;

    public static OpenCost Measure(TimedCell cell)
    {
        if (cell.Question.Rule != LookupRule.Joint)
        {
            return MeasureOne(cell);
        }

        OpenCost traps = MeasureOne(cell);
        OpenCost map = MeasureOne(cell with { Question = TableKind.AddressMap });
        return new(traps.Bytes + map.Bytes, traps.Ns + map.Ns);
    }

    private static OpenCost MeasureOne(TimedCell cell)
    {
        OpenLoop loop = RunOnce(cell, 1);
        loop = RunOnce(cell, 16);
        double once = loop.Ticks * 1e6 / Stopwatch.Frequency / 16;
        int times = (int)Math.Clamp(SampleMicroseconds / Math.Max(once, 1e-4), 1, 1 << 16);
        double[] ns = [.. Enumerable.Range(0, Samples).Select(_ => RunOnce(cell, times).Ticks * 1e9 / Stopwatch.Frequency / times)];
        return new(loop.Allocated, ns.Median());
    }

    private static OpenLoop RunOnce(TimedCell cell, int times)
    {
        var loop = new OpenLoop(times);
        CellReading.OfFirst(cell, ref loop);
        return loop;
    }
}
