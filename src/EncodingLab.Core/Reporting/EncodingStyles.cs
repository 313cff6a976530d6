using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>The same colour, shape and dash for an encoding in every chart. Variants of one encoding share them, and so does what Wasmtime 46 and 47 write, of one table or both.</summary>
internal sealed class EncodingStyles
{
    /// <summary>Those that have their looks before the others, less the one that begins the row of looks.</summary>
    private const int Shipped = 3;

    private readonly Dictionary<string, SeriesStyle> _styles;

    public EncodingStyles(IReadOnlyList<EncodingRow> encodings, IReadOnlyList<SizeRow> sizes)
    {
        _styles = new Dictionary<string, SeriesStyle>
        {
            [RunNames.Legacy] = new SeriesStyle(0, Marker.Square),
            [RunNames.Block] = SeriesStyle.Nth(0),
            [RunNames.LegacyPair] = new SeriesStyle(0, Marker.Square),
            [RunNames.ShippedPair] = SeriesStyle.Nth(0),
        };
        IEnumerable<string> names = encodings.Select(row => row.Encoding).Concat(sizes.Where(row => row.Kind == "encoding").Select(row => row.Encoding).Distinct().Order(StringComparer.Ordinal));
        foreach (string name in names.Select(RunNames.BaseName).Distinct())
        {
            _styles.TryAdd(name, SeriesStyle.Nth(_styles.Count - Shipped));
        }
    }

    /// <summary>The look of an encoding by its id.</summary>
    public SeriesStyle Of(string encoding) => _styles.TryGetValue(RunNames.BaseName(encoding), out SeriesStyle? style) ? style : SeriesStyle.Muted;
}
