using System.Globalization;
using EncodingLab.Processes;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Times cells by BenchmarkDotNet and by the sampler, in turns, and says where they differ.</summary>
public static class BenchRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Sampler, benchmark, sampler again.</summary>
    public static BenchRow Compare(string file, TimedCell cell)
    {
        double before = Sample(cell);
        SampleSummary benchmark = LookupBenchmark.Run(cell);
        double after = Sample(cell);
        double ratio = benchmark.Median / ((before + after) / 2);
        return new()
        {
            File = file,
            Table = cell.Question.Name,
            Encoding = cell.EncodingId,
            Reader = cell.Reader.Name,
            Workload = cell.Workload!.Workload.Name,
            Model = cell.Model,
            SamplerNs = Math.Round(before, 3),
            SamplerAgainNs = Math.Round(after, 3),
            BenchmarkNs = Math.Round(benchmark.Median, 3),
            BenchmarkCiLow = Math.Round(benchmark.Low, 3),
            BenchmarkCiHigh = Math.Round(benchmark.High, 3),
            Ratio = Math.Round(ratio, 4),
            Note = IsWithin(ratio) ? "" : Explain(before, after, benchmark),
        };
    }

    /// <summary>Whether two figures are as near as two harnesses should be.</summary>
    public static bool IsWithin(double ratio) => Math.Abs(ratio - 1) <= BenchRow.Margin;

    /// <summary>Has another process with tiered compilation and profile-guided optimisation time the same cells; a figure a line.</summary>
    /// <param name="program">The executable, and what comes before the verb.</param>
    /// <param name="arguments">The verb and its options, such that it prints nothing but the figures.</param>
    /// <param name="count">How many figures are expected.</param>
    /// <exception cref="ChildProcessException">It failed, or printed something else.</exception>
    public static IReadOnlyList<double> Tiered(string program, IEnumerable<string> arguments, int count)
    {
        var settings = new Dictionary<string, string?> { ["DOTNET_TieredCompilation"] = "1", ["DOTNET_TieredPGO"] = "1" };
        ChildResult result = ChildProcess.Run(program, arguments, s_limit, settings);
        double[] ns = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        return result.ExitCode == 0 && ns.Length == count && !ns.Any(double.IsNaN)
            ? ns
            : throw new ChildProcessException($"the process with default tiering failed: exit code {result.ExitCode}, {ns.Length} figures, expected {count}: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }

    private static double Sample(TimedCell cell)
    {
        CellTiming timing = LookupSampler.Run([cell], new SamplerOptions())[0];
        return timing.Ns?.Median ?? throw new InvalidOperationException($"{cell.EncodingId}: {timing.Error}");
    }

    /// <summary>A machine that was not the same for both is the only excuse.</summary>
    private static string Explain(double before, double after, SampleSummary benchmark)
    {
        double wandered = Math.Max(before, after) / Math.Min(before, after) - 1;
        double spread = (benchmark.P90 - benchmark.P10) / benchmark.Median;
        return wandered > BenchRow.Margin ? string.Create(CultureInfo.InvariantCulture, $"the machine changed meanwhile: the sampler's two figures are {wandered:0 %} apart")
            : spread > BenchRow.Margin ? string.Create(CultureInfo.InvariantCulture, $"the machine was disturbed meanwhile: the benchmark's own iterations spread over {spread:0 %}")
            : "unexplained";
    }
}
