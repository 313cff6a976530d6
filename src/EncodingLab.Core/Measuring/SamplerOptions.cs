namespace EncodingLab.Measuring;

/// <summary>How a group of cells is sampled.</summary>
public sealed record SamplerOptions
{
    /// <summary>Shuffles the order of cells in each round.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Samples of a hot cell.</summary>
    public int Samples { get; init; } = 30;

    /// <summary>Samples taken one after the other each time a cell's turn comes.</summary>
    public int SamplesPerVisit { get; init; } = 5;

    /// <summary>Rounds: in each, two visits to every hot cell, there and back.</summary>
    public int Rounds => (Samples + (2 * SamplesPerVisit) - 1) / (2 * SamplesPerVisit);

    /// <summary>Visits to each hot cell.</summary>
    public int Visits => 2 * Rounds;

    /// <summary>The shortest sample, microseconds: readings of the clock stay below a thousandth of it, and a slow clock makes it longer.</summary>
    public double SampleMicroseconds { get; init; } = 100;

    /// <summary>
    /// A visit begins with untimed lookups, one for so many bytes of the table, so that a hot cell finds its own table in the caches and not its neighbours'.
    /// </summary>
    public int BytesPerLeadIn { get; init; } = 1024;

    /// <summary>The same in a group with a peer, whose first round is a whole pass over the pcs.</summary>
    public int BytesPerLeadInBesidePeers { get; init; } = 128;

    /// <summary>Tables up to so many bytes are read through before that: cheaper than lookups at filling a second-level cache.</summary>
    public int TouchedBytes { get; init; } = 16 << 20;

    /// <summary>The most lookups of a lead-in.</summary>
    public int LongestLeadIn { get; init; } = 16384;

    /// <summary>The fewest.</summary>
    public int ShortestLeadIn { get; init; } = 64;

    /// <summary>The longest lead-in, microseconds: of slow lookups fewer are made before a visit.</summary>
    public double LeadInMicroseconds { get; init; } = 4000;

    /// <summary>Seconds after which a hot cell takes no more samples than two rounds give: single operations may take seconds.</summary>
    public double CellSeconds { get; init; } = 1.5;

    /// <summary>Samples of a cold cell.</summary>
    public int ColdSamples { get; init; } = 200;

    /// <summary>What <see cref="RunGuard"/> warns of, for every row's warnings.</summary>
    public IReadOnlyList<string> MachineWarnings { get; init; } = [];

    /// <summary>Ends a group's sampling after the round in which it is reached.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.MaxValue;
}
