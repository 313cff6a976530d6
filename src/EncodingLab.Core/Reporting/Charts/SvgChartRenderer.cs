using System.Collections.Concurrent;

namespace EncodingLab.Reporting.Charts;

/// <summary>Charts as SVG that needs nothing else: its own style, light and dark, text that can be selected and read aloud.</summary>
/// <remarks>A renderer lays a chart out once for each of the report's widths, however often it is asked.</remarks>
public sealed class SvgChartRenderer : IChartRenderer
{
    private readonly ConcurrentDictionary<Chart, Drawing> _wide = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Chart, Drawing> _narrow = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public string FileEnding => "svg";

    /// <inheritdoc/>
    public string Render(Chart chart, ChartSize size) => Wrap(chart, size, Draw(chart, size), standAlone: true);

    /// <summary>The drawing as an element of a page that holds <see cref="SvgTheme.Css"/> once.</summary>
    public string RenderInline(Chart chart, ChartSize size) => Wrap(chart, size, Draw(chart, size), standAlone: false);

    /// <summary>Width over height of the drawing, as CSS writes it.</summary>
    public string AspectRatio(Chart chart, ChartSize size) => $"{size.Width}/{SvgCanvas.Number(Draw(chart, size).Height)}";

    private Drawing Draw(Chart chart, ChartSize size) =>
        size == ChartSize.Wide ? _wide.GetOrAdd(chart, ChartLayout.Draw, size) : size == ChartSize.Narrow ? _narrow.GetOrAdd(chart, ChartLayout.Draw, size) : ChartLayout.Draw(chart, size);

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
