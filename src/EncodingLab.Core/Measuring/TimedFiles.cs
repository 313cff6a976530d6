using System.Globalization;
using EncodingLab.Files;

namespace EncodingLab.Measuring;

/// <summary>Which files a sweep times where nobody chose: those that the means speak of, one a module and target. The others are sized.</summary>
public static class TimedFiles
{
    /// <summary>Of each module and target the file of the newest Wasmtime with default settings, or else the first.</summary>
    public static IReadOnlySet<LabFile> Of(IEnumerable<LabFile> files) => files
        .GroupBy(file => (file.Module, file.Target))
        .Select(builds => builds
            .OrderBy(file => file.Variant.Length > 0)
            .ThenByDescending(file => Version.TryParse(file.Wasmtime, out Version? version) ? version : new Version(0, 0))
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .First())
        .ToHashSet();

    /// <summary>What the reader of the run must know of the rest.</summary>
    internal static IEnumerable<string> Note(int sizedOnly) => sizedOnly == 0 ? [] :
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sizedOnly} files are sized but not timed: older Wasmtime or special settings, beside a newer default build of the same module and target; --files '*' times them too"),
    ];
}
