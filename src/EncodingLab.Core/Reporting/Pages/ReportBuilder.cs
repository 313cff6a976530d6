using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;

namespace EncodingLab.Reporting.Pages;

/// <summary>Makes the report's parts from a run's rows, the answer first.</summary>
internal static class ReportBuilder
{
    public const string Lossless = "lossless";
    public const string QueryEquivalent = "query-equivalent";

    /// <summary>Makes the report; its sections at the same time.</summary>
    /// <param name="data">The run.</param>
    /// <param name="made">Gets every section as soon as it is made, while others are not, on several threads.</param>
    public static Report Build(RunData data, Action<ReportSection>? made = null)
    {
        Task<Recommendation?> advice = Task.Run(() => Advice(data));
        Task<string> rows = Task.Run(() => RowsJson.Of(data));
        Task<ReportSection[]> goals = Begin(() => [GoalsSection.Of(data)]);
        Task<ReportSection[]>[] sections =
        [
            After(advice => ExperimentSection.Of(data, advice)),
            After(advice => ChoiceSection.Of(data, advice)),
            Begin(() => BlockSizes(data)),
            After(advice => ChoiceSection.Elsewhere(data, advice)),
            Begin(() => [Bytes(data)]),
            Begin(() => [EveryFile(data)]),
            Begin(() => [Deltas(data)]),
            Begin(() => [Latency(data)]),
            Begin(() => [Engine(data)]),
            Begin(() => [Speed(data)]),
            Begin(() => [EvidenceSection.Of(data)]),
            Begin(() => [ClaimsSection.Of(data)]),
            goals,
            Begin(() => [QueryEquivalentSection.Of(data)]),
            Begin(() => [LadderSection.Of(data)]),
            Begin(() => [EncodingsSection.Of(data)]),
            Begin(() => [CellsSection.Of(data)]),
            Begin(() => [MachineSection.Of(data)]),
        ];
        IReadOnlyList<AnswerPart> answer = Answer.Of(data, advice.GetAwaiter().GetResult());
        return new Report($"Encoding Lab: {data.Info.Id}", answer, [.. sections.SelectMany(section => section.GetAwaiter().GetResult())], rows.GetAwaiter().GetResult()) { Filters = Filters(data) };

        Task<ReportSection[]> Begin(Func<IEnumerable<ReportSection>> make) => Task.Run(() => Made(make()));

        Task<ReportSection[]> After(Func<Recommendation?, ReportSection> make) => advice.ContinueWith(done => Made([make(done.GetAwaiter().GetResult())]), TaskScheduler.Default);

        ReportSection[] Made(IEnumerable<ReportSection> sections)
        {
            ReportSection[] shown = [.. sections.Where(section => !section.IsEmpty)];
            Array.ForEach(shown, section => made?.Invoke(section));
            return shown;
        }
    }

    private static Recommendation? Advice(RunData data) => data.Lookups.Count > 0 && data.TableNames.Any(table => data.TradeOffOf(table, data.Files.HeadlineTarget).Points.Count > 0)
        ? Recommender.Of(data, new RecommendOptions())
        : null;

    private static IEnumerable<ReportSection> BlockSizes(RunData data)
    {
        foreach (IGrouping<string, BlockSizeTable> group in data.TableNames.SelectMany(table => data.Files.Targets.Select(target => data.BlockSizesOf(table, target))).Where(table => table.Lines.Count > 0).GroupBy(table => table.Table))
        {
            string name = RunData.TableTitle(group.Key);
            BlockSizeTable headline = group.First();
            yield return new ReportSection($"blocks-{group.Key}", $"{name}: what each block size costs and saves")
            {
                Charts = Some(
                    BlockSizeCharts.Sizes(data, group.Key, headline.Target),
                    BlockSizeCharts.Times(data, group.Key, headline.Target),
                    TargetCharts.Sizes([.. group]),
                    TargetCharts.Times([.. group])),
                Tables = [.. group.Select(BlockSizeTables.Of)],
            };
        }
    }

    private static ReportSection Bytes(RunData data) => new("bytes", "Where the bytes go")
    {
        Charts = Some([WholeFileChart.Of(data, data.Files.HeadlineTarget), .. data.TableNames.Select(table => BytePartsChart.Of(data, table, data.Files.HeadlineTarget, Lossless))]),
        Tables = [.. data.TableNames.SelectMany(table => data.Files.Targets.Select(target => WholeFileTable.Of(data, table, target))).Where(table => table.Lines.Count > 0)],
    };

    private static ReportSection EveryFile(RunData data) => new("files", "Every file, so that no average hides a loser")
    {
        Charts = Some([.. data.TableNames.SelectMany(table => new[] { EveryFileChart.Sizes(data, table, Lossless), EveryFileChart.Times(data, table, Lossless) })]),
    };

    private static ReportSection Deltas(RunData data) => new("deltas", "Why an encoding works: differences between neighbours")
    {
        Charts = Some([.. data.TableNames.SelectMany(table => new[] { DeltaChart.Pcs(data, table), DeltaChart.Values(data, table) })]),
    };

    private static ReportSection Latency(RunData data) => new("latency", "Single lookups: position in the block and the slow tail")
    {
        Charts = Some([.. data.TableNames.SelectMany(table => new[] { LatencyCharts.Positions(data, table), LatencyCharts.Distribution(data, table) })]),
    };

    private static ReportSection Engine(RunData data) => new("engine", "In the real engine")
    {
        Charts = Some(EngineChart.Of(data)),
        Tables = data.Engine.Any(row => row.PredictedNs is not null) ? [HarnessTables.Engine(data)] : [],
    };

    private static ReportSection Speed(RunData data) => new("speed", "Encoding and decoding speed") { Charts = Some([.. data.TableNames.Select(table => CodecSpeedChart.Of(data, table))]) };

    /// <summary>Those that the run has rows for.</summary>
    public static IReadOnlyList<Chart> Some(params Chart?[] charts) => [.. charts.OfType<Chart>()];

    private static FilterChoice[] Filters(RunData data) =>
    [
        new("table", [.. data.TableNames]),
        new("target", data.Files.Targets),
        new("module", [.. data.Sizes.Select(row => row.Module).Distinct().Order(StringComparer.Ordinal)]),
        new("encoding", [.. data.Sizes.Where(row => row.Kind == "encoding").Select(row => RunNames.BaseName(row.Encoding)).Distinct().Order(StringComparer.Ordinal)]),
        new("workload", [.. data.Lookups.Select(row => row.Workload).Where(workload => workload.Length > 0).Distinct().Order(StringComparer.Ordinal)]),
    ];
}
