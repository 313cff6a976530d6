namespace EncodingLab.Results;

/// <summary>What became of a planned cell.</summary>
public static class CellOutcome
{
    public const string Measured = "measured";
    public const string Failed = "failed";
    public const string NotApplicable = "not applicable";

    /// <summary>Planned, but the budget or the user ended the run first.</summary>
    public const string Cut = "cut";

    /// <summary>The outcome that a row tells.</summary>
    public static string Of(ICellRow row) => row.IsFailed ? Failed : row.IsNotApplicable ? NotApplicable : Measured;
}
