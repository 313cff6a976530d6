using System.Collections.Concurrent;
using System.Text;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>The report as one page that needs no network: the answer, filters, charts with their tables, every row.</summary>
internal sealed class HtmlReport(SvgChartRenderer renderer)
{
    private readonly ConcurrentDictionary<ReportSection, StringBuilder> _sections = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes a section ahead of the page.</summary>
    public void Begin(ReportSection section) => _sections[section] = Section(section);

    /// <summary>Writes the page.</summary>
    public void Write(Report report, TextWriter page)
    {
        page.Write(Head(report));
        foreach (ReportSection section in report.Sections)
        {
            page.Write(_sections.GetOrAdd(section, Section));
        }

        page.Write(HtmlParts.AllRows());
        page.Write(report.Rows);
        page.Write("</script>\n</section>\n</main>\n</body>\n</html>\n");
    }

    private static StringBuilder Head(Report report)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n");
        html.Append("<link rel=\"icon\" href=\"data:,\">\n<title>").Append(Markup.Text(report.Title)).Append("</title>\n<style>\n").Append(PageStyle.Css).Append(SvgTheme.Css).Append("</style>\n</head>\n<body>\n");
        html.Append("<a class=\"skip\" href=\"#main\">To the report</a>\n<header><h1>").Append(Markup.Text(report.Title)).Append("</h1>\n<div class=\"answer\">\n");
        html.AppendJoin("", report.Answer.Select(Lead)).Append("</div>\n");
        html.Append("<nav aria-label=\"Contents\"><ul>\n").AppendJoin("", report.Sections.Select(section => $"<li><a href=\"#{Markup.Attribute(section.Id)}\">{Markup.Text(section.Title)}</a></li>\n")).Append("<li><a href=\"#rows-section\">All rows</a></li>\n</ul></nav></header>\n");
        return html.Append(HtmlParts.Filters(report.Filters)).Append("<main id=\"main\">\n<script>\n").Append(PageScript.Js).Append("</script>\n");
    }

    /// <summary>A part of the answer, what it is about in bold; a list where there is more than one point.</summary>
    private static string Lead(AnswerPart part)
    {
        string lead = part.Lead.Length == 0 ? "" : $"<strong>{Markup.Text(part.Lead)}:</strong>";
        return part.Points.Count == 1
            ? $"<p>{lead}{(lead.Length > 0 ? " " : "")}{Markup.Text(part.Points[0])}</p>\n"
            : $"<p>{lead}</p>\n<ul>\n{string.Concat(part.Points.Select(point => $"<li>{Markup.Text(point)}</li>\n"))}</ul>\n";
    }

    private StringBuilder Section(ReportSection section)
    {
        var html = new StringBuilder();
        html.Append("<section id=\"").Append(Markup.Attribute(section.Id)).Append("\"><h2>").Append(Markup.Text(section.Title)).Append("</h2>\n");
        html.AppendJoin("", section.Paragraphs.Select(paragraph => $"<p>{Markup.Text(paragraph)}</p>\n"));
        if (section.Charts.Count > 0)
        {
            html.Append("<div class=\"charts\">\n");
            foreach (Chart chart in section.Charts)
            {
                Figure(html, chart);
            }

            html.Append("</div>\n");
        }

        foreach (DataTable table in section.Tables)
        {
            HtmlTable.Append(html, table);
        }

        foreach (Fold fold in section.Folds)
        {
            html.Append("<details").Append(HtmlParts.Data(fold.Tags)).Append("><summary>").Append(Markup.Text(fold.Name)).Append("</summary>\n<pre>").Append(Markup.Lines(fold.Text)).Append("</pre>\n</details>\n");
        }

        return html.Append("</section>\n");
    }

    /// <summary>Both drawings wait; the figure has the height of the one that its width calls for.</summary>
    private void Figure(StringBuilder html, Chart chart)
    {
        html.Append("<figure").Append(HtmlParts.Data(chart.Tags)).Append(" style=\"--wide:").Append(renderer.AspectRatio(chart, ChartSize.Wide)).Append(";--narrow:").Append(renderer.AspectRatio(chart, ChartSize.Narrow)).Append("\">\n");
        foreach (ChartSize size in new[] { ChartSize.Wide, ChartSize.Narrow })
        {
            html.Append("<noscript class=\"").Append(size.Name).Append("\">").Append(renderer.RenderInline(chart, size)).Append("</noscript>");
        }

        html.Append("</figure>\n");
    }
}
