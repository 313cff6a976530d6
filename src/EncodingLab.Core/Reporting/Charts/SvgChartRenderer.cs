namespace EncodingLab.Reporting.Charts;

/// <summary>Charts as SVG that needs nothing else: its own style, light and dark, text that can be selected and read aloud.</summary>
public sealed class SvgChartRenderer : IChartRenderer
{
    /// <inheritdoc/>
    public string FileEnding => "svg";

    /// <inheritdoc/>
    public string Render(Chart chart, ChartSize size) => Wrap(chart, size, ChartLayout.Draw(chart, size), standAlone: true);

    /// <summary>The drawing as an element of a page that holds <see cref="SvgTheme.Css"/> once.</summary>
    public string RenderInline(Chart chart, ChartSize size) => Wrap(chart, size, ChartLayout.Draw(chart, size), standAlone: false);

    private static string Wrap(Chart chart, ChartSize size, Drawing drawing, bool standAlone)
    {
        string id = Markup.Attribute($"{chart.Name}-{size.Name}");
        string height = SvgCanvas.Number(drawing.Height);
        string head = standAlone
            ? $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lab\" width=\"{size.Width}\" height=\"{height}\" viewBox=\"0 0 {size.Width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n"
            : $"<svg class=\"lab {size.Name}\" viewBox=\"0 0 {size.Width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n";
        string style = standAlone ? $"<style>\n{SvgTheme.Css}</style>\n" : "";
        return head
            + $"<title id=\"{id}-title\">{Markup.Text(chart.Title)}</title>\n<desc id=\"{id}-desc\">{Markup.Text(chart.Description)}</desc>\n"
            + style
            + $"<path class=\"paper\" d=\"M0,0H{size.Width}V{height}H0Z\"/>\n"
            + drawing.Body
            + "</svg>\n";
    }
}
