using System.Globalization;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Figures;

/// <summary>
/// The points of a trade-off chart: variants that differ in one number on a curve, readers other than the portable one hollow. Where many encodings were measured, those
/// that something else beats in bytes and time stay in the background: their marks keep colour and shape, their names go to the chart's note.
/// </summary>
internal sealed class TradeOffSeries
{
    /// <summary>Points that may all have names beside them, and encodings that may all have names in the legend.</summary>
    private const int MostNames = 18;
    private const int MostFamilies = 9;

    private readonly RunData _data;
    private readonly TradeOff _tradeOff;
    private readonly ILookup<string, TradeOffPoint> _families;
    private readonly HashSet<string> _inFront;

    private TradeOffSeries(RunData data, TradeOff tradeOff)
    {
        _data = data;
        _tradeOff = tradeOff;
        _families = tradeOff.Points.ToLookup(point => RunNames.BaseName(point.Encoding));
        _inFront = [.. _families.Where(family => _families.Count <= MostFamilies || family.Any(point => tradeOff.Frontier.Contains(point) || point.IsShipped || IsLegacy(point))).Select(family => family.Key)];
    }

    public static IReadOnlyList<Series> Of(RunData data, TradeOff tradeOff) => new TradeOffSeries(data, tradeOff).All();

    /// <summary>The encodings that the legend leaves out, in words; empty where it has all.</summary>
    public static string Background(RunData data, TradeOff tradeOff)
    {
        var series = new TradeOffSeries(data, tradeOff);
        string[] names = [.. series._families.Select(family => family.Key).Where(name => !series._inFront.Contains(name)).Order(StringComparer.Ordinal)];
        return names.Length == 0 ? "" : $"In the background, beaten in both by something on the frontier: {string.Join(", ", names)}.";
    }

    private Series[] All()
    {
        Series[] curves = [.. Yardsticks(), .. _tradeOff.Points.GroupBy(point => (Name: RunNames.BaseName(point.Encoding), point.Reader, Texts: Texts(point.Encoding))).Select(group => Curve([.. group], group.Key.Texts))];
        return _tradeOff.Points.Any(point => !point.IsPlainReader)
            ? [.. curves, new Series { Name = "hollow: other readers of the same bytes", Style = SeriesStyle.Muted with { Hollow = true }, Line = false, Points = [] }]
            : curves;
    }

    private Series Curve(IReadOnlyList<TradeOffPoint> points, string texts)
    {
        string name = RunNames.BaseName(points[0].Encoding);
        bool plain = points[0].IsPlainReader;
        bool front = _inFront.Contains(name);
        string[] manners = [.. _families[name].Select(point => Texts(point.Encoding)).Distinct()];
        bool line = points.Count > 1 && Varying(points).Count == 1;
        SeriesStyle style = _data.Styles.Of(points[0].Encoding);
        return new Series
        {
            Name = !front || !(plain || _families[name].All(point => !point.IsPlainReader)) ? "" : Name(name) + (manners.Length > 1 && line ? ", " + texts : "") + State(line ? points : [.. _families[name]]),
            Style = style with { Hollow = !plain, Dash = SeriesStyle.Next(style.Dash, Array.IndexOf(manners, texts)) },
            Line = line,
            Weight = !front || StaysBehind(points) ? Weight.Faint : plain && points.Any(point => point.IsShipped || IsLegacy(point)) ? Weight.Strong : Weight.Normal,
            Points = [.. points.OrderBy(point => Parameters(point.Encoding).Select(Number).FirstOrDefault(number => number is not null)).ThenBy(point => point.BytesPerEntry).Select(Point)],
            Tags = new Tags(Encoding: name),
        };
    }

    /// <summary>Where there are many points, other readers that are nowhere on the frontier would hide the portable reader's among them.</summary>
    private bool StaysBehind(IReadOnlyList<TradeOffPoint> points) => _tradeOff.Points.Count > MostNames && !points[0].IsPlainReader && !points.Any(point => _tradeOff.Frontier.Contains(point));

    private static string Name(string encoding) => encoding is RunNames.LegacyPair or RunNames.ShippedPair ? RunNames.Label(encoding) : encoding;

    private static string State(IReadOnlyList<TradeOffPoint> points) =>
        points.All(point => point.BuildsState) ? " (builds state)" : points.Any(point => point.BuildsState) ? " (some build state)" : "";

    /// <summary>The shipped pair where only its parts were timed: yardsticks, no choices.</summary>
    private IEnumerable<Series> Yardsticks() => _tradeOff.Yardsticks.Select(point => new Series
    {
        Name = RunNames.Label(point.Encoding),
        Style = _data.Styles.Of(point.Encoding),
        Line = false,
        Weight = Weight.Strong,
        Points = [Point(point) with { Label = Label(point), Priority = 2 }],
        Tags = new Tags(Encoding: RunNames.BaseName(point.Encoding)),
    });

    private ChartPoint Point(TradeOffPoint point) => new(point.BytesPerEntry, point.Ns)
    {
        Label = Matters(point) ? Label(point) : "",
        Priority = point == _tradeOff.BetterThanShipped || point.IsShipped ? 2 : IsLegacy(point) || point == _tradeOff.Knee ? 1 : IsBlockSize(point) || !_tradeOff.Frontier.Contains(point) ? -1 : 0,
        Tip = $"{point.Label}: {Numbers.Short(point.BytesPerEntry)} bytes an entry, {Numbers.Short(point.Ns)} ns" + (point.BuildsState ? $"; opening builds {Numbers.Bytes(point.OpenBytes)} of state" : ""),
    };

    /// <summary>The shipped encodings and the frontier have names beside them; the others too where there are few.</summary>
    private bool Matters(TradeOffPoint point) =>
        _tradeOff.Points.Count <= MostNames || _tradeOff.Frontier.Contains(point) || (point.IsPlainReader && (point.IsShipped || IsLegacy(point))) || point == _tradeOff.BetterThanShipped
        || IsBlockSize(point);

    private static bool IsLegacy(TradeOffPoint point) => point.Encoding is RunNames.Legacy or RunNames.LegacyPair;

    private static bool IsBlockSize(TradeOffPoint point) => point.IsPlainReader && RunNames.BaseName(point.Encoding) == RunNames.Block;

    /// <summary>A name as short as it is clear: of the parameters only the values, and only of those in which variants differ.</summary>
    private string Label(TradeOffPoint point)
    {
        string name = RunNames.BaseName(point.Encoding);
        if (name == RunNames.Block || IsLegacy(point) || point.Encoding == RunNames.ShippedPair)
        {
            string shipped = point.Encoding switch { RunNames.Legacy or RunNames.LegacyPair => "Wasmtime 46", RunNames.Shipped or RunNames.ShippedPair => "Wasmtime 47", _ => RunNames.Label(point.Encoding) };
            return shipped + (point.IsPlainReader ? "" : ", " + point.Reader);
        }

        IReadOnlyList<string> varying = Varying([.. _families[name]]);
        IEnumerable<string> values = Parameters(point.Encoding).Where(parameter => varying.Contains(parameter.Split('=')[0])).Select(parameter => parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return string.Join(' ', values.Prepend(name)) + (point.IsPlainReader ? "" : ", " + point.Reader);
    }

    private static string[] Parameters(string encoding) => RunNames.Parameters(encoding).Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parameters that are words, which part an encoding's variants into curves.</summary>
    private static string Texts(string encoding) => string.Join(", ", Parameters(encoding).Where(parameter => Number(parameter) is null));

    /// <summary>Names of the parameters in which some points differ.</summary>
    private static IReadOnlyList<string> Varying(IReadOnlyList<TradeOffPoint> points) =>
        [.. points.SelectMany(point => Parameters(point.Encoding)).Distinct().GroupBy(parameter => parameter.Split('=')[0]).Where(group => group.Count() > 1).Select(group => group.Key)];

    private static double? Number(string parameter) =>
        double.TryParse(parameter.AsSpan(parameter.IndexOf('=', StringComparison.Ordinal) + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
