namespace EncodingLab.Measuring;

/// <summary>How a group of cells is sampled.</summary>
public sealed record SamplerOptions
{
    /// <summary>Shuffles the order of cells in each round.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Samples of a hot cell. A round gives two (there and back), and an odd number of rounds gives every median a round of its own.</summary>
    public int Samples { get; init; } = 30;

    /// <summary>The shortest sample, microseconds: two clock reads of about 20 ns each stay below a thousandth of it.</summary>
    public double SampleMicroseconds { get; init; } = 100;

    /// <summary>Share of a sample's lookups that run untimed just before it, so that a hot cell finds its own tables in the caches and not its neighbours'.</summary>
    public double LeadIn { get; init; } = 0.25;

    /// <summary>Samples of a cold cell.</summary>
    public int ColdSamples { get; init; } = 200;

    /// <summary>Ends a group's sampling after the round in which it is reached.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.MaxValue;
}
