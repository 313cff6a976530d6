using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>What remains of address maps in the shipped format, and of files.</summary>
internal static class PrunedMapTables
{
    public static IEnumerable<DataTable> Of(RunData data) => data.Pruned.Count == 0 ? [] : [Groups(data), Files(data)];

    /// <summary>Means by target, language, version and setting.</summary>
    public static DataTable Groups(RunData data) => new(
        "What pruning keeps, in the format that the file's own Wasmtime reads: geometric means over modules, one file each",
        [new("by", IsNumber: false), new("which", IsNumber: false), new("modules"), new("entries kept"), new("map / whole map"), new("all maps together"), new("file")],
        [.. PrunedGroups.Of(data).Select(group => new TableLine(
        [
            Cell.Of(group.By), Cell.Of(group.Name), Cell.Of(group.Rows.Count, Numbers.Count), Cell.Of(group.KeptShare, Numbers.Percent),
            Cell.Of(group.MapRatio, Numbers.Ratio), Cell.Of(group.TotalRatio, Numbers.Ratio), Cell.Of(group.FileRatio, Numbers.Change),
        ]))]);

    /// <summary>Every file, the smallest remainder first.</summary>
    public static DataTable Files(RunData data) => new(
        "Every file: the pruned map in the shipped format, and the bound of free placement",
        [
            new("file", IsNumber: false), new("language", IsNumber: false), new("entries"), new("kept"), new("for traps only"), new("for calls only"), new("map / whole map"), new("over the bound"),
            new("file"), new("bytes saved"),
        ],
        [.. data.Pruned.OrderBy(row => row.PrunedRatio).ThenBy(row => row.File, StringComparer.Ordinal).Select(Line)])
    {
        Folded = true,
        MarkdownLines = 20,
    };

    private static TableLine Line(PruneRow row) => new(
    [
        Cell.Of(row.File), Cell.Of(row.SourceLanguage), Cell.Of(row.Entries, Numbers.Count), Cell.Of(row.KeptShare, Numbers.Percent),
        Cell.Of((double)row.KeptForTraps / Math.Max(row.Kept, 1), Numbers.Percent), Cell.Of((double)row.KeptForCalls / Math.Max(row.Kept, 1), Numbers.Percent),
        Cell.Of(row.PrunedRatio, Numbers.Ratio), Cell.Of(row.RatioToBound, Numbers.Change), Cell.Of((double)row.PrunedFileBytes / row.FileBytes, Numbers.Change), Cell.Of(row.FileBytes - row.PrunedFileBytes, Numbers.Bytes),
    ])
    {
        Tags = new Tags("addrmap", row.Target),
    };
}
