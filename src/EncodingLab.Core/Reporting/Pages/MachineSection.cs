using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>Where and how the run was made, and what became of its cells.</summary>
internal static class MachineSection
{
    /// <summary>What no run of the lab can say.</summary>
    private static readonly string[] s_limits =
    [
        "Limits. Bytes are exact and the same everywhere. Times are of one machine, of readers in C#, with hot caches unless a row says cold: compare ratios, not nanoseconds, between machines.",
        "Means are geometric means of ratios over modules, one file each; they say nothing of modules that are not in the corpus. Bounds are sizes that nobody answers lookups from.",
    ];

    public static ReportSection Of(RunData data)
    {
        RunInfo info = data.Info;
        return new ReportSection("run", "How this was measured")
        {
            Paragraphs = [$"Command: {string.Join(' ', info.Arguments)}. Seed {info.Seed}. State: {info.State}.", .. info.Notes, .. s_limits],
            Tables = [Facts(info), Workloads(info), Corpus(info)],
        };
    }

    private static DataTable Facts(RunInfo info)
    {
        IEnumerable<NamedFact> facts = [new NamedFact("lab", $"{info.LabVersion} {info.GitCommit}".Trim()), .. info.Machine];
        return new DataTable("Machine", [new("fact", IsNumber: false), new("value", IsNumber: false)], [.. facts.Select(fact => new TableLine([Cell.Of(fact.Name), Cell.Of(fact.Value)]))]);
    }

    private static DataTable Workloads(RunInfo info) => new(
        "Workloads as they were drawn",
        [new("file", IsNumber: false), new("workload", IsNumber: false), new("table", IsNumber: false), new("what", IsNumber: false), new("pcs"), new("distinct"), new("answered"), new("none")],
        [.. info.Workloads.Select(row => new TableLine([Cell.Of(row.File), Cell.Of(row.Workload), Cell.Of(row.Table), Cell.Of(row.Description), Cell.Of(row.Pcs, Numbers.Count), Cell.Of(row.DistinctPcs, Numbers.Count), Cell.Of(row.HitRate, Numbers.Percent), Cell.Of(row.NoneShare, Numbers.Percent)])
        {
            Tags = new Tags(row.Table, Workload: row.Workload),
        })])
    {
        InMarkdown = false,
        Folded = true,
        Wraps = true,
    };

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
