using System.Globalization;
using System.Text;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>The report for a pull request: it fits a comment there.</summary>
internal static class MarkdownReport
{
    /// <summary>The longest comment that GitHub takes, in characters.</summary>
    public const int MaxLength = 65_536;

    public static string Write(Report report)
    {
        string head = $"# {MarkdownText.Escape(report.Title)}\n\n" + Answer(report.Answer) + "\n\n";
        var text = new StringBuilder(head);
        var cut = new List<string>();
        foreach (ReportSection section in report.Sections.Where(section => section.InMarkdown))
        {
            string part = Section(section);
            if (text.Length + part.Length > MaxLength - 1000)
            {
                cut.Add(MarkdownText.Escape(section.Title));
                continue;
            }

            text.Append(part);
        }

        text.Append(cut.Count == 0 ? "" : $"Left out, to fit a comment; see report.html: {string.Join("; ", cut)}.\n");
        return text.ToString();
    }

    /// <summary>The answer's parts, what each is about in bold; a list where there is more than one point.</summary>
    public static string Answer(IReadOnlyList<AnswerPart> parts) => string.Join("\n\n", parts.Select(part =>
    {
        string lead = part.Lead.Length == 0 ? "" : $"**{MarkdownText.Escape(part.Lead)}:**";
        return part.Points.Count == 1 ? $"{lead} {MarkdownText.Escape(part.Points[0])}".Trim() : $"{lead}\n\n{string.Join("\n", part.Points.Select(point => "- " + MarkdownText.Escape(point)))}".Trim();
    }));

    private static string Section(ReportSection section)
    {
        var text = new StringBuilder($"## {MarkdownText.Escape(section.Title)}\n\n");
        text.AppendJoin("", section.Paragraphs.Select(paragraph => MarkdownText.Escape(paragraph) + "\n\n"));
        foreach (Chart chart in section.Charts)
        {
            text.Append(Picture(chart, "charts")).Append("\n\n");
        }

        foreach (DataTable table in section.Tables.Where(table => table.InMarkdown))
        {
            text.Append(Table(table));
        }

        return text.ToString();
    }

    /// <summary>A chart's image, the narrow drawing where the reader's column is narrow.</summary>
    public static string Picture(Chart chart, string folder) =>
        $"<picture><source media=\"(max-width: 520px)\" srcset=\"{Markup.Attribute(folder)}/{chart.Name}.narrow.svg\"><img src=\"{Markup.Attribute(folder)}/{chart.Name}.svg\" alt=\"{Markup.Attribute(chart.Title)}\"></picture>";

    /// <summary>A table under its caption.</summary>
    public static string Table(DataTable table)
    {
        var text = new StringBuilder($"**{MarkdownText.Escape(table.Caption)}**\n\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(column => MarkdownText.Escape(column.Name))).Append(" |\n");
        text.Append('|').AppendJoin('|', table.Columns.Select(column => column.IsNumber ? "---:" : "---")).Append("|\n");
        foreach (TableLine line in table.Lines.Take(table.MarkdownLines))
        {
            string bold = line.IsBaseline ? "**" : "";
            text.Append("| ").AppendJoin(" | ", line.Cells.Select(cell => cell.Text.Length == 0 ? "" : bold + MarkdownText.Escape(cell.Text) + bold)).Append(" |\n");
        }

        int more = table.Lines.Count - table.MarkdownLines;
        text.Append(more > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n{more} more rows are in report.html.\n") : "");
        return text.Append('\n').ToString();
    }
}
