namespace EncodingLab.Results;

/// <summary>One pair of the self-check: a row of <c>self-check.csv</c>.</summary>
public sealed record SelfCheckRow
{
    public const string FileName = "self-check.csv";

    public int Schema { get; init; } = RunFolder.Schema;

    /// <summary>same, planted or probe.</summary>
    public required string Check { get; init; }
    public required int Pair { get; init; }
    public required string File { get; init; }
    public required string Encoding { get; init; }
    public required string Reader { get; init; }
    public required string Workload { get; init; }
    public required string Model { get; init; }

    /// <summary>Second to first, with its 95 % interval.</summary>
    public required double Ratio { get; init; }
    public required double RatioCiLow { get; init; }
    public required double RatioCiHigh { get; init; }
    public required bool Passed { get; init; }
}
