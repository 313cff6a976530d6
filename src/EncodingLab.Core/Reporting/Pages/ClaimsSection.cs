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
                Tables = [.. new[] { Verdicts(claims), Elsewhere(claims), Modules(claims) }.Where(table => table.Lines.Count > 0)],
            };
    }

    public static DataTable Verdicts(IReadOnlyList<Claim> claims) => new(
        "Claims and verdicts",
        [new("claim", IsNumber: false), new("measured", IsNumber: false), new("verdict", IsNumber: false), new("elsewhere", IsNumber: false), new("rule", IsNumber: false)],
        [.. claims.Select(claim => new TableLine([Cell.Of(claim.Text), Cell.Of(Measured(claim)), Cell.Of(claim.Verdict), Cell.Of(VerdictsElsewhere(claim)), Cell.Of(claim.Rule)]))])
    {
        Wraps = true,
    };

    private static string Headline(Claim claim) => claim.Findings.Count == 0 ? "" : claim.Findings[0].Target;

    /// <summary>The findings on the headline target, each with its verdict where that is not the claim's.</summary>
    private static string Measured(Claim claim) => string.Join("; ", claim.Findings.Where(finding => finding.Target == Headline(claim))
        .Select(finding => $"{finding.Subject}: {finding.Measured}" + (finding.Verdict == claim.Verdict ? "" : $", {finding.Verdict}")));

    /// <summary>The other targets by verdict.</summary>
    private static string VerdictsElsewhere(Claim claim) => string.Join("; ", claim.Findings.Where(finding => finding.Target != Headline(claim))
        .GroupBy(finding => finding.Verdict).Select(group => $"{group.Key}: {string.Join(", ", group.Select(finding => finding.Subject))}"));

    private static DataTable Elsewhere(IReadOnlyList<Claim> claims) => new(
        "The claims on the other targets",
        [new("claim", IsNumber: false), new("on", IsNumber: false), new("measured", IsNumber: false), new("verdict", IsNumber: false)],
        [.. from claim in claims from finding in claim.Findings where finding.Target != Headline(claim)
            select new TableLine([Cell.Of(Shorten(claim.Text)), Cell.Of(finding.Subject), Cell.Of(finding.Measured), Cell.Of(finding.Verdict)]) { Tags = new Tags(Target: finding.Target) }])
    {
        Folded = true,
        InMarkdown = false,
    };

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
