namespace EncodingLab.Reporting.Pages;

/// <summary>What the run asked, and what was expected before looking.</summary>
internal static class ExperimentSection
{
    public static ReportSection Of(RunData data) => new("question", data.Info.Experiment.Length > 0 ? $"The question: {data.Info.Experiment}" : "The question")
    {
        Paragraphs = [.. new[] { ("Question", data.Info.Question), ("Hypothesis", data.Info.Hypothesis), ("Analysis", data.Info.Analysis) }.Where(part => part.Item2.Length > 0).Select(part => $"{part.Item1}: {part.Item2}")],
    };
}
