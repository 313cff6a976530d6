using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;

namespace EncodingLab.Reporting.Pages;

/// <summary>Makes the report's parts from a run's rows, the answer first.</summary>
internal static class ReportBuilder
{
    public static Report Build(RunData data)
    {
        RunSummary summary = RunSummary.Of(data);
        ReportSection?[] sections = [.. BlockSizes(data, summary), TradeOffs(data), MachineSection.Of(data)];
        return new Report($"Encoding Lab: {data.Info.Id}", summary.Sentences, [.. sections.OfType<ReportSection>().Where(section => section.Charts.Count + section.Tables.Count + section.Paragraphs.Count > 0)]);
    }

    private static IEnumerable<ReportSection> BlockSizes(RunData data, RunSummary summary)
    {
        foreach (IGrouping<string, BlockSizeTable> group in summary.Tables.GroupBy(table => table.Table))
        {
            yield return new ReportSection($"blocks-{group.Key}", $"{RunData.TableTitle(group.Key)}: what each block size costs and saves")
            {
                Charts = [.. group.Where(table => table.IsHeadline).SelectMany(table => new[] { BlockSizeCharts.Sizes(data, table.Table, table.Target), BlockSizeCharts.Times(data, table.Table, table.Target) }).OfType<Chart>()],
                Tables = [.. group.Select(BlockSizeTables.Of)],
            };
        }
    }

    private static ReportSection TradeOffs(RunData data) => new("trade-off", "Bytes against time")
    {
        Charts = [.. from table in data.TableNames from target in data.Files.Targets.Take(1) let chart = TradeOffChart.Of(data, table, target) where chart is not null select chart],
    };
}
