using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Figures;

/// <summary>Bytes an entry against nanoseconds a lookup, with the frontier: what any choice gives up.</summary>
internal static class TradeOffChart
{
    /// <summary>The chart of a table and target; null where fewer than two encodings have both figures.</summary>
    public static Chart? Of(RunData data, string table, string target, string track = "lossless")
    {
        TradeOff tradeOff = data.TradeOffOf(table, target, track);
        if (tradeOff.Points.Count < 2)
        {
            return null;
        }

        return new Chart
        {
            Name = RunNames.Slug($"trade-off-{table}-{target}" + (track == "lossless" ? "" : "-" + track)),
            Title = Title(tradeOff, table, track),
            Subtitle = $"Geometric means over {BlockSizeSentence.Modules(tradeOff.Modules.Count)}, {target}, one file each; {tradeOff.Workload}, reader open, memory hot. {(track == "lossless" ? "" : "Every choice has the pruned table. ")}Lower left is better.",
            X = new Axis("bytes an entry", AxisKind.Log),
            Y = new Axis("nanoseconds a lookup", AxisKind.Log),
            Series = [Frontier(tradeOff), .. TradeOffSeries.Of(data, tradeOff), .. KneeOf(tradeOff)],
            Guides = [.. tradeOff.Bounds.Select(bound => new Guide(Horizontal: false, bound.BytesPerEntry, RunNames.BoundLabel(bound.Name)) { Tip = $"{RunNames.BoundLabel(bound.Name)}: {Numbers.Short(bound.BytesPerEntry)} bytes an entry; nobody answers from it" })],
            Note = Note(data, tradeOff),
            Description = $"Scatter chart. {Title(tradeOff, table, track)}. On the frontier, from small to fast: {string.Join(", ", tradeOff.Frontier.Select(point => point.Label))}.",
            Tags = new Tags(table, target),
        };
    }

    /// <summary>The finding; its ratios are the means of the files' own, as in every table and sentence.</summary>
    private static string Title(TradeOff tradeOff, string table, string track)
    {
        string name = RunData.TitleOf(table, track);
        string yardstick = RunNames.Yardstick(table, track);
        string Takes(TradeOffPoint point) => $"{point.Label} takes {Numbers.Ratio(point.BytesRatio)} the bytes and {Numbers.Ratio(point.NsRatio)} the time of {yardstick}";
        if (tradeOff.Shipped is { } shipped && tradeOff.Frontier.Contains(shipped))
        {
            string nothing = $"{name}: nothing measured is both smaller and faster than {(track == "lossless" ? yardstick : "Wasmtime 47's encoding of it")}";
            return tradeOff.Knee is { IsShipped: false } knee ? $"{nothing}; at the knee {Takes(knee)}" : nothing;
        }

        return tradeOff.BetterThanShipped is { } better ? $"{name}: {Takes(better)}" : $"{name}: {tradeOff.Frontier.Count} of {tradeOff.Points.Count} choices are on the frontier";
    }

    private static Series Frontier(TradeOff tradeOff) => new()
    {
        Name = "frontier: nothing else is smaller and faster",
        Style = SeriesStyle.Ink with { Dash = Dash.Short },
        Markers = false,
        Step = true,
        Points = [.. tradeOff.Frontier.Select(point => new ChartPoint(point.BytesPerEntry, point.Ns))],
    };

    private static IEnumerable<Series> KneeOf(TradeOff tradeOff)
    {
        if (tradeOff.Knee is { } knee)
        {
            yield return new Series { Name = "knee of the frontier", Style = SeriesStyle.Ink with { Marker = Marker.Ring }, Line = false, Points = [new ChartPoint(knee.BytesPerEntry, knee.Ns) { Tip = $"knee: {knee.Label}" }] };
        }
    }

    private static string Note(RunData data, TradeOff tradeOff)
    {
        IEnumerable<string> states = tradeOff.Points.Where(point => point.BuildsState).GroupBy(point => RunNames.BaseName(point.Encoding))
            .Select(group => $"{group.Key} builds {Range(group.Min(point => point.OpenBytes), group.Max(point => point.OpenBytes))} of state when opened.");
        return string.Join(' ', tradeOff.LeftOut.Select(text => $"Not drawn: {text}.").Prepend(tradeOff.Knee is null && tradeOff.Frontier.Count > 2 ? "The frontier does not bend towards its corner where it is no slower than Wasmtime 47, so that no knee is marked." : "").Prepend(TradeOffSeries.Background(data, tradeOff)).Concat(states).Where(text => text.Length > 0));
    }

    private static string Range(long low, long high) => Numbers.Bytes(low) == Numbers.Bytes(high) ? Numbers.Bytes(low) : $"{Numbers.Bytes(low)} to {Numbers.Bytes(high)}";
}
