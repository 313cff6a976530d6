using System.Text;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>The text for Wasmtime's issue 3547, which asks to drop address map entries that nothing can ask for: gained, lost, what it takes, which encoding wins then; all figures from rows.</summary>
public static class PruneMemo
{
    /// <summary>Its file in a run's folder.</summary>
    public const string FileName = "memo-3547.md";

    /// <summary>The memo as Markdown; null where the run pruned nothing.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, or a file of it is damaged.</exception>
    public static string? Write(RunFolder run) => Write(RunData.Load(run));

    internal static string? Write(RunData data)
    {
        if (data.Pruned.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder("# An address map of what can be asked (wasmtime issue 3547)\n\n");
        text.Append(Line($"From run {data.Info.Id}: {data.Pruned.Count} compiled files of {data.Pruned.Select(row => row.Module).Distinct().Count()} modules, {data.Pruned.Select(row => row.Target).Distinct().Count()} targets. {PrunedWords.Kept}"));
        text.Append("## What is gained\n\n").AppendJoin("", PrunedWords.Findings(data).Select(Line));
        text.Append(MarkdownReport.Table(PrunedMapTables.Groups(data))).Append('\n');
        text.Append(MarkdownReport.Table(PrunedMapTables.Files(data))).Append('\n');
        IReadOnlyList<JointChoice> choices = JointChoices.Of(data, data.Files.HeadlineTarget);
        if (choices.Count > 0)
        {
            text.Append("## Which encoding wins then\n\n").Append(MarkdownReport.Table(JointTable.Table(choices, data.Files.HeadlineTarget, data.Files.HeadlineTarget))).Append('\n');
        }

        text.Append("## What is lost\n\n").Append(Line(PrunedWords.Lost)).Append(Line(PrunedWords.Traps));
        text.Append("## What it would take\n\n").AppendJoin("", Steps.Select(step => "- " + MarkdownText.Escape(step) + "\n"));
        return text.Append("\n## Limits\n\n").AppendJoin("", Limits(data).Select(limit => "- " + MarkdownText.Escape(limit) + "\n")).ToString();
    }

    private static readonly string[] Steps =
    [
        "In the compiler, nothing new to find out: when a function's address map is written, its traps and the return addresses of its calls are already known from the same machine buffer. A filter there needs no disassembly.",
        "No new format and no change to any reader: a map of fewer entries, in the encoding of today, is read by the Wasmtime of today. The command prune of this lab shows it on files that stock Wasmtime 46 and 47 run.",
        "A setting to keep all entries, on wherever something asks at other pcs: guest debugging, objdump --addrmap, and profilers that sample native pcs.",
        "Pulley: the interpreter's checked operations must count as traps although they have no entry in the traps table; without them backtraces lose their innermost position.",
        "Stack switching: the label that a suspended stack resumes at is asked like a return address.",
        "Tests that compare every backtrace before and after; this lab's are in tests/EncodingLab.Tests/Engine, with a control that fails when one needed entry is removed.",
    ];

    private static IEnumerable<string> Limits(RunData data)
    {
        yield return PrunedWords.NotPruned;
        yield return "Call sites of whole files come from disassembly, which may name a few that are none: those cost bytes, and none is missed in the files whose compiler's own list is known (results/ledger/call-sites.csv).";
        yield return "A file shrinks by whole pages where a page-aligned section follows the map, so that small files may save nothing.";
        yield return $"Bytes are exact; times are of one machine and of readers in C#, hot. {data.Info.Counts.Failed} cells failed.";
    }

    private static string Line(string text) => MarkdownText.Escape(text) + "\n\n";
}
