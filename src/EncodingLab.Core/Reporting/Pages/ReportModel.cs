using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>What a report says, before it is HTML or Markdown.</summary>
/// <param name="Answer">What to choose and why, in parts computed from the rows.</param>
/// <param name="Rows">All rows for the page's own table, as JSON.</param>
internal sealed record Report(string Title, IReadOnlyList<AnswerPart> Answer, IReadOnlyList<ReportSection> Sections, string Rows)
{
    /// <summary>What the page's filters offer.</summary>
    public IReadOnlyList<FilterChoice> Filters { get; init; } = [];
}

/// <summary>A filter and its values.</summary>
internal sealed record FilterChoice(string Name, IReadOnlyList<string> Values);

/// <summary>A part under a heading: words, then charts, then tables.</summary>
internal sealed record ReportSection(string Id, string Title)
{
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
    public IReadOnlyList<Chart> Charts { get; init; } = [];
    public IReadOnlyList<DataTable> Tables { get; init; } = [];

    /// <summary>Long texts to unfold, for the page only.</summary>
    public IReadOnlyList<Fold> Folds { get; init; } = [];

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty => Paragraphs.Count + Charts.Count + Tables.Count + Folds.Count == 0;

    /// <summary>Whether Markdown, which must fit a comment, shows it too.</summary>
    public bool InMarkdown { get; init; } = true;
}

/// <summary>A text under a name.</summary>
internal sealed record Fold(string Name, string Text)
{
    public Tags Tags { get; init; } = Tags.None;
}

/// <summary>Rows and columns to read and to sort.</summary>
internal sealed record DataTable(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<TableLine> Lines)
{
    /// <summary>Whether Markdown shows it too.</summary>
    public bool InMarkdown { get; init; } = true;

    /// <summary>The most rows that Markdown shows; it says how many it leaves out.</summary>
    public int MarkdownLines { get; init; } = 60;

    /// <summary>Whether it begins folded on the page.</summary>
    public bool Folded { get; init; }

    /// <summary>Whether its cells hold sentences.</summary>
    public bool Wraps { get; init; }
}

/// <summary>A column's name, with its unit, and whether it holds numbers.</summary>
internal sealed record Column(string Name, bool IsNumber = true);

/// <summary>A row with what filters need.</summary>
internal sealed record TableLine(IReadOnlyList<Cell> Cells)
{
    public Tags Tags { get; init; } = Tags.None;

    /// <summary>Whether the row is the yardstick of the others.</summary>
    public bool IsBaseline { get; init; }
}

/// <summary>A text and the number it is sorted by.</summary>
internal sealed record Cell(string Text, double? Key = null)
{
    public static Cell Of(string text) => new(text);

    public static Cell Of(double? value, Func<double, string> format) => value is double number ? new(format(number), number) : new("–");
}
