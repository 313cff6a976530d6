using EncodingLab.Reporting;
using EncodingLab.Reporting.Claims;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting.Claims;

public sealed class ClaimsTests
{
    private static readonly Func<double, string> s_plain = value => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(new[] { 0.74, 0.76, 0.9 }, "holds")]
    [InlineData(new[] { 0.75, 0.2, 0.3 }, "holds in part")]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, "does not hold")]
    public void About_means_that_the_median_is_near(double[] values, string verdict) =>
        Assert.Equal(verdict, ClaimRules.About("t", [.. values.Select((value, i) => ($"m{i}", value))], 0.64, 0.86, s_plain).Verdict);

    [Theory]
    [InlineData(new[] { 3.0, 2.5 }, "holds")]
    [InlineData(new[] { 3.0, 1.5 }, "holds in part")]
    [InlineData(new[] { 1.0, 1.5 }, "does not hold")]
    public void Each_asks_every_module(double[] values, string verdict) =>
        Assert.Equal(verdict, ClaimRules.Each("t", [.. values.Select((value, i) => ($"m{i}", value))], value => value >= 2, 1, s_plain).Verdict);

    [Fact]
    public void Every_claim_has_a_rule_and_a_claim_without_rows_says_so()
    {
        using var folder = new TempFolder();
        IReadOnlyList<Claim> claims = ClaimsTable.Of(RunData.Load(SyntheticRun.Create(folder.File("run"), 3)));
        Assert.Equal(10, claims.Count);
        Assert.All(claims, claim => Assert.NotEmpty(claim.Rule));
        Assert.Equal("not measured here", claims.Single(claim => claim.Text.StartsWith("libpython", StringComparison.Ordinal)).Verdict);
        Assert.All(claims.Where(claim => claim.Findings.Count > 0), claim => Assert.Equal("x86_64", claim.Findings[0].Target));
    }

    [Fact]
    public void A_claim_about_two_tables_is_as_good_as_its_weaker_one()
    {
        var claim = new Claim("both", "rule", [new Finding("x86_64", "addrmap", "", "holds", []), new Finding("x86_64", "traps", "", "does not hold", []), new Finding("s390x", "traps", "", "holds", [])]);
        Assert.Equal("does not hold", claim.Verdict);
    }
}
