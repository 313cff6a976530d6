using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>Where the bytes go: index, body and model of each encoding, beside the bounds.</summary>
internal static class BytePartsChart
{
    private static readonly (string Name, SeriesStyle Style, Func<SizeRow, long?> Bytes)[] Parts =
    [
        ("index (headers, directories)", new SeriesStyle(1), row => row.IndexBytes),
        ("body (the entries)", new SeriesStyle(0, Hollow: true), row => row.BodyBytes),
        ("model (code tables)", new SeriesStyle(2), row => row.ModelBytes),
    ];

    public static Chart? Of(RunData data, string table, string target, string track)
    {
        IReadOnlyList<string> cast = Cast.Of(data, table, target, track);
        SizeRow[] rows = [.. data.Files.Keep(data.MeasuredSizes(table, track), target).Where(row => row.Entries > 0)];
        if (cast.Count < 2)
        {
            return null;
        }

        Bar[] bars = [.. cast.SelectMany((encoding, i) => Stack(i, encoding, [.. rows.Where(row => row.Encoding == encoding)]))];
        return new Chart
        {
            Name = RunNames.Slug($"byte-parts-{table}-{target}-{track}"),
            Title = Title(table, [.. rows.Where(row => row.Encoding == RunNames.Shipped)], cast, bars),
            Subtitle = $"Bytes an entry by part: mean over {BlockSizeSentence.Modules(rows.Select(row => row.Module).Distinct().Count())}, {target}, one file each. Dashed: bounds that nobody answers lookups from.",
            X = new Axis("bytes an entry", AxisKind.Linear) { Min = 0 },
            Y = new Axis("", AxisKind.Band) { Categories = [.. cast.Select(RunNames.Label)] },
            Bars = bars,
            Guides = [.. rows.Where(row => row.Kind == "bound").GroupBy(row => row.Encoding).Select(group => new Guide(Horizontal: false, group.Average(row => (double)row.Bytes!.Value / row.Entries!.Value), group.Key))],
            Note = Cast.InWords,
            Description = $"Stacked bars, smallest first: {string.Join(", ", cast.Select(RunNames.Label))}.",
            Tags = new Tags(table, target),
        };
    }

    private static IEnumerable<Bar> Stack(int category, string encoding, SizeRow[] rows)
    {
        foreach ((string name, SeriesStyle style, Func<SizeRow, long?> bytes) in Parts)
        {
            double mean = rows.Average(row => (double)(bytes(row) ?? 0) / row.Entries!.Value);
            if (mean > 0)
            {
                yield return new Bar(category, mean, name, style)
                {
                    Label = Numbers.Short(mean),
                    Tip = $"{RunNames.Label(encoding)}, {name}: {Numbers.Short(mean)} bytes an entry",
                    Tags = new Tags(Encoding: RunNames.BaseName(encoding)),
                };
            }
        }
    }

    private static string Title(string table, SizeRow[] shipped, IReadOnlyList<string> cast, Bar[] bars)
    {
        string name = RunData.TableTitle(table);
        double smallest = bars.Where(bar => bar.Category == 0).Sum(bar => bar.Length);
        return shipped.Length == 0
            ? $"{name}: {RunNames.Label(cast[0])} is smallest, {Numbers.Short(smallest)} bytes an entry"
            : $"{name}: Wasmtime 47 spends {Numbers.Percent(shipped.Average(row => (double)(row.IndexBytes ?? 0) / row.Bytes!.Value))} of its bytes on the index; {RunNames.Label(cast[0])} needs {Numbers.Short(smallest)} bytes an entry in all";
    }
}
