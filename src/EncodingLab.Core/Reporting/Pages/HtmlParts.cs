using System.Text;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>Filters, the table of all rows, and the attributes that they work by.</summary>
internal static class HtmlParts
{
    /// <summary>Attributes that say what an element is about.</summary>
    public static string Data(Tags tags)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in new[] { ("table", tags.Table), ("target", tags.Target), ("module", tags.Module), ("encoding", tags.Encoding), ("workload", tags.Workload) })
        {
            text.Append(value.Length == 0 ? "" : $" data-{name}=\"{Markup.Attribute(value)}\"");
        }

        return text.ToString();
    }

    /// <summary>A form that the script unhides; without scripts there is nothing that does nothing.</summary>
    public static string Filters(IReadOnlyList<FilterChoice> filters)
    {
        var html = new StringBuilder("<form id=\"filters\" hidden aria-label=\"Show only\">\n");
        foreach (FilterChoice filter in filters.Where(filter => filter.Values.Count > 1))
        {
            html.Append("<span><label for=\"filter-").Append(filter.Name).Append("\">").Append(filter.Name).Append("</label> <select id=\"filter-").Append(filter.Name).Append("\" name=\"").Append(filter.Name).Append("\"><option value=\"\">all</option>");
            html.AppendJoin("", filter.Values.Select(value => $"<option value=\"{Markup.Attribute(value)}\">{Markup.Text(value)}</option>")).Append("</select></span>\n");
        }

        return html.Append("<button type=\"reset\">Show all</button>\n<output id=\"status\" aria-live=\"polite\">Everything is shown</output>\n</form>\n").ToString();
    }

    /// <summary>The table of every row, which the script fills, up to where the rows stand as JSON.</summary>
    public static string AllRows()
    {
        string[] texts = ["module", "target", "Wasmtime", "variant", "table", "track", "encoding", "kind", "what", "workload"];
        string[] numbers = ["value", "bytes an entry", "/ Wasmtime 47", "low", "high"];
        string heads = string.Concat(texts.Select(text => $"<th scope=\"col\">{text}</th>")) + string.Concat(numbers.Select(number => $"<th scope=\"col\" class=\"n\">{number}</th>"));
        return "<section id=\"rows-section\"><h2>All rows</h2>\n<p>Every measured row is in sizes.csv and lookups.csv beside this page.</p>\n"
            + "<noscript><p>The table of all rows needs scripts; the CSV files hold the same.</p></noscript>\n"
            + $"<details><summary>Show the rows, filtered as above</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All rows\"><table id=\"all\"><caption>Sizes, then times (value: bytes, or nanoseconds of one operation)</caption><thead><tr>{heads}</tr></thead><tbody></tbody></table></div>\n"
            + "<button type=\"button\" id=\"more\" hidden>Show more</button></details>\n"
            + "<script type=\"application/json\" id=\"rows\">";
    }
}
