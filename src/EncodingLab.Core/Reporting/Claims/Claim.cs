namespace EncodingLab.Reporting.Claims;

/// <summary>A sentence of the pull request that started this, beside what was measured.</summary>
/// <param name="Text">What was claimed, in its words where they are short.</param>
/// <param name="Rule">When the verdict is which, stated before looking.</param>
/// <param name="Findings">One or two a target, the headline target's first, with each module's value behind them.</param>
internal sealed record Claim(string Text, string Rule, IReadOnlyList<Finding> Findings)
{
    /// <summary>The verdict on the headline target: the weakest of its findings.</summary>
    public string Verdict => Findings.Count == 0 ? "not measured here" : Findings.Where(finding => finding.Target == Findings[0].Target).MinBy(finding => ClaimRules.Strength(finding.Verdict))!.Verdict;
}

/// <summary>What was measured of a claim on a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Table">The table, where the claim is judged for each by itself; else empty.</param>
/// <param name="Measured">The figures in words.</param>
/// <param name="Modules">Each module's value as text, in order.</param>
internal sealed record Finding(string Target, string Table, string Measured, string Verdict, IReadOnlyList<(string Module, string Value)> Modules)
{
    /// <summary>What was measured, in short.</summary>
    public string Subject => Table.Length == 0 ? Target : $"{Table} on {Target}";
}
