namespace EncodingLab.Measuring;

/// <summary>Compiles each timed loop four times, and lets each copy do a quarter of every sample.</summary>
/// <remarks>
/// Where the compiler happens to place code changes how fast it runs: two copies of one reader that differ in nothing else were seen to differ by several
/// percent, the same way all through a process. It depended on the half of a cache line at which a method begins. <see cref="CodePadding"/> sees to it that
/// two copies begin at either; the self-check's pairs of equal readers bound what remains.
/// </remarks>
internal static class LoopCopies
{
    /// <summary>Copies, and parts of a sample.</summary>
    public const int Count = 4;

    /// <summary>Takes a sample: each part of the window by another copy; what is too short to be shared out, by the copies in turn.</summary>
    public static RawSample Run(TimedCell cell, SampleWindow window, int turn)
    {
        if (window.Timed < Count || cell.Workload is null)
        {
            return RunCopy(turn % Count, cell, window);
        }

        RawSample sum = default;
        for (int copy = 0; copy < Count; copy++)
        {
            RawSample part = RunCopy(copy, cell, window.Part(copy, Count, cell.Workload.Operations, cell.BuildsState));
            sum = new(sum.Ticks + part.Ticks, part.ClockTicks, sum.Checksum + part.Checksum);
        }

        return sum;
    }

    /// <summary>Runs every copy once, so that none is compiled later.</summary>
    public static void Compile(TimedCell cell, SampleWindow window)
    {
        for (int copy = 0; copy < Count; copy++)
        {
            RunCopy(copy, cell, window);
        }
    }

    /// <summary>Twins of the self-check have copies of their own.</summary>
    private static RawSample RunCopy(int copy, TimedCell cell, SampleWindow window) => cell.IsTwin ? RunCopy<Twin>(copy, cell, window) : RunCopy<First>(copy, cell, window);

    private static RawSample RunCopy<TSide>(int copy, TimedCell cell, SampleWindow window)
        where TSide : struct => copy switch
        {
            0 => SampleRunner.Run<LoopProbe<Copy0, TSide>>(cell, window),
            1 => SampleRunner.Run<LoopProbe<Copy1, TSide>>(cell, window),
            2 => SampleRunner.Run<LoopProbe<Copy2, TSide>>(cell, window),
            _ => SampleRunner.Run<LoopProbe<Copy3, TSide>>(cell, window),
        };

    private readonly struct First;

    private readonly struct Twin;
}
