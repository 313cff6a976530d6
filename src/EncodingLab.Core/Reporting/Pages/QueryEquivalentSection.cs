using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Pages;

/// <summary>The chapter of tables that keep only what can be asked. A track of its own, never in a chart or mean with the lossless one.</summary>
internal static class QueryEquivalentSection
{
    public static ReportSection Of(RunData data)
    {
        string[] tables = [.. data.Sizes.Where(row => row.Track == ReportBuilder.QueryEquivalent && row.Error.Length == 0).Select(row => row.Table).Distinct().Order(StringComparer.Ordinal)];
        string target = data.Files.HeadlineTarget;
        string[] same = [.. tables.Where(table => IsLossless(data, table))];
        tables = [.. tables.Except(same)];
        return tables.Length + same.Length == 0 ? new ReportSection("query-equivalent", "") : new ReportSection("query-equivalent", "Keep only what can be asked: the query-equivalent track")
        {
            Paragraphs = [.. PrunedWords.Findings(data), PrunedWords.Kept, PrunedWords.Lost, PrunedWords.Traps, PrunedWords.NotPruned, .. same.Select(table => $"{RunData.TableTitle(table)}: every size is that of the lossless track, so that it has no chart and no table here.")],
            Charts = ReportBuilder.Some([.. tables.SelectMany(table => new[]
            {
                TradeOffChart.Of(data, table, target, ReportBuilder.QueryEquivalent),
                BytePartsChart.Of(data, table, target, ReportBuilder.QueryEquivalent),
                EveryFileChart.Sizes(data, table, ReportBuilder.QueryEquivalent),
            })]),
            Tables = [.. PrunedMapTables.Of(data), .. JointTable.Of(data), .. tables.SelectMany(table => data.Files.Targets.Select(of => Table(data, table, of))).Where(table => table.Lines.Count > 0)],
        };
    }

    /// <summary>Whether pruning left a table as it is.</summary>
    private static bool IsLossless(RunData data, string table)
    {
        Dictionary<string, SizeRow> lossless = data.LosslessSizes(table).ToDictionary(row => RowKey.Of(row.File, row.Encoding));
        return data.MeasuredSizes(table, ReportBuilder.QueryEquivalent).Where(row => row.Kind == "encoding").All(row => lossless.GetValueOrDefault(RowKey.Of(row.File, row.Encoding))?.Bytes == row.Bytes);
    }

    private static DataTable Table(RunData data, string table, string target)
    {
        SizeRow[] rows = [.. data.Files.Keep(data.MeasuredSizes(table, ReportBuilder.QueryEquivalent), target)];
        return new DataTable(
            $"{RunData.TableTitle(table)}, {target}, query-equivalent: means over modules, smallest first",
            [new("encoding", IsNumber: false), new("kind", IsNumber: false), new("modules"), new("bytes / lossless 128"), new("bytes / legacy"), new("file with it / file")],
            [.. rows.GroupBy(row => RowKey.Of(row.Encoding, row.Kind)).OrderBy(group => Means.Geometric(group, row => row.RatioToV47) ?? double.MaxValue).Select(group => Line(table, target, [.. group]))])
        {
            Folded = target != data.Files.HeadlineTarget,
            InMarkdown = target == data.Files.HeadlineTarget,
            MarkdownLines = 12,
        };
    }

    private static TableLine Line(string table, string target, SizeRow[] rows) => new(
    [
        Cell.Of(RunNames.Label(rows[0].Encoding)),
        Cell.Of(rows[0].Kind),
        Cell.Of(rows.Length, Numbers.Count),
        Cell.Of(Means.Geometric(rows, row => row.RatioToV47), Numbers.Ratio),
        Cell.Of(Means.Geometric(rows, row => row.RatioToLegacy), Numbers.Ratio),
        Cell.Of(Means.Geometric(rows, row => row.FileBytesWith / (double?)row.FileBytes), Numbers.Change),
    ])
    {
        Tags = new Tags(table, target, Encoding: RunNames.BaseName(rows[0].Encoding)),
    };
}
