using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;

namespace EncodingLab.Reporting.Pages;

/// <summary>Each claim beside what was measured, the rule before the verdict.</summary>
internal static class ClaimsSection
{
    public static ReportSection Of(RunData data)
    {
        IReadOnlyList<Claim> claims = ClaimsTable.Of(data);
        return claims.All(claim => claim.Findings.Count == 0)
            ? new ReportSection("claims", "")
            : new ReportSection("claims", "The claims of the pull request, and what we measured")
            {
                Paragraphs = ["Claims of bytecodealliance/wasmtime pull request 13628. Sizes \"with the old encoding\" are each file's own tables re-encoded as Wasmtime 46 wrote them, so that the code is the same."],
                Tables = [Verdicts(claims), Modules(claims)],
            };
    }

    public static DataTable Verdicts(IReadOnlyList<Claim> claims) => new(
        "Claims and verdicts",
        [new("claim", IsNumber: false), new("target", IsNumber: false), new("measured", IsNumber: false), new("verdict", IsNumber: false), new("rule", IsNumber: false)],
        [.. claims.SelectMany(claim => claim.Findings.Count == 0
            ? [new TableLine([Cell.Of(claim.Text), Cell.Of("–"), Cell.Of("not measured here"), Cell.Of("–"), Cell.Of(claim.Rule)])]
            : claim.Findings.Select((finding, i) => new TableLine([Cell.Of(i == 0 ? claim.Text : "〃 " + Shorten(claim.Text)), Cell.Of(finding.Target), Cell.Of(finding.Measured), Cell.Of(finding.Verdict), Cell.Of(i == 0 ? claim.Rule : "〃")])
            {
                Tags = new Tags(Target: finding.Target.Split(',')[0]),
            }))])
    {
        Wraps = true,
    };

    private static DataTable Modules(IReadOnlyList<Claim> claims) => new(
        "Each module's value behind the verdicts",
        [new("claim", IsNumber: false), new("target", IsNumber: false), new("module", IsNumber: false), new("value")],
        [.. from claim in claims from finding in claim.Findings from module in finding.Modules
            select new TableLine([Cell.Of(Shorten(claim.Text)), Cell.Of(finding.Target), Cell.Of(module.Module), Cell.Of(module.Value)]) { Tags = new Tags(Target: finding.Target.Split(',')[0], Module: module.Module) }])
    {
        Folded = true,
        InMarkdown = false,
    };

    private static string Shorten(string text) => text.Length <= 48 ? text : text[..text.LastIndexOf(' ', 47)] + " ...";
}
