using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Notebooks;

/// <summary>Values as outputs. Names in them come from files and are escaped.</summary>
internal static class NotebookDisplay
{
    /// <summary>Rows that a table of a plain list shows; the rest is counted.</summary>
    private const int MostRows = 40;

    public static NotebookOutput Of(object value) => value switch
    {
        Chart chart => NotebookOutput.Of($"{chart.Title}\n{chart.Description}", "image/svg+xml", new SvgChartRenderer().Render(chart, ChartSize.Wide)),
        NotebookTable table => NotebookOutput.Of(PlainTable(table), "text/html", HtmlTable(table)),
        NotebookMarkdown markdown => NotebookOutput.Of(markdown.Text, "text/markdown", markdown.Text),
        string text => NotebookOutput.Of(text),
        IEnumerable rows => Rows([.. rows.Cast<object?>()]),
        IFormattable number => NotebookOutput.Of(Text(number)),
        _ => NotebookOutput.Of(value.ToString() ?? ""),
    };

    /// <summary>A list of records shows their properties as columns, a list of anything else one value a line.</summary>
    private static NotebookOutput Rows(object?[] rows)
    {
        object? first = rows.FirstOrDefault(row => row is not null);
        PropertyInfo[] properties = first is null or string or IFormattable ? [] : [.. first.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];
        string more = rows.Length > MostRows ? string.Create(CultureInfo.InvariantCulture, $"\n{rows.Length - MostRows} more rows") : "";
        return properties.Length == 0
            ? NotebookOutput.Of(string.Join('\n', rows.Take(MostRows).Select(Text)) + more)
            : Of(new NotebookTable([.. properties.Select(property => property.Name)], [.. rows.Take(MostRows).Select(row => properties.Select(property => row is null ? null : property.GetValue(row)).ToArray())]));
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => Numbers.Short(number),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(NotebookTable table, int column) => table.Rows.Count > 0 && table.Rows.All(row => row[column] is null || Looks(Text(row[column])));

    /// <summary>Numbers, and what <see cref="Numbers"/> makes of them: signs, percentages, ratios, bytes.</summary>
    private static bool Looks(string text) => text.Length == 0 || text is "–" || char.IsAsciiDigit(text[0]) || (text[0] is '+' or '-' or '−' or '±' && text.Length > 1 && char.IsAsciiDigit(text[1]));

    private static string HtmlTable(NotebookTable table)
    {
        var html = new StringBuilder("<table>\n<thead><tr>");
        string Align(int column) => IsNumber(table, column) ? " align=\"right\"" : " align=\"left\"";
        html.AppendJoin("", table.Columns.Select((name, i) => $"<th{Align(i)}>{Markup.Text(name)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select((value, i) => $"<td{Align(i)}>{Markup.Text(Text(value))}</td>")).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    private static string PlainTable(NotebookTable table)
    {
        string[][] lines = [[.. table.Columns], .. table.Rows.Select(row => row.Select(Text).ToArray())];
        int[] widths = [.. table.Columns.Select((_, i) => lines.Max(line => line[i].Length))];
        return string.Join('\n', lines.Select(line => string.Join("  ", line.Select((text, i) => IsNumber(table, i) ? text.PadLeft(widths[i]) : text.PadRight(widths[i]))).TrimEnd()));
    }
}
