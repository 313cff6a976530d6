using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>A table that leaves out what matters least until it fits the terminal.</summary>
/// <typeparam name="TRow">What a line shows.</typeparam>
internal sealed class FittingTable<TRow>
{
    /// <summary>What the border takes beside a cell's text: a space on each side and a rule.</summary>
    private const int CellPadding = 3;

    private readonly List<FittingColumn<TRow>> _columns = [];

    /// <summary>Adds a column.</summary>
    /// <param name="heading">Its name.</param>
    /// <param name="rank">How soon it is left out: the highest first, 0 never.</param>
    /// <param name="text">What it shows of a line.</param>
    /// <param name="style">How.</param>
    /// <param name="isNumber">Whether its texts end below one another.</param>
    public void Add(string heading, int rank, Func<TRow, string> text, Func<TRow, Style> style, bool isNumber = true) => _columns.Add(new(heading, rank, text, style, isNumber));

    /// <summary>Prints groups of lines with an empty line between them: with colours on a terminal, as plain text in a pipe.</summary>
    public void Print(params IReadOnlyList<TRow>[] groups)
    {
        groups = [.. groups.Where(group => group.Count > 0)];
        if (System.Console.IsOutputRedirected)
        {
            PrintPlain(groups);
        }
        else
        {
            Print(Output.Console(), groups);
        }
    }

    private void PrintPlain(IReadOnlyList<TRow>[] groups)
    {
        List<FittingColumn<TRow>> shown = Fitting(groups, Output.PipeWidth);
        int[] widths = [.. shown.Select(column => column.Width(groups.SelectMany(group => group)))];
        PrintLine(shown, widths, column => column.Heading);
        System.Console.WriteLine(new string('─', widths.Sum(width => width + 2) - 2));
        for (int i = 0; i < groups.Length; i++)
        {
            System.Console.Write(i > 0 ? "\n" : "");
            foreach (TRow row in groups[i])
            {
                PrintLine(shown, widths, column => column.Text(row));
            }
        }

        System.Console.WriteLine();
    }

    private static void PrintLine(List<FittingColumn<TRow>> columns, int[] widths, Func<FittingColumn<TRow>, string> text) =>
        System.Console.WriteLine(string.Join("  ", columns.Select((column, i) => column.IsNumber ? text(column).PadLeft(widths[i]) : text(column).PadRight(widths[i]))).TrimEnd());

    private void Print(IAnsiConsole console, IReadOnlyList<TRow>[] groups)
    {
        List<FittingColumn<TRow>> shown = Fitting(groups, console.Profile.Width);
        Table table = new Table().Border(TableBorder.Simple);
        foreach (FittingColumn<TRow> column in shown)
        {
            var head = new TableColumn(new Text(column.Heading)) { NoWrap = true };
            table.AddColumn(column.IsNumber ? head.RightAligned() : head);
        }

        foreach (IReadOnlyList<TRow> group in groups)
        {
            if (table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }

            foreach (TRow row in group)
            {
                table.AddRow(shown.Select(column => new Text(column.Text(row), column.Style(row))));
            }
        }

        console.Write(table);
    }

    private List<FittingColumn<TRow>> Fitting(IReadOnlyList<TRow>[] groups, int width)
    {
        TRow[] all = [.. groups.SelectMany(group => group)];
        List<FittingColumn<TRow>> shown = [.. _columns.Where(column => column.Rank == 0 || all.Any(row => column.Text(row).Trim().Length > 0))];
        while (shown.Sum(column => column.Width(all) + CellPadding) > width && shown.Max(column => column.Rank) is > 0 and int least)
        {
            shown.RemoveAll(column => column.Rank == least);
        }

        return shown;
    }
}

/// <summary>A column of a <see cref="FittingTable{TRow}"/>.</summary>
internal sealed record FittingColumn<TRow>(string Heading, int Rank, Func<TRow, string> Text, Func<TRow, Style> Style, bool IsNumber)
{
    public int Width(IEnumerable<TRow> rows) => rows.Select(row => Text(row).Length).Append(Heading.Length).Max();
}
