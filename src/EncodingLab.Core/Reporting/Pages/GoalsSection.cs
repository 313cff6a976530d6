using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;

namespace EncodingLab.Reporting.Pages;

/// <summary>The goals of the frontier beside what the run shows of each.</summary>
internal static class GoalsSection
{
    public static ReportSection Of(RunData data)
    {
        IReadOnlyList<GoalResult> results = GoalsTable.Of(data);
        return results.All(result => result.By is null)
            ? new ReportSection("goals", "")
            : new ReportSection("goals", "The goals of the frontier, and how far they are reached") { Paragraphs = [GoalsTable.Rule], Tables = [Table(results)] };
    }

    public static DataTable Table(IReadOnlyList<GoalResult> results) => new(
        "Goals, on the worst file: large files / small files",
        [new("goal", IsNumber: false), new("what", IsNumber: false), new("asked", IsNumber: false), new("reached", IsNumber: false), new("by", IsNumber: false), new("verdict", IsNumber: false), new("fails worst on", IsNumber: false)],
        [.. results.Select(Line)])
    {
        Wraps = true,
    };

    private static TableLine Line(GoalResult result) => new(
    [
        Cell.Of(result.Goal.Id),
        Cell.Of(result.Goal.Text),
        Cell.Of("≤ " + result.Asked),
        Cell.Of(result.By is null ? "–" : $"{Text(result.Large)} / {Text(result.Small)}"),
        Cell.Of(result.By?.Label ?? "–"),
        Cell.Of(result.Verdict),
        Cell.Of(result.Fails.Length == 0 ? "–" : result.Fails),
    ])
    {
        Tags = new Tags(result.Goal.Table, Encoding: result.By is null ? "" : RunNames.BaseName(result.By.Encoding)),
    };

    private static string Text(double? value) => value is double number ? Numbers.Ratio(number) : "no file";
}
