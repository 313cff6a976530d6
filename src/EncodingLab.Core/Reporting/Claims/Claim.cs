namespace EncodingLab.Reporting.Claims;

/// <summary>A sentence of the pull request that started this, beside what was measured.</summary>
/// <param name="Text">What was claimed, in its words where they are short.</param>
/// <param name="Rule">When the verdict is which, stated before looking.</param>
/// <param name="Findings">One a target, with each module's value behind it.</param>
internal sealed record Claim(string Text, string Rule, IReadOnlyList<Finding> Findings)
{
    /// <summary>The verdict on the headline target, with the targets that differ.</summary>
    public string Verdict
    {
        get
        {
            if (Findings.Count == 0)
            {
                return "not measured here";
            }

            string[] differ = [.. Findings.Skip(1).Where(finding => finding.Verdict != Findings[0].Verdict).Select(finding => $"{finding.Target}: {finding.Verdict}")];
            return Findings[0].Verdict + (differ.Length == 0 ? "" : $" ({string.Join("; ", differ)})");
        }
    }
}

/// <summary>What was measured of a claim on a target.</summary>
/// <param name="Modules">Each module's value as text, in order.</param>
internal sealed record Finding(string Target, string Measured, string Verdict, IReadOnlyList<(string Module, string Value)> Modules);
