using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Claims;

/// <summary>The claims of the pull request that brought Wasmtime 47's encoding (bytecodealliance/wasmtime 13628), each with a verdict by a stated rule.</summary>
internal static class ClaimsTable
{
    private const string AboutRule = "holds: the median over modules is within 15 % of the claimed figure; in part: a quarter of the modules are";

    public static IReadOnlyList<Claim> Of(RunData data) =>
    [
        new("Both tables \"can often represent over half the size\" of a compiled module (with the old encoding).",
            "holds (\"often\"): over 50 % in at least half of the modules; in part: in at least one",
            PerTarget(data, file => file.LegacyShare, (target, values) => ClaimRules.Each(target, values, share => share > 0.5, 0.5, Numbers.Percent))),
        new("Traps are \"hovering around 10-15 %\" of a compiled module (with the old encoding).",
            "holds: the median lies in 10 to 15 %; in part: a quarter of the modules do",
            PerTarget(data, file => file.LegacyTrapShare, (target, values) => ClaimRules.About(target, values, 0.10, 0.15, Numbers.Percent))),
        new("The traps section becomes about 75 % smaller.", AboutRule, PerTarget(data, file => 1 - file.RatioToLegacy("traps"), (target, values) => About(target, values, 0.75, Numbers.Percent))),
        new("The address map becomes about 75 % smaller.", AboutRule, PerTarget(data, file => 1 - file.RatioToLegacy("addrmap"), (target, values) => About(target, values, 0.75, Numbers.Percent))),
        new("The goal was \"at least a factor of two\" for both sections.", "holds: in every module; in part: in at least one",
            PerTarget(data, file => Math.Max(file.RatioToLegacy("traps"), file.RatioToLegacy("addrmap")) is double worst && worst > 0 ? 1 / worst : double.NaN, (target, values) => ClaimRules.Each(target, values, factor => factor >= 2, 1, Numbers.Ratio))),
        new("A trap goes from 5 bytes to roughly 1.5.", AboutRule, PerTarget(data, file => file.BytesPerEntry("traps"), (target, values) => About(target, values, 1.5, Numbers.Short))),
        new("An address map entry goes from 8 bytes to about 2.", AboutRule, PerTarget(data, file => file.BytesPerEntry("addrmap"), (target, values) => About(target, values, 2, Numbers.Short))),
        new("libpython's cwasm goes from 25M to 17M: 8M saved, about 30 %.", AboutRule,
            [.. data.Files.Targets.SelectMany(target => data.Files.Of(target).Select(file => Libpython(FileBytes.Of(data, file), target)).OfType<Finding>())]),
        new("Lookup is still O(log N) \"with a slightly higher constant factor\".",
            "holds (\"slightly\"): a lookup takes at most 1.25 times legacy's time on every module; in part: on at least one; the growth with N is in the table of all times",
            [.. data.Files.Targets.SelectMany(target => new[] { "addrmap", "traps" }.Select(table => TimeFactor(data, table, target))).OfType<Finding>()]),
        new("128 is \"a relatively good sweet spot of not being too big while still getting the lion's share of compression\".",
            "holds: 128 gets at least 90 % of the saving of the best measured block size, and no other has a product of bytes and time that is more than 5 % lower; in part: one of the two",
            [.. data.Files.Targets.SelectMany(target => new[] { "addrmap", "traps" }.Select(table => SweetSpot.Of(data, table, target))).OfType<Finding>()]),
    ];

    private static Finding About(string target, IReadOnlyList<(string Module, double Value)> values, double claimed, Func<double, string> format) =>
        ClaimRules.About(target, values, claimed * 0.85, claimed * 1.15, format);

    private static IReadOnlyList<Finding> PerTarget(RunData data, Func<FileBytes, double> value, Func<string, IReadOnlyList<(string Module, double Value)>, Finding> judge)
    {
        var findings = new List<Finding>();
        foreach (string target in data.Files.Targets)
        {
            (string Module, double Value)[] values = [.. data.Files.Of(target).Order(StringComparer.Ordinal).Select(file => FileBytes.Of(data, file)).OfType<FileBytes>().Select(file => (file.Module, value(file))).Where(pair => double.IsFinite(pair.Item2))];
            if (values.Length > 0)
            {
                findings.Add(judge(target, values));
            }
        }

        return findings;
    }

    private static Finding? Libpython(FileBytes? file, string target) => file is null || !file.Module.StartsWith("libpython", StringComparison.Ordinal) || !double.IsFinite(file.Saved) ? null
        : About(target, [(file.Module, file.Saved)], 0.30, Numbers.Percent) with { Measured = $"{Numbers.Bytes(file.Size(RunNames.Legacy))} to {Numbers.Bytes(file.Size(RunNames.Shipped))}, {Numbers.Percent(file.Saved)} saved" };

    private static Finding? TimeFactor(RunData data, string table, string target)
    {
        LookupRow[] rows = [.. data.Files.Keep(data.HotFinds(table), target).Where(row => row.Encoding == RunNames.Shipped && row.Reader is ("" or "scalar") && row.RatioToLegacy > 0)];
        string? workload = RunNames.MainWorkload(table, [.. rows.Select(row => row.Workload).Distinct()]);
        (string Module, double Value)[] values = [.. rows.Where(row => row.Workload == workload).Select(row => (row.Module, row.RatioToLegacy!.Value))];
        return values.Length == 0 ? null : ClaimRules.Each(target, values, ratio => ratio <= 1.25, 1, Numbers.Ratio) with { Table = table };
    }
}
