using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using EncodingLab.Results;
using Perfolizer.Horology;

namespace EncodingLab.Measuring;

/// <summary>A cell as BenchmarkDotNet times it: in this process, so under its settings, through the loops and readers that the sampler uses; one invocation walks some of the workload.</summary>
public class LookupBenchmark
{
    private const int Warmups = 20;
    private const int Iterations = 300;

    /// <summary>An iteration is as long as a sample of the sampler: long against the clock, short against the time after which another process gets the core.</summary>
    private const double IterationMilliseconds = 0.15;

    private const int SettlingOperations = 256;

    /// <summary>How long lookups are made before a benchmark: enough for an estimate.</summary>
    public static readonly TimeSpan Estimating = TimeSpan.FromMilliseconds(20);

    /// <summary>The same where tiered compilation must come to rest first.</summary>
    public static readonly TimeSpan Tiering = TimeSpan.FromSeconds(2);

    private int _turn;

    /// <summary>What is timed: BenchmarkDotNet makes the instances itself.</summary>
    private static TimedCell? Cell { get; set; }

    /// <summary>Operations of an invocation: the next ones of the workload each time, as the sampler's windows are.</summary>
    private static int Operations { get; set; }

    /// <summary>Times a cell; nanoseconds of one operation.</summary>
    /// <param name="cell">A cell with a workload.</param>
    /// <param name="settling">Lookups are made for so long before, where methods are compiled again while they run.</param>
    /// <exception cref="InvalidOperationException">BenchmarkDotNet refused or failed.</exception>
    public static SampleSummary Run(TimedCell cell, TimeSpan settling)
    {
        Cell = cell;
        Operations = Settle(settling);
        DirectoryInfo artifacts = Directory.CreateTempSubdirectory("encodinglab-bench-");
        try
        {
            Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
                .WithWarmupCount(Warmups).WithIterationCount(Iterations).WithIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds))
                .WithMinIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds / 2)).WithUnrollFactor(1).WithGcForce(false);
            ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultColumnProviders.Instance).WithArtifactsPath(artifacts.FullName);
            Summary summary = BenchmarkRunner.Run<LookupBenchmark>(config);
            double[] ns = [.. summary.Reports.SelectMany(report => report.GetResultRuns()).Select(run => run.Nanoseconds / run.Operations / Operations)];
            return ns.Length > 0
                ? SampleStatistics.Summarize(ns)
                : throw new InvalidOperationException($"BenchmarkDotNet gave no figure: {string.Join("; ", summary.ValidationErrors.Select(error => error.Message))}");
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    /// <summary>Walks the workload until the time is over; then says how many operations an iteration takes.</summary>
    private static int Settle(TimeSpan time)
    {
        var walks = new LookupBenchmark();
        int all = Cell!.Workload!.Operations;
        Operations = Math.Min(SettlingOperations, all);
        double quickest = double.MaxValue;
        long started = Stopwatch.GetTimestamp();
        do
        {
            long begun = Stopwatch.GetTimestamp();
            walks.Walk();
            quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(begun).TotalNanoseconds / Operations);
        }
        while (Stopwatch.GetElapsedTime(started) < time);
        return Math.Clamp((int)(IterationMilliseconds * 1e6 / quickest), 1, all);
    }

    /// <summary>Right answers first.</summary>
    [GlobalSetup]
    public void Check()
    {
        var all = new SampleWindow(0, Cell!.Workload!.Operations, 1, 0);
        if (LoopCopies.Run(Cell, all, 0).Checksum != SampleRunner.Expected(Cell, all))
        {
            throw new InvalidOperationException("wrong answers");
        }
    }

    /// <summary>The next lookups of the workload, a quarter by each copy of the loop.</summary>
    [Benchmark]
    public ulong Walk() => LoopCopies.Run(Cell!, new((int)((long)_turn++ * Operations % Cell!.Workload!.Operations), Operations, 1, 0), _turn).Checksum;
}
