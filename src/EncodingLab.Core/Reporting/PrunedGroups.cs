using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>What pruning keeps and saves, as means over modules of one language, target or compiler setting.</summary>
/// <param name="By">language, target, Wasmtime or setting.</param>
/// <param name="Name">Which.</param>
/// <param name="Rows">One file a module.</param>
internal sealed record PrunedGroup(string By, string Name, IReadOnlyList<PruneRow> Rows)
{
    public double KeptShare { get; } = Means.Geometric(Rows, row => row.KeptShare) ?? 0;

    /// <summary>The pruned map against the whole one, both as the file's Wasmtime writes them.</summary>
    public double MapRatio { get; } = Means.Geometric(Rows, row => row.PrunedRatio) ?? 0;

    /// <summary>The whole file with the pruned map against the file as it is.</summary>
    public double FileRatio { get; } = Means.Geometric(Rows, row => (double)row.PrunedFileBytes / row.FileBytes) ?? 0;

    /// <summary>Maps together, which large modules rule.</summary>
    public double TotalRatio { get; } = Rows.Sum(row => row.MapBytes) == 0 ? 0 : (double)Rows.Sum(row => row.PrunedBytes) / Rows.Sum(row => row.MapBytes);
}

/// <summary>The groups of a run.</summary>
internal static class PrunedGroups
{
    /// <summary>The module written by hand to trap everywhere says nothing about what compilers write.</summary>
    private const string ByHand = "WebAssembly text";

    /// <summary>The files that stand for the modules of a target: default settings, newest Wasmtime, made by a compiler.</summary>
    public static PruneRow[] Usual(RunData data, string target) => Newest(data.Pruned.Where(row => row.Target == target && row.Variant.Length == 0 && row.SourceLanguage != ByHand));

    /// <summary>By target, by language and by Wasmtime version and setting on the headline's target. A setting's group holds the modules that were compiled with it; beside it stands the same modules' default.</summary>
    public static IEnumerable<PrunedGroup> Of(RunData data)
    {
        string headline = data.Files.HeadlineTarget;
        IEnumerable<PrunedGroup> groups = data.Files.Targets.Select(target => new PrunedGroup("target", target, Usual(data, target)))
            .Concat(Usual(data, headline).GroupBy(row => row.SourceLanguage).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new PrunedGroup("language", group.Key.Length > 0 ? group.Key : "not known", [.. group])))
            .Concat(Versions(data, headline))
            .Concat(Settings(data, headline));
        return groups.Where(group => group.Rows.Count > 0);
    }

    private static IEnumerable<PrunedGroup> Versions(RunData data, string target)
    {
        PruneRow[] usual = [.. data.Pruned.Where(row => row.Target == target && row.Variant.Length == 0 && row.SourceLanguage != ByHand)];
        string[] several = [.. usual.GroupBy(row => row.Module).Where(group => group.Select(row => row.Wasmtime).Distinct().Count() > 1).Select(group => group.Key)];
        return usual.Where(row => several.Contains(row.Module)).GroupBy(row => row.Wasmtime).OrderBy(group => FileSelection.ParseVersion(group.Key)).Select(group => new PrunedGroup("Wasmtime", group.Key, [.. group]));
    }

    private static IEnumerable<PrunedGroup> Settings(RunData data, string target)
    {
        ILookup<string, PruneRow> settings = data.Pruned.Where(row => row.Target == target && row.Variant.Length > 0).ToLookup(row => row.Variant);
        string[] modules = [.. settings.SelectMany(group => group).Select(row => row.Module).Distinct()];
        PruneRow[] usual = [.. Usual(data, target).Where(row => modules.Contains(row.Module))];
        return new[] { new PrunedGroup("setting", "default", usual) }.Concat(settings.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new PrunedGroup("setting", group.Key, Newest(group))));
    }

    private static PruneRow[] Newest(IEnumerable<PruneRow> rows) =>
        [.. rows.GroupBy(row => row.Module).Select(group => group.OrderByDescending(row => FileSelection.ParseVersion(row.Wasmtime)).ThenBy(row => row.File, StringComparer.Ordinal).First()).OrderBy(row => row.Module, StringComparer.Ordinal)];
}
