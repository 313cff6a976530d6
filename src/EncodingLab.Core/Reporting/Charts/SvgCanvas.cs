using System.Globalization;
using System.Text;

namespace EncodingLab.Reporting.Charts;

/// <summary>Writes SVG elements and remembers where every text stands, so that a test can measure overlap.</summary>
/// <param name="tips">Whether marks say something on hovering, which telephones cannot.</param>
internal sealed class SvgCanvas(bool tips = true)
{
    /// <summary>Whether marks say something on hovering.</summary>
    public bool Tips { get; } = tips;

    private readonly StringBuilder _body = new();
    private readonly List<PlacedText> _texts = [];

    /// <summary>Every text so far with the box it needs at most.</summary>
    public IReadOnlyList<PlacedText> Texts => _texts;

    public string Body => _body.ToString();

    public void Text(string text, double x, double baseline, double size, TextAnchor anchor = TextAnchor.Start, string css = "", bool bold = false)
    {
        _texts.Add(new PlacedText(text, Box.OfText(text, x, baseline, size, anchor, bold)));
        string classes = (bold ? "bold " + css : css).Trim();
        _body.Append("<text x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(baseline)).Append('"');
        Attribute("class", classes);
        Attribute("font-size", size == 12 ? "" : Number(size));
        Attribute("text-anchor", anchor switch { TextAnchor.Middle => "middle", TextAnchor.End => "end", _ => "" });
        _body.Append('>').Append(Markup.Text(text)).Append("</text>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string css) =>
        _body.Append("<path class=\"").Append(css).Append("\" d=\"M").Append(Pair(x1, y1)).Append('L').Append(Pair(x2, y2)).Append("\"/>\n");

    public void Path(string data, string css) => _body.Append("<path class=\"").Append(css).Append("\" d=\"").Append(data).Append("\"/>\n");

    /// <summary>A path that says something on hovering.</summary>
    public void Path(string data, string css, string tip)
    {
        if (tip.Length == 0 || !Tips)
        {
            Path(data, css);
            return;
        }

        _body.Append("<path class=\"").Append(css).Append("\" d=\"").Append(data).Append("\"><title>").Append(Markup.Text(tip)).Append("</title></path>\n");
    }

    public void Open(string css, Tags tags)
    {
        _body.Append("<g");
        Attribute("class", css);
        Attribute("data-table", tags.Table);
        Attribute("data-target", tags.Target);
        Attribute("data-module", tags.Module);
        Attribute("data-encoding", tags.Encoding);
        Attribute("data-workload", tags.Workload);
        _body.Append(">\n");
    }

    public void Close() => _body.Append("</g>\n");

    /// <summary>A polyline's path data.</summary>
    public static string Polyline(IEnumerable<(double X, double Y)> points) => "M" + string.Join("L", points.Select(point => Pair(point.X, point.Y)));

    public static string Rectangle(Box box) => string.Create(CultureInfo.InvariantCulture, $"M{Pair(box.Left, box.Top)}H{Number(box.Right)}V{Number(box.Bottom)}H{Number(box.Left)}Z");

    /// <summary>Pixels with at most one decimal: finer than eyes, and the same on every machine.</summary>
    public static string Number(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Pair(double x, double y) => Number(x) + "," + Number(y);

    private void Attribute(string name, string value)
    {
        if (value.Length > 0)
        {
            _body.Append(' ').Append(name).Append("=\"").Append(Markup.Attribute(value)).Append('"');
        }
    }
}

/// <summary>A text and the box it needs at most.</summary>
internal readonly record struct PlacedText(string Text, Box Box);
