namespace EncodingLab.Results;

/// <summary>One figure that differs.</summary>
/// <param name="Metric">bytes, ns, or the name of a counter.</param>
/// <param name="Cell">What was measured, its key's words joined by spaces.</param>
/// <param name="A">The first figure.</param>
/// <param name="B">The second.</param>
/// <param name="Ratio">B / A; of times, the ratio of the ratios to the Wasmtime 47 baseline, each taken within its own run.</param>
/// <param name="Low">95 % interval of a ratio of times.</param>
/// <param name="High">Its upper end; null for facts.</param>
public sealed record Difference(string Metric, string Cell, double A, double B, double Ratio, double? Low = null, double? High = null);

/// <summary>What comparing came to.</summary>
/// <param name="Shown">Facts that differ at all, and times whose interval excludes 1, the largest change first.</param>
/// <param name="Same">Facts that are equal.</param>
/// <param name="Hidden">Times that cannot be told apart.</param>
/// <param name="OnlyA">Cells that only the first has.</param>
/// <param name="OnlyB">Cells that only the second has.</param>
/// <param name="Failures">Shown differences that break a condition, with the condition.</param>
public sealed record RunComparison(
    IReadOnlyList<Difference> Shown, int Same, int Hidden, IReadOnlyList<string> OnlyA, IReadOnlyList<string> OnlyB, IReadOnlyList<(FailCondition Condition, Difference Difference)> Failures)
{
    /// <summary>Cells for which both runs have an interval of the ratio to Wasmtime 47, the baseline itself left out.</summary>
    public int Intervals { get; init; }

    /// <summary>How many of these intervals overlap.</summary>
    public int Overlapping { get; init; }
}
