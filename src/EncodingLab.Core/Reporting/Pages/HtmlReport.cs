using System.Globalization;
using System.Text;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>The report as one page that needs no network.</summary>
internal static class HtmlReport
{
    private static readonly SvgChartRenderer Svg = new();

    public static string Write(Report report)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
        html.Append("<title>").Append(Markup.Text(report.Title)).Append("</title>\n<style>\n").Append(PageStyle.Css).Append(SvgTheme.Css).Append("</style>\n</head>\n<body>\n");
        html.Append("<header><h1>").Append(Markup.Text(report.Title)).Append("</h1>\n<div class=\"answer\">\n").AppendJoin("", report.Answer.Select(sentence => $"<p>{Markup.Text(sentence)}</p>\n")).Append("</div></header>\n");
        html.Append("<nav aria-label=\"Contents\"><ul>\n").AppendJoin("", report.Sections.Select(section => $"<li><a href=\"#{Markup.Attribute(section.Id)}\">{Markup.Text(section.Title)}</a></li>\n")).Append("</ul></nav>\n<main>\n");
        foreach (ReportSection section in report.Sections)
        {
            Append(html, section);
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder html, ReportSection section)
    {
        html.Append("<section id=\"").Append(Markup.Attribute(section.Id)).Append("\"><h2>").Append(Markup.Text(section.Title)).Append("</h2>\n");
        html.AppendJoin("", section.Paragraphs.Select(paragraph => $"<p>{Markup.Text(paragraph)}</p>\n"));
        if (section.Charts.Count > 0)
        {
            html.Append("<div class=\"charts\">\n");
            foreach (Chart chart in section.Charts)
            {
                html.Append("<figure").Append(Data(chart.Tags)).Append(">\n").Append(Svg.RenderInline(chart, ChartSize.Wide)).Append(Svg.RenderInline(chart, ChartSize.Narrow)).Append("</figure>\n");
            }

            html.Append("</div>\n");
        }

        foreach (DataTable table in section.Tables)
        {
            Append(html, table);
        }

        html.Append("</section>\n");
    }

    private static void Append(StringBuilder html, DataTable table)
    {
        string caption = Markup.Text(table.Caption);
        html.Append(table.Folded ? $"<details><summary>{caption}</summary>\n" : "");
        html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Markup.Attribute(table.Caption)).Append("\"><table>\n<caption>").Append(caption).Append("</caption>\n<thead><tr>");
        html.AppendJoin("", table.Columns.Select(column => $"<th scope=\"col\"{(column.IsNumber ? " class=\"n\"" : "")}>{Markup.Text(column.Name)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (TableLine line in table.Lines)
        {
            html.Append("<tr").Append(line.IsBaseline ? " class=\"baseline\"" : "").Append(Data(line.Tags)).Append('>');
            for (int i = 0; i < line.Cells.Count; i++)
            {
                Append(html, line.Cells[i], table.Columns[i].IsNumber, isHead: i == 0 && !table.Columns[i].IsNumber);
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n").Append(table.Folded ? "</details>\n" : "");
    }

    private static void Append(StringBuilder html, Cell cell, bool isNumber, bool isHead)
    {
        html.Append(isHead ? "<th scope=\"row\"" : "<td").Append(isNumber ? " class=\"n\"" : "");
        if (cell.Key is double key)
        {
            html.Append(" data-k=\"").Append(key.ToString("G6", CultureInfo.InvariantCulture)).Append('"');
        }

        html.Append('>').Append(Markup.Text(cell.Text)).Append(isHead ? "</th>" : "</td>");
    }

    private static string Data(Tags tags)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in new[] { ("table", tags.Table), ("target", tags.Target), ("module", tags.Module), ("encoding", tags.Encoding), ("workload", tags.Workload) })
        {
            text.Append(value.Length == 0 ? "" : $" data-{name}=\"{Markup.Attribute(value)}\"");
        }

        return text.ToString();
    }
}
