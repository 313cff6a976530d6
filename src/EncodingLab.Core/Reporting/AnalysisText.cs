using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>An experiment's analysis with its figures: <c>{NAME ARGUMENTS}</c> stands for what <see cref="NamedFigures"/> gives from the run at hand.</summary>
internal static class AnalysisText
{
    /// <summary>What stands where the run has no such rows.</summary>
    public const string NotMeasured = "(not in this run)";

    /// <summary>The text with the figures of a run.</summary>
    /// <exception cref="RunFolderException">A name is unknown.</exception>
    public static string Fill(string text, RunData data)
    {
        var figures = new NamedFigures(data);
        return string.Concat(Parts(text).Select(part => !part.IsMark ? part.Text : NamedFigures.IsKnown(part.Text)
            ? figures.Value(part.Text) ?? NotMeasured
            : throw new RunFolderException($"{data.Folder.Path}: run.json: the analysis asks for an unknown figure '{{{part.Text}}}'; known: {string.Join(", ", NamedFigures.Names)}")));
    }

    /// <summary>The names of the figures that a text asks for, each with its arguments.</summary>
    public static IEnumerable<string> Marks(string text) => Parts(text).Where(part => part.IsMark).Select(part => part.Text);

    /// <summary>The text without its figures.</summary>
    public static string Prose(string text) => string.Concat(Parts(text).Where(part => !part.IsMark).Select(part => part.Text));

    /// <summary>Prose and marks in turn; a brace that nothing closes before the next one is prose.</summary>
    private static IEnumerable<Part> Parts(string text)
    {
        int done = 0;
        for (int open = text.IndexOf('{', StringComparison.Ordinal); open >= 0;)
        {
            int next = text.IndexOfAny(['{', '}'], open + 1);
            if (next >= 0 && text[next] == '}')
            {
                yield return new Part(text[done..open], IsMark: false);
                yield return new Part(text[(open + 1)..next], IsMark: true);
                done = next + 1;
            }

            open = next < 0 ? -1 : text.IndexOf('{', next);
        }

        yield return new Part(text[done..], IsMark: false);
    }

    private sealed record Part(string Text, bool IsMark);
}
