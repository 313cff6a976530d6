using System.Text.RegularExpressions;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>
/// Keeps figures in Markdown documents true to a run. A document marks what it takes:
/// <c>&lt;!-- lab:NAME ARGUMENTS --&gt;...&lt;!-- /lab --&gt;</c>. Both marks on one line hold a value inside a sentence; on lines of their own they hold a block.
/// Marks inside fenced code are left alone. The names are those of <see cref="SpliceBlocks"/>: <c>answer</c>, <c>blocks TABLE</c>, <c>choices TABLE</c>, <c>claims</c>, <c>goals</c>,
/// <c>machine</c>, <c>chart NAME</c>, <c>charts</c>, and for sentences <c>bytes</c>, <c>bytes-per-entry</c>, <c>file</c>, <c>time</c>, <c>ns</c>, <c>modules</c>, <c>cells</c>, <c>fact</c>.
/// </summary>
public static partial class Splicer
{
    /// <summary>Fills a document's marked places from a run, and writes it if that changes it.</summary>
    /// <returns>Whether the document changed.</returns>
    /// <exception cref="RunFolderException">There is no mark, or one is unknown, open or nested, or names what the run does not have; the run is damaged; the document cannot be read or written.</exception>
    public static bool Splice(string documentPath, RunFolder run)
    {
        string before = Read(documentPath);
        string after = Fill(before, documentPath, run);
        if (after == before)
        {
            return false;
        }

        try
        {
            File.WriteAllText(documentPath, after);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{documentPath}: cannot be written: {e.Message}");
        }

        return true;
    }

    /// <summary>Compares a document's marked places with what a run gives, and writes nothing.</summary>
    /// <returns>One line a difference; none where all is true.</returns>
    /// <exception cref="RunFolderException">As <see cref="Splice"/>.</exception>
    public static IReadOnlyList<string> Check(string documentPath, RunFolder run)
    {
        string[] before = Read(documentPath).Split('\n');
        string[] after = Fill(string.Join('\n', before), documentPath, run).Split('\n');
        int first = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return before.SequenceEqual(after)
            ? []
            : [$"{documentPath}: line {first + 1} is not what run {run.Id} gives; expected '{Shorten(after, first)}', found '{Shorten(before, first)}'; run report --splice {Path.GetFileName(documentPath)}"];
    }

    /// <summary>The document with its marked places filled.</summary>
    internal static string Fill(string document, string documentPath, RunFolder run)
    {
        var blocks = new SpliceBlocks(RunData.Load(run), Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(documentPath))!, run.Path).Replace('\\', '/'));
        var lines = new List<string>();
        string? open = null;
        bool fenced = false;
        bool marked = false;
        int number = 0;
        foreach (string line in document.Split('\n'))
        {
            number++;
            fenced ^= open is null && line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            RunFolderException Wrong(string what) => new($"{documentPath}: line {number}: {what}");
            if (fenced || !line.Contains("lab", StringComparison.Ordinal))
            {
                if (open is null)
                {
                    lines.Add(line);
                }

                continue;
            }

            string filled = Inline().Replace(line, match => $"<!-- lab:{match.Groups[1].Value} -->{blocks.Value(match.Groups[1].Value) ?? throw Wrong(Unknown(match.Groups[1].Value))}<!-- /lab -->");
            Match begin = Begin().Match(filled);
            bool end = filled.Trim() == "<!-- /lab -->";
            marked |= begin.Success || Inline().IsMatch(line);
            if (open is not null && begin.Success)
            {
                throw Wrong($"a second mark inside '{open}'; close that with <!-- /lab --> first");
            }

            if (begin.Success)
            {
                open = begin.Groups[1].Value;
                lines.Add(filled);
                lines.Add(blocks.Block(open) ?? throw Wrong(Unknown(open)));
            }
            else if (end)
            {
                open = open is null ? throw Wrong("<!-- /lab --> closes nothing") : null;
                lines.Add(filled);
            }
            else if (open is null)
            {
                lines.Add(filled);
            }
        }

        return open is not null ? throw new RunFolderException($"{documentPath}: '<!-- lab:{open} -->' is never closed; expected <!-- /lab --> on a line of its own")
            : !marked ? throw new RunFolderException($"{documentPath}: has no lab: marks, so nothing to fill or to check; mark a place as <!-- lab:answer --> and <!-- /lab -->")
            : string.Join('\n', lines);
    }

    private static string Unknown(string mark) => $"unknown mark 'lab:{mark}', or the run has no such rows; known: {string.Join(", ", SpliceBlocks.Names)}";

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path}: {Unreadable.Why(path, e)}; name a Markdown document");
        }
    }

    private static string Shorten(string[] lines, int index)
    {
        string line = index < lines.Length ? lines[index] : "the end";
        return line.Length <= 120 ? line : line[..120] + "...";
    }

    [GeneratedRegex("<!-- lab:([^>]*?) -->(?:(?!<!--).)*<!-- /lab -->")]
    private static partial Regex Inline();

    [GeneratedRegex("^\\s*<!-- lab:([^>]*?) -->\\s*$")]
    private static partial Regex Begin();
}
