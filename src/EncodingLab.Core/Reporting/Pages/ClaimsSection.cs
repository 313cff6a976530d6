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
        [new("claim", IsNumber: false), new("measured", IsNumber: false), new("verdict", IsNumber: false), new("elsewhere", IsNumber: false), new("rule", IsNumber: false)],
        [.. claims.Select(claim => new TableLine([Cell.Of(claim.Text), Cell.Of(Measured(claim, first: true)), Cell.Of(claim.Verdict), Cell.Of(Measured(claim, first: false)), Cell.Of(claim.Rule)]))])
    {
        Wraps = true,
    };

    /// <summary>The findings on the headline target, or those on the others.</summary>
    private static string Measured(Claim claim, bool first)
    {
        string headline = claim.Findings.Count == 0 ? "" : claim.Findings[0].Target;
        Finding[] shown = [.. claim.Findings.Where(finding => finding.Target == headline == first)];
        return string.Join("; ", shown.Select(finding => $"{finding.Subject}: {finding.Measured}" + (first && finding.Verdict == claim.Verdict ? "" : $", {finding.Verdict}")));
    }

    private static DataTable Modules(IReadOnlyList<Claim> claims) => new(
        "Each module's value behind the verdicts",
        [new("claim", IsNumber: false), new("target", IsNumber: false), new("module", IsNumber: false), new("value")],
        [.. from claim in claims from finding in claim.Findings from module in finding.Modules
            select new TableLine([Cell.Of(Shorten(claim.Text)), Cell.Of(finding.Subject), Cell.Of(module.Module), Cell.Of(module.Value)]) { Tags = new Tags(Target: finding.Target, Module: module.Module) }])
    {
        Folded = true,
        InMarkdown = false,
    };

    private static string Shorten(string text) => text.Length <= 48 ? text : text[..text.LastIndexOf(' ', 47)] + " ...";
}
