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

    /// <summary>Every piece of an upright yardstick.</summary>
    public List<Stroke> Guides { get; } = [];

    /// <summary>Every piece of a series' line that does not stay in the background.</summary>
    public List<Stroke> Lines { get; } = [];

    /// <summary>Every point that does not stay in the background, as large as it is drawn.</summary>
    public List<Box> Marks { get; } = [];

    /// <summary>Every label of a point.</summary>
    public List<Placement> Labels { get; } = [];

    public string Body => _body.ToString();

    /// <param name="text">The text.</param>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="baseline">Where it stands.</param>
    /// <param name="size">Of the font.</param>
    /// <param name="anchor">Which point of the text that is.</param>
    /// <param name="css">Further classes.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="onGuides">Whether a yardstick may run behind it.</param>
    /// <param name="margin">What other yardsticks keep to its sides.</param>
    public void Text(string text, double x, double baseline, double size, TextAnchor anchor = TextAnchor.Start, string css = "", bool bold = false, bool onGuides = false, double margin = 1)
    {
        _texts.Add(new PlacedText(text, Box.OfText(text, x, baseline, size, anchor, bold), onGuides, margin));
        string side = anchor switch { TextAnchor.Middle => "mid", TextAnchor.End => "end", _ => "" };
        _body.Append("<text x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(baseline)).Append('"');
        Attribute("class", string.Join(' ', new[] { bold ? "bold" : "", css, side }.Where(name => name.Length > 0)));
        Attribute("font-size", size == 12 ? "" : Number(size));
        _body.Append('>').Append(Markup.Text(text)).Append("</text>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string css) => Path(Polyline([(x1, y1), (x2, y2)]), css);

    /// <summary>A path that says something on hovering. Without a class it looks as its group does.</summary>
    public void Path(string data, string css, string tip = "")
    {
        _body.Append("<path");
        Attribute("class", css);
        Attribute("d", data);
        _body.Append(tip.Length == 0 || !Tips ? "/>\n" : $"><title>{Markup.Text(tip)}</title></path>\n");
    }

    public void Open(string css) => Open(css, Tags.None);

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

    /// <summary>A polyline's path data, in the shortest commands: across, down, or both.</summary>
    public static string Polyline(IReadOnlyList<(double X, double Y)> points)
    {
        var data = new StringBuilder();
        (string X, string Y) at = ("", "");
        foreach ((double x, double y) in points)
        {
            (string X, string Y) to = (Number(x), Number(y));
            data.Append(data.Length == 0 ? $"M{to.X} {to.Y}" : to.Y == at.Y ? "H" + to.X : to.X == at.X ? "V" + to.Y : $"L{to.X} {to.Y}");
            at = to;
        }

        return data.ToString();
    }

    public static string Rectangle(Box box) => $"M{Number(box.Left)} {Number(box.Top)}H{Number(box.Right)}V{Number(box.Bottom)}H{Number(box.Left)}Z";

    /// <summary>Pixels with at most one decimal: finer than eyes, and the same on every machine.</summary>
    public static string Number(double value) => (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    private void Attribute(string name, string value)
    {
        if (value.Length > 0)
        {
            _body.Append(' ').Append(name).Append("=\"").Append(Markup.Attribute(value)).Append('"');
        }
    }
}

/// <summary>A text, the box it needs at most, whether a yardstick may run behind it, and else how far yardsticks stay from its sides.</summary>
internal readonly record struct PlacedText(string Text, Box Box, bool OnGuides, double Margin)
{
    /// <summary>The box with its margin on both sides.</summary>
    public Box Room => Box with { Left = Box.Left - Margin, Right = Box.Right + Margin };
}
