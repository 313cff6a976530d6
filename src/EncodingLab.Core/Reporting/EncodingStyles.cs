using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>The same colour, shape and dash for an encoding in every chart. Variants of one encoding share them.</summary>
internal sealed class EncodingStyles
{
    private readonly Dictionary<string, SeriesStyle> _styles;

    public EncodingStyles(IReadOnlyList<EncodingRow> encodings, IReadOnlyList<SizeRow> sizes)
    {
        _styles = new Dictionary<string, SeriesStyle>
        {
            [RunNames.Legacy] = new SeriesStyle(0, Marker.Square),
            [RunNames.Block] = SeriesStyle.Nth(0),
        };
        IEnumerable<string> names = encodings.Select(row => row.Encoding).Concat(sizes.Where(row => row.Kind == "encoding").Select(row => row.Encoding).OrderBy(id => id, StringComparer.Ordinal));
        foreach (string name in names.Select(RunNames.BaseName).Distinct())
        {
            _styles.TryAdd(name, SeriesStyle.Nth(_styles.Count - 1));
        }
    }

    /// <summary>The look of an encoding by its id.</summary>
    public SeriesStyle Of(string encoding) => _styles.TryGetValue(RunNames.BaseName(encoding), out SeriesStyle? style) ? style : SeriesStyle.Muted;
}
