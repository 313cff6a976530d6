using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What failed in a sweep, for a reader who has not opened its CSVs.</summary>
internal static class SweepFailures
{
    /// <summary>A line a reason: of a file that cannot be read one, which names it; of single cells one, which names the first of them.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<CellRow> cells) =>
    [
        .. cells.Where(cell => cell.Outcome == CellOutcome.Failed)
            .GroupBy(cell => (cell.File, cell.Note))
            .Select(reason => Line([.. reason])),
    ];

    private static string Line(CellRow[] cells)
    {
        CellRow first = cells[0];
        string cell = string.Join(' ', new[] { first.File, first.Table, first.Encoding, first.Reader, first.Workload, first.Model }.Where(part => part.Length > 0));
        bool isWholeFile = cells.Select(one => one.Encoding).Distinct().Count() > 1 && first.Note.Contains(first.File, StringComparison.Ordinal);
        return isWholeFile ? first.Note : $"{cell}{(cells.Length > 1 ? $" and {cells.Length - 1} more cells" : "")}: {first.Note}";
    }
}
