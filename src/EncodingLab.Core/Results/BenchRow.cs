namespace EncodingLab.Results;

/// <summary>One cell timed by BenchmarkDotNet beside the sampler: a row of <c>bench.csv</c>. Nanoseconds are of one operation.</summary>
public sealed record BenchRow
{
    public const string FileName = "bench.csv";

    /// <summary>How far two harnesses may be apart.</summary>
    public const double Margin = 0.1;

    public int Schema { get; init; } = RunFolder.Schema;
    public required string File { get; init; }
    public required string Table { get; init; }
    public required string Encoding { get; init; }
    public required string Reader { get; init; }
    public required string Workload { get; init; }
    public required string Model { get; init; }

    /// <summary>The sampler's median just before the benchmark, and just after.</summary>
    public double SamplerNs { get; init; }
    public double SamplerAgainNs { get; init; }

    /// <summary>The benchmark's median with its 95 % interval, under the same runtime settings.</summary>
    public double BenchmarkNs { get; init; }
    public double BenchmarkCiLow { get; init; }
    public double BenchmarkCiHigh { get; init; }

    /// <summary>Benchmark / sampler, the sampler's figure being the mean of its two.</summary>
    public double Ratio { get; init; }

    /// <summary>The benchmark's median in a process with tiered compilation and profile-guided optimisation, as .NET does by default; and that / the benchmark.</summary>
    public double? TieredNs { get; init; }
    public double? TieredRatio { get; init; }

    /// <summary>Why the two are more than a tenth apart, where they are; "unexplained" where nothing says so.</summary>
    public string Note { get; init; } = "";
}
