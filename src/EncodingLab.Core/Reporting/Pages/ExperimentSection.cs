using EncodingLab.Reporting.Advice;

namespace EncodingLab.Reporting.Pages;

/// <summary>What the run asked, what was expected before looking, what came of it, and what was thought after.</summary>
internal static class ExperimentSection
{
    public static ReportSection Of(RunData data, Recommendation? advice) => new("question", data.Info.Experiment.Length > 0 ? $"The question: {data.Info.Experiment}" : "The question")
    {
        Paragraphs = data.Info.Question.Length == 0 ? [] : [.. Parts(data).Where(part => part.Text.Length > 0).Select(part => $"{part.Name}: {part.Text}")],
        Tables = advice is null ? [] : [AnswerTable.Of(data, advice)],
    };

    private static IEnumerable<(string Name, string Text)> Parts(RunData data) =>
    [
        ("Question", data.Info.Question),
        ("Hypothesis", data.Info.Hypothesis),
        ("Result", string.Join(' ', data.TableNames.Select(table => data.BlockSizesOf(table, data.Files.HeadlineTarget)).Where(table => table.Lines.Count > 0).Select(BlockSizeSentence.Of))),
        ("Analysis", AnalysisText.Fill(data.Info.Analysis, data)),
    ];
}
