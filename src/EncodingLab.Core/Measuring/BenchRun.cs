using System.Globalization;
using EncodingLab.Processes;
using EncodingLab.Results;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>Times cells by BenchmarkDotNet and by the sampler, in turns, and says where they differ.</summary>
public static class BenchRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Turns of each harness: a machine that is disturbed for a second then moves one turn of five, and is seen to.</summary>
    private const int Turns = 5;

    /// <summary>Sampler and benchmark in turns.</summary>
    public static BenchRow Compare(string file, TimedCell cell)
    {
        double[] sampler = new double[Turns];
        double[] benchmark = new double[Turns];
        for (int turn = 0; turn < Turns; turn++)
        {
            sampler[turn] = Sample(cell);
            benchmark[turn] = LookupBenchmark.Run(cell, LookupBenchmark.Estimating).Median;
        }

        double ratio = benchmark.Zip(sampler, (theirs, ours) => theirs / ours).Median();
        return new()
        {
            File = file,
            Table = cell.Question.Name,
            Encoding = cell.EncodingId,
            Reader = cell.Reader.Name,
            Workload = cell.Workload!.Workload.Name,
            Model = cell.Model,
            Turns = Turns,
            SamplerNs = Math.Round(sampler.Median(), 3),
            SamplerSpread = Math.Round(Spread(sampler), 4),
            BenchmarkNs = Math.Round(benchmark.Median(), 3),
            BenchmarkSpread = Math.Round(Spread(benchmark), 4),
            Ratio = Math.Round(ratio, 4),
            Note = Explain(ratio, Spread(sampler), Spread(benchmark)),
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

    /// <summary>The only excuse is a machine that moved one harness against itself by as much as the two are apart.</summary>
    internal static string Explain(double ratio, double samplerSpread, double benchmarkSpread)
    {
        double apart = Math.Max(ratio, 1 / ratio) - 1;
        return IsWithin(ratio) ? ""
            : samplerSpread >= apart ? string.Create(CultureInfo.InvariantCulture, $"the machine was disturbed: the sampler's own turns are {samplerSpread:0 %} apart")
            : benchmarkSpread >= apart ? string.Create(CultureInfo.InvariantCulture, $"the machine was disturbed: the benchmark's own turns are {benchmarkSpread:0 %} apart")
            : BenchRow.Unexplained;
    }

    private static double Spread(double[] turns) => (turns.Max() / turns.Min()) - 1;
}
