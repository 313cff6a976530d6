using System.Collections.Immutable;

namespace EncodingLab.Reporting.Charts;

/// <summary>How wide a text is at most, so that labels can be kept apart without a font at hand.</summary>
/// <remarks>Advance widths of DejaVu Sans, in hundredths of the font size: the widest of the fonts that the charts ask for, so that others fit in the same boxes.</remarks>
internal static class TextMetrics
{
    /// <summary>Height of a line over the font size.</summary>
    public const double LineHeight = 1.3;

    /// <summary>Height above the baseline over the font size.</summary>
    public const double Ascent = 0.93;

    /// <summary>Bold letters of that font are 13 % wider on average.</summary>
    private const double BoldFactor = 1.15;

    private static readonly ImmutableArray<byte> Ascii =
    [
        32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
        100, 68, 69, 70, 77, 63, 58, 77, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
        50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
    ];

    /// <summary>Width in pixels at a font size.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        double hundredths = 0;
        foreach (char c in text)
        {
            hundredths += c is >= ' ' and <= '~' ? Ascii[c - ' '] : c == '\u00A0' ? Ascii[0] : 100;
        }

        return hundredths / 100 * size * (bold ? BoldFactor : 1);
    }

    /// <summary>Breaks a text at spaces into lines no wider than that; a longer word is broken too, never cut off.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size, bold)))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Width(longer, size, bold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, double width, double size, bool bold)
    {
        while (Width(word, size, bold) > width && word.Length > 1)
        {
            int length = word.Length - 1;
            while (length > 1 && Width(word[..length], size, bold) > width)
            {
                length--;
            }

            // Between parameters a break reads best, after other punctuation better than elsewhere, if the line does not become much shorter.
            int parameter = Math.Max(word.LastIndexOf(',', length - 1) + 1, word.LastIndexOf('(', length));
            int seam = word.LastIndexOfAny(['-', '_', '.', '/', '='], length - 1) + 1;
            length = parameter * 3 > length ? parameter : seam * 5 > length * 2 ? seam : length;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }
}
