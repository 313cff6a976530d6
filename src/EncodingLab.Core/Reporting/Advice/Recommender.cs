using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>Weighs bytes against time: Pareto set, knee, regret, stability, sensitivity.</summary>
internal static class Recommender
{
    public const string BlocksOnly = "block size of the shipped format";
    public const string AnyEncoding = "any encoding";

    /// <summary>Shares of time in the weights that sensitivity is tried at.</summary>
    private static readonly double[] NsShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    public static Recommendation Of(RunData data, RecommendOptions options)
    {
        RequireKnown("table", options.Table, data.TableNames);
        RequireKnown("target", options.Target, data.Files.Targets);
        RequireKnown("track", options.Track, data.Sizes.Select(row => row.Track).Distinct());
        string ofTable = options.Table is null ? "" : $" of table {options.Table}";
        RequireKnown("workload" + ofTable, options.Workload, data.Lookups.Where(row => options.Table is null || row.Table == options.Table).Select(row => row.Workload).Where(workload => workload.Length > 0).Distinct());
        string[] tables = [.. data.TableNames.Where(table => options.Table is null || table == options.Table)];
        string[] targets = [.. data.Files.Targets.Where(target => options.Target is null || target == options.Target)];
        TargetAdvice[] advice = [.. from target in targets from table in tables let one = Advise(data, table, target, options) where one is not null select one];
        return advice.Length > 0 ? new Recommendation(data.Info.Id, options, advice) { Timed = [.. Timed(data, tables, options)] }
            : throw Nothing(data, options, [.. from target in targets from table in tables from point in TradeOffOf(data, table, target, options).Points select new PlacedPoint(table, target, point)]);
    }

    private static IEnumerable<(string Table, string Target)> Timed(RunData data, string[] tables, RecommendOptions options) =>
        from target in data.Files.Targets from table in tables where TradeOffOf(data, table, target, options).Points.Count > 0 select (table, target);

    private static void RequireKnown(string what, string? name, IEnumerable<string> known)
    {
        if (name is not null && !known.Contains(name))
        {
            throw new UnknownNameException($"unknown {what} '{name}'; the run has {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }

    private static RunFolderException Nothing(RunData data, RecommendOptions options, PlacedPoint[] choices) =>
        choices.Length > 0 ? Constraints.NoneKept(data, options, choices) : new(
            data.Lookups.Count == 0
                ? $"{data.Folder.Path}: no lookup times in this run, so there is nothing to weigh; sweep without --sizes-only"
                : $"{data.Folder.Path}: no encoding has both bytes and hot 'find' times for table {options.Table ?? "any"}, target {options.Target ?? "any"}, track {options.Track}{(options.Workload is { } workload ? $", workload {workload}" : "")}; it has tables {string.Join(", ", data.TableNames)} and targets {string.Join(", ", data.Files.Targets)}");

    private static TargetAdvice? Advise(RunData data, string table, string target, RecommendOptions options)
    {
        TradeOff tradeOff = TradeOffOf(data, table, target, options);
        Question?[] questions =
        [
            Ask(data, BlocksOnly, [.. tradeOff.Points.Where(point => RunNames.BaseName(point.Encoding) == RunNames.Block && point.IsPlainReader)], options),
            Ask(data, AnyEncoding, tradeOff.Points, options),
        ];
        Question[] answered = [.. questions.OfType<Question>()];
        return answered.Length == 0 ? null : new TargetAdvice(table, target, target == data.Files.HeadlineTarget, tradeOff.Workload, tradeOff.Modules, answered);
    }

    private static TradeOff TradeOffOf(RunData data, string table, string target, RecommendOptions options) => data.TradeOffOf(table, target, options.Track, options.Workload);

    private static Question? Ask(RunData data, string name, IReadOnlyList<TradeOffPoint> all, RecommendOptions options)
    {
        TradeOffPoint[] points = [.. all.Where(point => Constraints.Keep(data, point, options))];
        if (points.Length == 0)
        {
            return null;
        }

        var scores = new Scores(options.BytesWeight, options.NsWeight);
        TradeOffPoint[] ranked = [.. points.OrderBy(scores.Of).ThenBy(point => point.Encoding, StringComparer.Ordinal).ThenBy(point => point.Reader, StringComparer.Ordinal)];
        Choice[] choices = [.. ranked.Select(point => Describe(data, point, points, scores))];
        Choice Find(TradeOffPoint point) => choices[Array.IndexOf(ranked, point)];
        TradeOffPoint[] frontier = [.. ParetoFrontier.Of(ranked)];
        return new Question(
            name,
            choices,
            [.. frontier.Select(Find)],
            Find(frontier[0]),
            Find(frontier[^1]),
            Knee.Of(frontier, ranked.FirstOrDefault(point => point.IsShipped)) is { } knee ? Find(knee) : null,
            ranked.Length > 1 ? Compare(ranked[0], ranked[1], choices[1], scores) : null,
            ranked.FirstOrDefault(point => point.IsShipped) is { } shipped ? Find(shipped) : null,
            [.. LeaveOneOut(ranked, scores)],
            [.. NsShares.Select(share => (share, Winner(ranked, new Scores(1 - share, share).Of).Label))],
            all.Count - points.Length);
    }

    private static Choice Describe(RunData data, TradeOffPoint point, IReadOnlyList<TradeOffPoint> all, Scores scores)
    {
        double[] regrets = [.. point.Files.Select((file, i) => Math.Max(0, scores.Of(file) - all.Min(other => scores.Of(other.Files[i]))))];
        int worst = Array.IndexOf(regrets, regrets.Max());
        return new Choice(
            point.Encoding, point.Reader, point.Label, point.BytesPerEntry, point.Ns, point.BytesRatio, point.BytesToLegacy, point.NsRatio,
            Math.Exp(regrets.Average()) - 1, Math.Exp(regrets[worst]) - 1, point.Files[worst].Module,
            Constraints.StockReader(data, point), point.OpenBytes, data.EncodingOf(point.Encoding)?.IlBytes);
    }

    private static Comparison Compare(TradeOffPoint best, TradeOffPoint second, Choice secondChoice, Scores scores)
    {
        (double low, double high) = scores.Interval(best, second);
        return new Comparison(secondChoice, Math.Exp(scores.Of(second) - scores.Of(best)), Math.Exp(low), Math.Exp(high));
    }

    private static IEnumerable<(string Module, string Winner)> LeaveOneOut(TradeOffPoint[] ranked, Scores scores)
    {
        int modules = ranked[0].Files.Count;
        for (int left = 0; left < modules && modules > 1; left++)
        {
            TradeOffPoint winner = Winner(ranked, point => scores.Without(point, left));
            if (winner != ranked[0])
            {
                yield return (ranked[0].Files[left].Module, winner.Label);
            }
        }
    }

    private static TradeOffPoint Winner(IEnumerable<TradeOffPoint> points, Func<TradeOffPoint, double> score) => points.MinBy(score)!;
}
