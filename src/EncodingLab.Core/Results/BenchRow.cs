namespace EncodingLab.Results;

/// <summary>One cell timed by BenchmarkDotNet beside the sampler: a row of <c>bench.csv</c>. Nanoseconds are of one operation.</summary>
public sealed record BenchRow
{
    public const string FileName = "bench.csv";

    /// <summary>How far two harnesses may be apart.</summary>
    public const double Margin = 0.1;

    /// <summary>The note of a cell whose harnesses differ for no reason that was measured.</summary>
    public const string Unexplained = "unexplained";

    public int Schema { get; init; } = RunFolder.Schema;
    public required string File { get; init; }
    public required string Table { get; init; }
    public required string Encoding { get; init; }
    public required string Reader { get; init; }
    public required string Workload { get; init; }
    public required string Model { get; init; }

    /// <summary>Turns of the two harnesses, one after the other.</summary>
    public int Turns { get; init; }

    /// <summary>The sampler's figure: the median of its turns' medians; and its slowest turn / its fastest - 1.</summary>
    public double SamplerNs { get; init; }
    public double SamplerSpread { get; init; }

    /// <summary>The same of the benchmark, under the same runtime settings.</summary>
    public double BenchmarkNs { get; init; }
    public double BenchmarkSpread { get; init; }

    /// <summary>Benchmark / sampler: the median of the turns' ratios.</summary>
    public double Ratio { get; init; }

    /// <summary>The benchmark's median in a process with tiered compilation and profile-guided optimisation, as .NET does by default; and that / the benchmark.</summary>
    public double? TieredNs { get; init; }
    public double? TieredRatio { get; init; }

    /// <summary>Why the two are more than a tenth apart, where they are; <see cref="Unexplained"/> where nothing says so.</summary>
    public string Note { get; init; } = "";
}
