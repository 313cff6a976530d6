using System.Text;

namespace EncodingLab.Reporting.Pages;

/// <summary>Names from files are untrusted: what they need to stand in Markdown as they are.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>|#~$!";

    /// <summary>Escapes what Markdown or HTML inside it means; line ends become spaces, and a mention of a person becomes plain.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            if (c == '@')
            {
                // A zero-width space keeps a name in a file from calling somebody on a forge.
                escaped.Append("@\u200B");
            }
            else if (char.IsControl(c))
            {
                escaped.Append(' ');
            }
            else if (c == '&')
            {
                escaped.Append("&amp;");
            }
            else
            {
                escaped.Append(Special.Contains(c, StringComparison.Ordinal) && !IsHarmless(escaped, c) ? "\\" : "").Append(c);
            }
        }

        return escaped.Replace("://", ":\u200B//").ToString();
    }

    /// <summary>An underscore between letters means nothing and reads better bare.</summary>
    private static bool IsHarmless(StringBuilder before, char c) => c == '_' && before.Length > 0 && char.IsLetterOrDigit(before[^1]);
}
