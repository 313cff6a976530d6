using System.Globalization;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Figures;

/// <summary>The points of a trade-off chart: variants that differ in one number on a curve, readers other than the portable one hollow.</summary>
internal static class TradeOffSeries
{
    private const int MostNames = 18;

    public static IEnumerable<Series> Of(RunData data, TradeOff tradeOff)
    {
        ILookup<string, TradeOffPoint> families = tradeOff.Points.ToLookup(point => RunNames.BaseName(point.Encoding));
        return tradeOff.Points.GroupBy(point => (Name: RunNames.BaseName(point.Encoding), point.Reader, Texts: string.Join(',', Parameters(point.Encoding).Where(parameter => Number(parameter) is null))))
            .Select(group => Curve(data, tradeOff, [.. group], [.. families[group.Key.Name]]));
    }

    private static Series Curve(RunData data, TradeOff tradeOff, IReadOnlyList<TradeOffPoint> points, IReadOnlyList<TradeOffPoint> family)
    {
        bool plain = points[0].IsPlainReader;
        string state = family.Any(point => point.BuildsState) ? " (builds state)" : "";
        return new Series
        {
            Name = RunNames.BaseName(points[0].Encoding) + (plain ? "" : ", other readers") + state,
            Style = data.Styles.Of(points[0].Encoding) with { Hollow = !plain },
            Line = points.Count > 1 && Varying(points).Count == 1,
            Weight = plain && points.Any(point => point.Encoding is RunNames.Legacy or RunNames.Shipped) ? Weight.Strong : Weight.Normal,
            Points = [.. points.OrderBy(point => Parameters(point.Encoding).Select(Number).FirstOrDefault(number => number is not null)).ThenBy(point => point.BytesPerEntry).Select(point => Point(tradeOff, point, Label(tradeOff, point, family)))],
            Tags = new Tags(Encoding: RunNames.BaseName(points[0].Encoding)),
        };
    }

    /// <summary>The shipped encodings and the frontier have names; the others too where there are few. The legend has the rest.</summary>
    private static string Label(TradeOff tradeOff, TradeOffPoint point, IReadOnlyList<TradeOffPoint> family)
    {
        bool shipped = point.IsPlainReader && (point.Encoding == RunNames.Legacy || RunNames.BaseName(point.Encoding) == RunNames.Block);
        if (!Matters(tradeOff, point))
        {
            return "";
        }

        IReadOnlyList<string> varying = Varying([.. family.Where(other => Matters(tradeOff, other))]);
        string parameters = string.Join(',', Parameters(point.Encoding).Where(parameter => varying.Contains(parameter.Split('=')[0])));
        string name = shipped ? point.Label : point == tradeOff.BetterThanShipped || parameters.Length == 0 ? RunNames.BaseName(point.Encoding) + (parameters.Length > 0 ? $"({parameters})" : "") : parameters;
        return shipped || point.IsPlainReader ? name : $"{name}, {point.Reader}";
    }

    private static bool Matters(TradeOff tradeOff, TradeOffPoint point) =>
        tradeOff.Points.Count <= MostNames || point.Encoding is RunNames.Legacy or RunNames.Shipped || tradeOff.Frontier.Contains(point);

    private static ChartPoint Point(TradeOff tradeOff, TradeOffPoint point, string label) => new(point.BytesPerEntry, point.Ns)
    {
        Label = label,
        Priority = point == tradeOff.BetterThanShipped || point.IsShipped ? 1 : 0,
        Tip = $"{point.Label}: {Numbers.Short(point.BytesPerEntry)} bytes an entry, {Numbers.Short(point.Ns)} ns" + (point.BuildsState ? $"; opening builds {Numbers.Bytes(point.OpenBytes)} of state" : ""),
    };

    private static string[] Parameters(string encoding) => RunNames.Parameters(encoding).Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Names of the parameters in which some points differ.</summary>
    private static IReadOnlyList<string> Varying(IReadOnlyList<TradeOffPoint> points) =>
        [.. points.SelectMany(point => Parameters(point.Encoding)).Distinct().GroupBy(parameter => parameter.Split('=')[0]).Where(group => group.Count() > 1).Select(group => group.Key)];

    private static double? Number(string parameter) =>
        double.TryParse(parameter.AsSpan(parameter.IndexOf('=', StringComparison.Ordinal) + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
