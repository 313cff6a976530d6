using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>
/// A table that fits the terminal. Where it is too wide, names are shortened first, then whole columns are left out, the highest rank first, and last the words of a role go below one another;
/// names, columns of rank 0 and the role stay, and figures are never broken. In a pipe names stay whole.
/// </summary>
/// <typeparam name="TRow">What a line shows.</typeparam>
internal sealed class FittingTable<TRow>
{
    private readonly List<FittingColumn<TRow>> _columns = [];

    /// <summary>Adds a column.</summary>
    /// <param name="heading">What stands above it.</param>
    /// <param name="rank">How soon it is left out: the highest first, 0 never.</param>
    /// <param name="text">What it shows of a line.</param>
    /// <param name="style">How.</param>
    /// <param name="kind">Of its texts.</param>
    public void Add(string heading, int rank, Func<TRow, string> text, Func<TRow, Style> style, ColumnKind kind = ColumnKind.Figure) => _columns.Add(new(heading, rank, text, style, kind));

    /// <summary>Prints groups of lines with an empty line between them: with colours on a terminal, as plain text in a pipe.</summary>
    public void Print(params IReadOnlyList<TRow>[] groups)
    {
        bool pipe = System.Console.IsOutputRedirected;
        IAnsiConsole console = Output.Console();
        foreach (IReadOnlyList<(string Text, Style Style)> line in Lines(groups, pipe ? Output.PipeWidth : console.Profile.Width, wholeNames: pipe))
        {
            if (pipe)
            {
                System.Console.WriteLine(string.Concat(line.Select(part => part.Text)).TrimEnd());
                continue;
            }

            var paragraph = new Paragraph();
            foreach ((string text, Style style) in line)
            {
                paragraph.Append(text, style);
            }

            console.Write(paragraph);
            console.WriteLine();
        }
    }

    /// <summary>What is printed, line by line; an empty one at the end.</summary>
    internal IEnumerable<IReadOnlyList<(string Text, Style Style)>> Lines(IReadOnlyList<TRow>[] groups, int width, bool wholeNames)
    {
        groups = [.. groups.Where(group => group.Count > 0)];
        FittedColumns<TRow> fitted = FittedColumns<TRow>.Of(_columns, [.. groups.SelectMany(group => group)], width, wholeNames);
        foreach (IReadOnlyList<(string, Style)> line in fitted.Row(column => column.Heading, _ => Style.Plain))
        {
            yield return line;
        }

        yield return [(new string('─', fitted.Width), Style.Plain)];
        for (int i = 0; i < groups.Length; i++)
        {
            if (i > 0)
            {
                yield return [];
            }

            foreach (IReadOnlyList<(string, Style)> line in groups[i].SelectMany(row => fitted.Row(column => column.Text(row), column => column.Style(row))))
            {
                yield return line;
            }
        }

        yield return [];
    }
}

/// <summary>What the texts of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>They end below one another and are never broken.</summary>
    Figure,

    /// <summary>They stay as they are.</summary>
    Text,

    /// <summary>They may be shortened.</summary>
    Name,

    /// <summary>Their words may go below one another.</summary>
    Role,
}

/// <summary>A column of a <see cref="FittingTable{TRow}"/>.</summary>
internal sealed record FittingColumn<TRow>(string Heading, int Rank, Func<TRow, string> Text, Func<TRow, Style> Style, ColumnKind Kind)
{
    /// <summary>The largest measure of its texts.</summary>
    public int Longest(IReadOnlyList<TRow> rows, Func<string, int> measure) => rows.Count == 0 ? 0 : rows.Max(row => measure(Text(row)));
}
