namespace EncodingLab.Reporting.Claims;

/// <summary>A goal of the frontier: what one encoding with one reader must keep on every file of over 50,000 entries.</summary>
/// <param name="Id">F1 to F8, with a letter where one has parts; Q for the query-equivalent joint table.</param>
/// <param name="Text">What it is about.</param>
/// <param name="Table">The table whose encodings are tried.</param>
/// <param name="Candidates">Which encodings and readers may be tried.</param>
/// <param name="Conditions">What must hold on a file, the figure that the goal is about first.</param>
/// <param name="NeedsCold">Whether only files with cold times count.</param>
/// <param name="Track">The track whose tables are asked.</param>
internal sealed record Goal(string Id, string Text, string Table, Func<GoalChoice, bool> Candidates, Func<GoalFigures, IReadOnlyList<GoalCondition>> Conditions, bool NeedsCold = false, string Track = GoalRows.Lossless);

/// <summary>An encoding and one of its readers.</summary>
internal sealed record GoalChoice(string Encoding, string Reader, string Isa)
{
    public string Label => RunNames.Label(Encoding) + (Reader is "" or "scalar" ? "" : ", " + Reader);
}

/// <summary>A figure and the most that it may be.</summary>
/// <param name="Name">What it is, in the words of the table.</param>
/// <param name="Value">The figure; null where it was not measured.</param>
/// <param name="Limit">The most that it may be.</param>
/// <param name="Slack">What two timings of the same thing may differ by, on top of the limit.</param>
internal sealed record GoalCondition(string Name, double? Value, double Limit, double Slack = 1)
{
    /// <summary>Value over limit: kept where at most 1.</summary>
    public double Excess => Value is double value ? value / (Limit * Slack) : double.PositiveInfinity;

    public bool Holds => Excess <= 1;
}

/// <summary>What came of a goal in a run.</summary>
/// <param name="Asked">The limits of its figure: large files, small files.</param>
/// <param name="By">The choice that keeps it on the most files, then the one that exceeds it least; null where nothing was measured.</param>
/// <param name="Large">The figure on the large file where that choice is worst; null without large files.</param>
/// <param name="Small">The same of the small files.</param>
/// <param name="Kept">Files on which all conditions hold.</param>
/// <param name="Files">Files that count.</param>
/// <param name="Fails">The file where it fails worst and by what; empty where it does not fail.</param>
internal sealed record GoalResult(Goal Goal, string Asked, GoalChoice? By, double? Large, double? Small, int Kept, int Files, string Fails)
{
    public string Verdict => By is null || Files == 0 ? "not measured here" : Kept == Files ? "reached" : Kept > 0 ? $"on {Kept} of {Files} files" : "not reached";
}
