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
    private const int Warmups = 8;
    private const int Iterations = 60;

    /// <summary>Long against the clock, short against the time after which another process may get the core.</summary>
    private const double IterationMilliseconds = 2;

    /// <summary>Operations of an invocation: the next ones of the workload each time, as the sampler's windows are.</summary>
    private const int MostOperations = 1024;

    private int _turn;

    /// <summary>What is timed: BenchmarkDotNet makes the instances itself.</summary>
    private static TimedCell? Cell { get; set; }

    private static int Operations => Math.Min(MostOperations, Cell!.Workload!.Operations);

    /// <summary>Times a cell; nanoseconds of one operation.</summary>
    /// <exception cref="InvalidOperationException">BenchmarkDotNet refused or failed.</exception>
    public static SampleSummary Run(TimedCell cell)
    {
        Cell = cell;
        DirectoryInfo artifacts = Directory.CreateTempSubdirectory("encodinglab-bench-");
        try
        {
            Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
                .WithWarmupCount(Warmups).WithIterationCount(Iterations).WithIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds)).WithUnrollFactor(1).WithGcForce(false);
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
