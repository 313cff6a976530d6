using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>The columns of a table that are shown, with their widths.</summary>
/// <param name="Columns">From left to right.</param>
/// <param name="Gap">Spaces between two.</param>
/// <param name="Shortens">Whether names are shown with their parameters' values only.</param>
internal sealed record FittedColumns<TRow>(IReadOnlyList<(FittingColumn<TRow> Column, int Width)> Columns, int Gap, bool Shortens)
{
    private const int WideGap = 2;
    private const int NarrowGap = 1;

    /// <summary>Below this a name says nothing; the line is wider than the terminal then.</summary>
    private const int LeastName = 8;

    /// <summary>Of a line.</summary>
    public int Width => Columns.Sum(column => column.Width + Gap) - Gap;

    /// <summary>Chooses from all columns.</summary>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">What they show.</param>
    /// <param name="width">Of the terminal, in characters.</param>
    /// <param name="wholeNames">Whether names are never shortened.</param>
    public static FittedColumns<TRow> Of(IReadOnlyList<FittingColumn<TRow>> columns, IReadOnlyList<TRow> rows, int width, bool wholeNames)
    {
        List<FittingColumn<TRow>> shown = [.. columns.Where(column => rows.Any(row => column.Text(row).Trim().Length > 0) || (column.Rank == 0 && column.Heading.Length > 0))];
        int Whole(FittingColumn<TRow> column) => Math.Max(column.Longest(rows, text => text.Length), column.Heading.Length);
        int Broken(FittingColumn<TRow> column) => Math.Max(column.Longest(rows, text => text.Length), TextWrap.LongestWord(column.Heading));
        int Short(FittingColumn<TRow> column) => column.Kind == ColumnKind.Name && !wholeNames ? Math.Max(column.Longest(rows, text => ShortName.Values(text).Length), column.Heading.Length) : Broken(column);
        int Narrow(FittingColumn<TRow> column) => column.Kind == ColumnKind.Role ? column.Longest(rows, TextWrap.LongestWord) : Short(column);
        int Over(Func<FittingColumn<TRow>, int> of, int gap) => shown.Sum(column => of(column) + gap) - gap - width;
        FittedColumns<TRow> Made(Func<FittingColumn<TRow>, int> of, int gap, bool shortens) => new([.. shown.Select(column => (column, of(column)))], gap, shortens);

        if (Over(Whole, WideGap) <= 0)
        {
            return Made(Whole, WideGap, shortens: false);
        }

        while (Over(Short, WideGap) > 0 && shown.Max(column => column.Rank) is > 0 and int highest)
        {
            shown.RemoveAll(column => column.Rank == highest);
        }

        if (Over(Short, WideGap) <= 0)
        {
            return Over(Broken, WideGap) <= 0 ? Made(Broken, WideGap, shortens: false) : Made(Short, WideGap, shortens: true);
        }

        int excess = wholeNames ? 0 : Math.Max(0, Over(Narrow, NarrowGap));
        return Made(column => column.Kind == ColumnKind.Name ? Math.Max(Narrow(column) - excess, Math.Min(LeastName, Narrow(column))) : Narrow(column), NarrowGap, shortens: !wholeNames);
    }

    /// <summary>The lines of a row: one, unless a role or a heading is broken.</summary>
    public IEnumerable<IReadOnlyList<(string Text, Style Style)>> Row(Func<FittingColumn<TRow>, string> text, Func<FittingColumn<TRow>, Style> style)
    {
        IReadOnlyList<string>[] cells = [.. Columns.Select(column => Cell(column.Column.Kind, text(column.Column), column.Width))];
        for (int i = 0; i < cells.Max(cell => cell.Count); i++)
        {
            string[] parts = [.. cells.Select(cell => i < cell.Count ? cell[i] : "")];
            int last = Array.FindLastIndex(parts, part => part.Trim().Length > 0);
            yield return [.. parts.Take(last + 1).Select((part, c) => (Placed(part, c, isLast: c == last), style(Columns[c].Column)))];
        }
    }

    private IReadOnlyList<string> Cell(ColumnKind kind, string text, int width) => kind switch
    {
        ColumnKind.Name => [ShortName.Cut(Shortens ? ShortName.Values(text) : text, width)],
        ColumnKind.Text => [text],
        _ => TextWrap.Lines(text, width),
    };

    private string Placed(string part, int index, bool isLast)
    {
        (FittingColumn<TRow> column, int width) = Columns[index];
        return new string(' ', index > 0 ? Gap : 0) + (column.Kind == ColumnKind.Figure ? part.PadLeft(width) : isLast ? part : part.PadRight(width));
    }
}
