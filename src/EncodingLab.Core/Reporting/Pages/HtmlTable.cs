using System.Globalization;
using System.Text;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>A table as HTML, in few bytes: what all its rows are about is said once, end tags that HTML implies are left out, and a cell has a key to sort by only where its text is not one.</summary>
internal static class HtmlTable
{
    public static void Append(StringBuilder html, DataTable table)
    {
        string caption = Markup.Text(table.Caption);
        Tags common = Common(table.Lines);
        bool[] keyed = [.. table.Columns.Select((_, i) => table.Lines.Any(line => line.Cells[i].Key is not null && Number(line.Cells[i].Text) is null))];
        html.Append(table.Folded ? $"<details{HtmlParts.Data(common)}><summary>{caption}</summary>\n<div" : $"<div{HtmlParts.Data(common)}");
        html.Append(" class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Markup.Attribute(table.Caption)).Append(table.Wraps ? "\"><noscript><table class=\"wraps\">\n" : "\"><noscript><table>\n");
        html.Append("<caption>").Append(caption).Append("</caption>\n<thead><tr>");
        html.AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\"{(column.IsNumber ? " class=\"n\"" : "")}>{Markup.Text(column.Name)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (TableLine line in table.Lines)
        {
            html.Append("<tr").Append(line.IsBaseline ? " class=\"baseline\"" : "").Append(HtmlParts.Data(Without(line.Tags, common))).Append('>');
            for (int i = 0; i < line.Cells.Count; i++)
            {
                Append(html, line.Cells[i], keyed[i], table.Columns[i].IsNumber, isHead: i == 0 && !table.Columns[i].IsNumber);
            }

            html.Append('\n');
        }

        html.Append("</tbody></table></noscript></div>\n").Append(table.Folded ? "</details>\n" : "");
    }

    private static void Append(StringBuilder html, Cell cell, bool keyed, bool isNumber, bool isHead)
    {
        html.Append(isHead ? "<th scope=row" : isNumber ? "<td" : "<td class=t");
        if (keyed && cell.Key is double key)
        {
            html.Append(" data-k=").Append(key.ToString("G6", CultureInfo.InvariantCulture));
        }

        html.Append('>').Append(Markup.Text(cell.Text));
    }

    /// <summary>The number that a text is without its sign of percent or times, as the page's script reads it too; null where it is none.</summary>
    public static double? Number(string text)
    {
        string bare = text.Replace("\u00A0%", "", StringComparison.Ordinal).TrimEnd('×').Replace(",", "", StringComparison.Ordinal).Replace('−', '-').TrimStart('+', '±');
        return bare.Length > 0 && double.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    /// <summary>What every row is about.</summary>
    private static Tags Common(IReadOnlyList<TableLine> lines)
    {
        string Shared(Func<Tags, string> part) => lines.Count > 0 && lines.All(line => part(line.Tags) == part(lines[0].Tags)) ? part(lines[0].Tags) : "";
        return new Tags(Shared(tags => tags.Table), Shared(tags => tags.Target), Shared(tags => tags.Module), Shared(tags => tags.Encoding), Shared(tags => tags.Workload));
    }

    private static Tags Without(Tags tags, Tags common)
    {
        string Own(Func<Tags, string> part) => part(common).Length == 0 ? part(tags) : "";
        return new Tags(Own(tags => tags.Table), Own(tags => tags.Target), Own(tags => tags.Module), Own(tags => tags.Encoding), Own(tags => tags.Workload));
    }
}
