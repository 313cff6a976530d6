using System.Text.RegularExpressions;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>An experiment's analysis with its figures: <c>{NAME ARGUMENTS}</c> stands for what <see cref="NamedFigures"/> gives from the run at hand.</summary>
internal static partial class AnalysisText
{
    /// <summary>What stands where the run has no such rows.</summary>
    public const string NotMeasured = "(not in this run)";

    /// <summary>The text with the figures of a run.</summary>
    /// <exception cref="RunFolderException">A name is unknown.</exception>
    public static string Fill(string text, RunData data)
    {
        var figures = new NamedFigures(data);
        return Figure().Replace(text, match => NamedFigures.IsKnown(match.Groups[1].Value)
            ? figures.Value(match.Groups[1].Value) ?? NotMeasured
            : throw new RunFolderException($"{data.Folder.Path}: run.json: the analysis asks for an unknown figure '{match.Value}'; known: {string.Join(", ", NamedFigures.Names)}"));
    }

    /// <summary>The names of the figures that a text asks for, each with its arguments.</summary>
    public static IEnumerable<string> Marks(string text) => Figure().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The text without its figures.</summary>
    public static string Prose(string text) => Figure().Replace(text, "");

    [GeneratedRegex("\\{([^{}]*)\\}")]
    private static partial Regex Figure();
}
