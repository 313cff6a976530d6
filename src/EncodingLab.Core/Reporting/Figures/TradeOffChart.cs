using System.Globalization;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Figures;

/// <summary>Bytes an entry against nanoseconds a lookup, with the frontier: what any choice gives up.</summary>
internal static class TradeOffChart
{
    private const int MostNames = 18;

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
            Title = Title(tradeOff, table),
            Subtitle = $"Geometric means over {BlockSizeSentence.Modules(tradeOff.Modules.Count)}, {target}, one file each; {tradeOff.Workload}, reader open, memory hot. Lower left is better.",
            X = new Axis("bytes an entry", AxisKind.Log),
            Y = new Axis("nanoseconds a lookup", AxisKind.Log),
            Series = [Frontier(tradeOff), .. tradeOff.Points.GroupBy(point => (RunNames.BaseName(point.Encoding), point.Reader)).Select(group => Encoding(data, tradeOff, [.. group]))],
            Guides = [.. tradeOff.Bounds.Select(bound => new Guide(Horizontal: false, bound.BytesPerEntry, bound.Name) { Tip = $"{bound.Name}: {Numbers.Short(bound.BytesPerEntry)} bytes an entry; nobody answers from it" })],
            Note = Note(tradeOff),
            Description = $"Scatter chart. {Title(tradeOff, table)}. On the frontier, from small to fast: {string.Join(", ", tradeOff.Frontier.Select(point => point.Label))}.",
            Tags = new Tags(table, target),
        };
    }

    private static string Title(TradeOff tradeOff, string table)
    {
        string name = RunData.TableTitle(table);
        if (tradeOff.Points.FirstOrDefault(point => point.Encoding == RunNames.Shipped && point.IsPlainReader) is not { } shipped)
        {
            return $"{name}: {tradeOff.Frontier.Count} of {tradeOff.Points.Count} choices are on the frontier";
        }

        if (tradeOff.Frontier.Contains(shipped))
        {
            string nothing = $"{name}: nothing measured is both smaller and faster than Wasmtime 47";
            return Knee.Of(tradeOff.Frontier) is { IsShipped: false } knee
                ? $"{nothing}; at the knee {knee.Label} takes {Numbers.Ratio(knee.BytesPerEntry / shipped.BytesPerEntry)} its bytes and {Numbers.Ratio(knee.Ns / shipped.Ns)} its time"
                : nothing;
        }

        TradeOffPoint better = tradeOff.BetterThanShipped!;
        return $"{name}: {better.Label} takes {Numbers.Ratio(better.BytesPerEntry / shipped.BytesPerEntry)} the bytes and {Numbers.Ratio(better.Ns / shipped.Ns)} the time of Wasmtime 47";
    }

    private static Series Frontier(TradeOff tradeOff) => new()
    {
        Name = "frontier: nothing else is smaller and faster",
        Style = SeriesStyle.Ink with { Dash = Dash.Short },
        Markers = false,
        Step = true,
        Points = [.. tradeOff.Frontier.Select(point => new ChartPoint(point.BytesPerEntry, point.Ns))],
    };

    private static Series Encoding(RunData data, TradeOff tradeOff, IReadOnlyList<TradeOffPoint> points)
    {
        TradeOffPoint[] curve = [.. points.OrderBy(point => Parameter(point.Encoding)).ThenBy(point => point.BytesPerEntry)];
        return new Series
        {
            Name = RunNames.BaseName(points[0].Encoding) + (points[0].IsPlainReader ? "" : $" ({points[0].Reader} reader)"),
            Style = data.Styles.Of(points[0].Encoding) with { Hollow = !points[0].IsPlainReader },
            Line = points.Count > 1 && points.All(point => Parameter(point.Encoding) is not null),
            Weight = points[0].IsPlainReader && points.Any(point => point.Encoding is RunNames.Legacy or RunNames.Shipped) ? Weight.Strong : Weight.Normal,
            Points = [.. curve.Select(point => Point(point, Label(tradeOff, point, points.Count)))],
            Tags = new Tags(Encoding: RunNames.BaseName(points[0].Encoding)),
        };
    }

    /// <summary>The number of an id's only parameter: only variants that differ in one number lie on a curve.</summary>
    private static double? Parameter(string encoding)
    {
        string[] parts = RunNames.Parameters(encoding).Split('=');
        return parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    /// <summary>The shipped encodings and the frontier have names; the others too where there are few. The legend has the rest.</summary>
    private static string Label(TradeOff tradeOff, TradeOffPoint point, int siblings)
    {
        bool matters = point.Encoding is RunNames.Legacy or RunNames.Shipped || tradeOff.Frontier.Contains(point);
        string parameters = RunNames.Parameters(point.Encoding);
        return !matters && tradeOff.Points.Count > MostNames ? ""
            : point.Encoding is RunNames.Legacy or RunNames.Shipped || RunNames.BaseName(point.Encoding) == RunNames.Block ? point.Label
            : siblings > 1 && parameters.Length > 0 ? parameters
            : RunNames.BaseName(point.Encoding);
    }

    private static ChartPoint Point(TradeOffPoint point, string label) => new(point.BytesPerEntry, point.Ns)
    {
        Label = label,
        Tip = $"{point.Label}: {Numbers.Short(point.BytesPerEntry)} bytes an entry, {Numbers.Short(point.Ns)} ns" + (point.BuildsState ? $"; opening builds {Numbers.Bytes(point.OpenBytes)} of state" : ""),
    };

    private static string Note(TradeOff tradeOff)
    {
        string[] states = [.. tradeOff.Points.Where(point => point.BuildsState).Select(point => $"{point.Label} builds {Numbers.Bytes(point.OpenBytes)} of state when opened")];
        string[] parts = [.. tradeOff.LeftOut.Select(text => "Not drawn: " + text + "."), .. states.Select(text => text + ".")];
        return string.Join(' ', parts);
    }
}
