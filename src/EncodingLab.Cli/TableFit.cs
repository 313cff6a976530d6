using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>Fits a table into a terminal that is narrower: texts and headings are broken, figures never.</summary>
internal static class TableFit
{
    /// <summary>Below this a broken text is harder to read than a line that the terminal wraps.</summary>
    private const int LeastText = 24;

    /// <summary>Padding and the space between two columns.</summary>
    private const int Between = 3;

    /// <summary>Sets the widths of the columns.</summary>
    /// <param name="table">Its columns are there; those of numbers are aligned to the right.</param>
    /// <param name="headings">A heading a column.</param>
    /// <param name="rows">A text a column.</param>
    /// <param name="width">Of the terminal, in characters.</param>
    /// <returns>The width to draw at; more than the terminal's where even broken texts need it.</returns>
    public static int Fit(Table table, IReadOnlyList<string> headings, IReadOnlyList<string[]> rows, int width)
    {
        int[] cells = [.. headings.Select((_, i) => rows.Count == 0 ? 0 : rows.Max(row => row[i].Length))];
        if (headings.Select((heading, i) => Math.Max(heading.Length, cells[i]) + Between).Sum() < width)
        {
            return width;
        }

        int needed = 1;
        for (int i = 0; i < cells.Length; i++)
        {
            int least = Math.Max(cells[i], TextWrap.LongestWord(headings[i]));
            bool whole = table.Columns[i].Alignment == Justify.Right || least <= LeastText;
            table.Columns[i].Width = whole ? least : null;
            table.Columns[i].NoWrap = whole;
            needed += Between + (whole ? least : LeastText);
        }

        return Math.Max(width, needed);
    }
}
