using System.Text;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>The text that one would paste into a Wasmtime issue: claim, evidence, counter-evidence, limits, all from rows.</summary>
public static class MemoWriter
{
    private const int EvidenceLines = 8;

    /// <summary>Weighs a run's choices and writes the memo as Markdown; the same rows and options give the same bytes.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, a file of it is damaged, or what is asked is not in it.</exception>
    public static string Write(RunFolder run, RecommendOptions options)
    {
        RunData data = RunData.Load(run);
        return Write(data, Recommender.Of(data, options));
    }

    internal static string Write(RunData data, Recommendation recommendation)
    {
        var text = new StringBuilder();
        text.Append("# Which encoding, which block size\n\n");
        text.Append(Line(Intro(recommendation)));
        foreach (TargetAdvice advice in recommendation.Shown)
        {
            text.Append("## ").Append(MarkdownText.Escape($"{RunData.TableTitle(advice.Table)} on {advice.Target}")).Append("\n\n");
            foreach (Question question in advice.Questions)
            {
                Append(text, advice, question, recommendation);
            }
        }

        return text.Append("## Limits\n\n").AppendJoin("", Limits(data).Select(limit => "- " + MarkdownText.Escape(limit) + "\n")).ToString();
    }

    private static void Append(StringBuilder text, TargetAdvice advice, Question question, Recommendation recommendation)
    {
        text.Append("### ").Append(MarkdownText.Escape($"{Capital(question.Name)}: {question.Best.Label}")).Append("\n\n");
        text.Append(Line("Claim. " + MemoWords.Claim(advice, question, recommendation.Options)));
        text.Append(Line("Evidence. " + MemoWords.Evidence(question)));
        text.Append(MarkdownReport.Table(Evidence(advice, question)));
        text.Append("Counter-evidence.\n\n").AppendJoin("", MemoWords.Against(advice, question, recommendation).Select(point => "- " + MarkdownText.Escape(point) + "\n")).Append('\n');
    }

    private static string Intro(Recommendation recommendation)
    {
        RecommendOptions options = recommendation.Options;
        string constraints = options.InWords();
        return $"From run {recommendation.Run}. Score: bytes^{Numbers.Short(options.BytesWeight)} x ns^{Numbers.Short(options.NsWeight)}, geometric mean over modules, one file each; smaller is better."
            + (constraints.Length > 0 ? $" Constraints: {constraints}." : "") + $" Track: {options.Track}{(options.Track == "lossless" ? "" : "; all ratios are to the lossless table as Wasmtime 47 writes it, so that the row of Wasmtime 47 here, which has the pruned table in the same encoding, need not be 1")}. The knee is the {Knee.Method}.";
    }

    private static DataTable Evidence(TargetAdvice advice, Question question)
    {
        IEnumerable<Choice> shown = question.Choices.Take(EvidenceLines).Concat(new[] { question.Smallest, question.Fastest, question.Knee, question.Shipped }.OfType<Choice>()).Distinct();
        return ChoiceSection.Table(advice, question with { Choices = [.. shown] });
    }

    private static IEnumerable<string> Limits(RunData data)
    {
        yield return $"Times are of one machine ({string.Join(", ", data.Info.Machine.Where(fact => fact.Name.Contains("cpu", StringComparison.OrdinalIgnoreCase) || fact.Name.Contains("processor", StringComparison.OrdinalIgnoreCase)).Select(fact => fact.Value).DefaultIfEmpty("its facts are in run.json"))}), of readers in C#, hot; bytes are exact.";
        yield return "Means are over the modules of this corpus; the intervals say what other modules of the same kind would show.";
        yield return $"{Numbers.Count(data.Info.Counts.Failed)} cells failed, {Numbers.Count(data.Info.Counts.NotApplicable)} do not apply, {Numbers.Count(data.Info.Counts.Cut)} were cut, of {Numbers.Count(data.Info.Counts.Planned)} planned.";
        foreach (string note in data.Info.Notes)
        {
            yield return note;
        }
    }

    private static string Line(string text) => MarkdownText.Escape(text) + "\n\n";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
