namespace EncodingLab.Cli;

/// <summary>Breaks texts where words end, for a terminal that would break them anywhere.</summary>
internal static class TextWrap
{
    /// <summary>The lines of a text; a word that is longer than a line stays whole.</summary>
    public static IReadOnlyList<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length > 0 ? line + " " + word : word;
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>The length of a text's longest word, which is the least that its lines need.</summary>
    public static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);
}
