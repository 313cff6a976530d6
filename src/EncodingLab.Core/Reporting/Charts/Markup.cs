using System.Buffers;
using System.Text;

namespace EncodingLab.Reporting.Charts;

/// <summary>Names from files are untrusted: what they need to stand in HTML and SVG.</summary>
internal static class Markup
{
    /// <summary>Characters that stand for themselves; a text of these alone, as most are, needs no second look.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create(" !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u00A0\u00D7\u2212\u2013\u2191\u2192\u2020");

    /// <summary>For the content of elements.</summary>
    public static string Text(string text) => Escape(text);

    /// <summary>For attributes in double quotes.</summary>
    public static string Attribute(string text) => Escape(text);

    /// <summary>For the content of preformatted elements: line ends stay.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Escape));

    /// <summary>Escapes what markup means and replaces what XML 1.0 cannot hold (controls, lone surrogates).</summary>
    private static string Escape(string text) => text.AsSpan().ContainsAnyExcept(s_plain) ? EscapeAll(text) : text;

    private static string EscapeAll(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' => escaped.Append(' '),
                < ' ' or 0x7F or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                // Marks that turn the direction of text could make a name read as another.
                (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
