using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Which files count in a mean: one a module and target, the newest Wasmtime, default settings, so that many builds of one module do not outvote the rest.</summary>
internal sealed class FileSelection
{
    /// <summary>The target that headlines are about, where the run has it.</summary>
    public const string PreferredTarget = "x86_64";

    private readonly Dictionary<string, IReadOnlySet<string>> _files;

    public FileSelection(IReadOnlyList<ICellRow> rows)
    {
        ICellRow[] files = [.. rows.DistinctBy(row => row.File)];
        _files = files.GroupBy(row => row.Target).ToDictionary(group => group.Key, group => (IReadOnlySet<string>)Newest([.. group]));
        Targets = [.. _files.Keys.OrderBy(target => target == PreferredTarget ? 0 : 1).ThenByDescending(target => _files[target].Count).ThenBy(target => target, StringComparer.Ordinal)];
        HeadlineTarget = Targets.Count > 0 ? Targets[0] : PreferredTarget;
    }

    /// <summary>All targets, the headline's first, then by number of modules.</summary>
    public IReadOnlyList<string> Targets { get; }

    public string HeadlineTarget { get; }

    /// <summary>The files that stand for the modules of a target.</summary>
    public IReadOnlySet<string> Of(string target) => _files.TryGetValue(target, out IReadOnlySet<string>? files) ? files : new HashSet<string>();

    /// <summary>Keeps the rows of the files that stand for their modules.</summary>
    public IEnumerable<TRow> Keep<TRow>(IEnumerable<TRow> rows, string target)
        where TRow : ICellRow
    {
        IReadOnlySet<string> files = Of(target);
        return rows.Where(row => files.Contains(row.File));
    }

    /// <summary>Orders versions as numbers, not as text.</summary>
    public static Version ParseVersion(string text) => Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out Version? version) ? version : new Version(0, 0);

    private static HashSet<string> Newest(ICellRow[] files)
    {
        ICellRow[] usual = [.. files.Where(row => row.Variant.Length == 0)];
        return [.. (usual.Length > 0 ? usual : files).GroupBy(row => row.Module)
            .Select(group => group.OrderByDescending(row => ParseVersion(row.Wasmtime)).ThenBy(row => row.Variant, StringComparer.Ordinal).ThenBy(row => row.File, StringComparer.Ordinal).First().File)];
    }
}
