using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What was planned and what became of it: failures by name, and why the rest does not apply.</summary>
internal static class CellsSection
{
    private const int MostFailures = 500;

    public static ReportSection Of(RunData data)
    {
        RunCounts counts = data.Info.Counts;
        Outcome[] outcomes = [.. Outcomes(data)];
        return new ReportSection("cells", "Cells: planned, measured, failed, not applicable")
        {
            Paragraphs = [$"Every planned cell has a row. Planned {Numbers.Count(counts.Planned)}: measured {Numbers.Count(counts.Measured)}, failed {Numbers.Count(counts.Failed)}, not applicable {Numbers.Count(counts.NotApplicable)}, cut {Numbers.Count(counts.Cut)}."],
            Tables = [.. new[] { Failures(outcomes), Reasons(outcomes) }.Where(table => table.Lines.Count > 0)],
        };
    }

    private static IEnumerable<Outcome> Outcomes(RunData data) => data.Cells.Count > 0
        ? data.Cells.Where(cell => cell.Outcome != "measured").Select(cell => new Outcome(cell.File, cell.Table, cell.Track, cell.Encoding, cell.Outcome, Reason(cell.Note)))
        : data.Sizes.Cast<ICellRow>().Concat(data.Lookups).Where(row => row.Error.Length > 0).Select(row => new Outcome(row.File, row.Table, row.Track, row.Encoding, row.IsNotApplicable ? "not applicable" : "failed", Reason(row.Error)));

    private static string Reason(string note) => note.StartsWith(RunFolder.NotApplicable, StringComparison.Ordinal) ? note[RunFolder.NotApplicable.Length..] : note;

    private static DataTable Failures(IEnumerable<Outcome> outcomes)
    {
        Outcome[] failed = [.. outcomes.Where(outcome => outcome.What == "failed").Distinct()];
        return new DataTable(
            failed.Length > MostFailures ? $"Failed cells: the first {MostFailures} of {failed.Length}; all are in cells.csv" : "Failed cells",
            [new("file", IsNumber: false), new("table", IsNumber: false), new("track", IsNumber: false), new("encoding", IsNumber: false), new("why", IsNumber: false)],
            [.. failed.Take(MostFailures).Select(outcome => new TableLine([Cell.Of(outcome.File), Cell.Of(outcome.Table), Cell.Of(outcome.Track), Cell.Of(outcome.Encoding), Cell.Of(outcome.Why)]) { Tags = new Tags(outcome.Table, Encoding: RunNames.BaseName(outcome.Encoding)) })])
        {
            Wraps = true,
            MarkdownLines = 20,
        };
    }

    private static DataTable Reasons(IEnumerable<Outcome> outcomes) => new(
        "Not applicable or cut, and why",
        [new("encoding", IsNumber: false), new("table", IsNumber: false), new("track", IsNumber: false), new("outcome", IsNumber: false), new("why", IsNumber: false), new("cells"), new("files")],
        [.. outcomes.Where(outcome => outcome.What != "failed").GroupBy(outcome => RowKey.Of(RunNames.BaseName(outcome.Encoding), outcome.Table, outcome.Track, outcome.What, outcome.Why), (_, own) => own.ToArray())
            .OrderBy(own => RunNames.BaseName(own[0].Encoding), StringComparer.Ordinal).ThenBy(own => own[0].Table, StringComparer.Ordinal).ThenBy(own => own[0].Why, StringComparer.Ordinal)
            .Select(own => new TableLine([Cell.Of(RunNames.BaseName(own[0].Encoding)), Cell.Of(own[0].Table), Cell.Of(own[0].Track), Cell.Of(own[0].What), Cell.Of(own[0].Why), Cell.Of(own.Length, Numbers.Count), Cell.Of(own.Select(outcome => outcome.File).Distinct().Count(), Numbers.Count)])
            {
                Tags = new Tags(own[0].Table, Encoding: RunNames.BaseName(own[0].Encoding)),
            })])
    {
        Wraps = true,
        Folded = true,
        InMarkdown = false,
    };

    private sealed record Outcome(string File, string Table, string Track, string Encoding, string What, string Why);
}
