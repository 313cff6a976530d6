using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>Where and how the run was made, and what became of its cells.</summary>
internal static class MachineSection
{
    public static ReportSection Of(RunData data)
    {
        RunInfo info = data.Info;
        return new ReportSection("run", "How this was measured")
        {
            Paragraphs = [$"Command: {string.Join(' ', info.Arguments)}. Seed {info.Seed}. State: {info.State}.", .. info.Notes],
            Tables = [Counts(info.Counts), Facts(info), Corpus(info)],
        };
    }

    private static DataTable Counts(RunCounts counts) => new("Cells", [new("planned"), new("measured"), new("failed"), new("not applicable"), new("cut")],
        [new TableLine([.. new[] { counts.Planned, counts.Measured, counts.Failed, counts.NotApplicable, counts.Cut }.Select(count => Cell.Of(count, Numbers.Count))])]);

    private static DataTable Facts(RunInfo info)
    {
        IEnumerable<NamedFact> facts = [new NamedFact("lab", $"{info.LabVersion} {info.GitCommit}".Trim()), .. info.Machine];
        return new DataTable("Machine", [new("fact", IsNumber: false), new("value", IsNumber: false)], [.. facts.Select(fact => new TableLine([Cell.Of(fact.Name), Cell.Of(fact.Value)]))]);
    }

    private static DataTable Corpus(RunInfo info) => new(
        "Corpus",
        [new("file", IsNumber: false), new("module", IsNumber: false), new("target", IsNumber: false), new("Wasmtime", IsNumber: false), new("variant", IsNumber: false), new("language", IsNumber: false), new("bytes"), new("SHA-256", IsNumber: false)],
        [.. info.Corpus.Select(file => new TableLine([Cell.Of(file.File), Cell.Of(file.Module), Cell.Of(file.Target), Cell.Of(file.Wasmtime), Cell.Of(file.Variant), Cell.Of(file.SourceLanguage), Cell.Of(file.Bytes, Numbers.Count), Cell.Of(file.Sha256.Length > 12 ? file.Sha256[..12] : file.Sha256)])
        {
            Tags = new Tags(Target: file.Target, Module: file.Module),
        })])
    {
        InMarkdown = false,
        Folded = true,
    };
}
