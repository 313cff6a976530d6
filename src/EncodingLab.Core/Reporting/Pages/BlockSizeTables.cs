using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>The means by block size as a table.</summary>
internal static class BlockSizeTables
{
    public static DataTable Of(BlockSizeTable table)
    {
        Column[] columns =
        [
            new("encoding", IsNumber: false), new("bytes an entry"), new("bytes / legacy"), new("bytes / 128"), new("total bytes / 128"), new("file / 128"),
            .. table.Workloads.SelectMany(workload => new[] { new Column($"{workload}, ns"), new Column($"{workload} / 128") }),
        ];
        string caption = $"{RunData.TableTitle(table.Table)}, {table.Target}, {BlockSizeSentence.Modules(table)}: geometric means; ratios: smaller is better";
        return new DataTable(caption, columns, [.. table.Lines.Select(line => Line(table, line))]) { InMarkdown = table.IsHeadline, Folded = !table.IsHeadline };
    }

    private static TableLine Line(BlockSizeTable table, BlockSizeLine line) => new(
    [
        new Cell(RunNames.Label(line.Encoding), line.BlockEntries ?? 0),
        Cell.Of(line.BytesPerEntry, Numbers.Figure),
        Cell.Of(line.BytesToLegacy, Numbers.Percent),
        Cell.Of(line.BytesTo128, Numbers.Change),
        Cell.Of(line.TotalBytesTo128, Numbers.Change),
        Cell.Of(line.FileBytesTo128, Numbers.Change),
        .. line.Times.SelectMany(time => new[] { Cell.Of(time?.Ns, Numbers.Figure), Cell.Of(time?.RatioTo128, Numbers.Ratio) }),
    ])
    {
        Tags = new Tags(table.Table, table.Target, Encoding: RunNames.BaseName(line.Encoding)),
        IsBaseline = line.IsShipped,
    };
}
