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
        ("model (code tables)", new SeriesStyle(2, Texture: Texture.Rising), row => row.ModelBytes),
    ];

    /// <summary>Bars longer than this many times Wasmtime 47's are said, not drawn.</summary>
    private const double MostTimesShipped = 2.5;

    public static Chart? Of(RunData data, string table, string target, string track)
    {
        SizeRow[] rows = [.. data.Files.Keep(data.MeasuredSizes(table, track), target).Where(row => row.Entries > 0)];
        IReadOnlyList<string> cast = [.. Cast.Of(data, table, target, track).OrderBy(id => rows.Where(row => row.Encoding == id).Average(row => (double?)row.Bytes / row.Entries) ?? double.MaxValue)];
        if (cast.Count < 2)
        {
            return null;
        }

        string[] tooLong = LeftOut(cast, rows);
        cast = [.. cast.Except(tooLong)];
        Bar[] bars = [.. cast.SelectMany((encoding, i) => Stack(i, encoding, [.. rows.Where(row => row.Encoding == encoding)]))];
        return new Chart
        {
            Name = RunNames.Slug($"byte-parts-{table}-{target}-{track}"),
            Title = Title(RunData.TitleOf(table, track), [.. rows.Where(row => row.Encoding is RunNames.Shipped or RunNames.ShippedPair)], cast, bars),
            Subtitle = $"Bytes an entry by part: mean over {BlockSizeSentence.Modules(rows.Select(row => row.Module).Distinct().Count())}, {target}, one file each. Dashed: bounds that nobody answers lookups from.",
            X = new Axis("bytes an entry", AxisKind.Linear) { Min = 0 },
            Y = new Axis("", AxisKind.Band) { Categories = [.. cast.Select(RunNames.Label)] },
            Bars = bars,
            Guides = [.. rows.Where(row => row.Kind == "bound").GroupBy(row => row.Encoding).Select(group => new Guide(Horizontal: false, group.Average(row => (double)row.Bytes!.Value / row.Entries!.Value), RunNames.BoundLabel(group.Key)))],
            Note = Said(tooLong, rows) + Cast.InWords,
            Description = $"Stacked bars, smallest first: {string.Join(", ", cast.Select(RunNames.Label))}.",
            Tags = new Tags(table, target),
        };
    }

    private static IEnumerable<Bar> Stack(int category, string encoding, SizeRow[] rows)
    {
        (string Name, SeriesStyle Style, double Mean)[] parts = [.. Parts.Select(part => (part.Name, part.Style, rows.Average(row => (double)(part.Bytes(row) ?? 0) / row.Entries!.Value))).Where(part => part.Item3 > 0)];
        foreach ((string name, SeriesStyle style, double mean) in parts)
        {
            yield return new Bar(category, mean, name, style)
            {
                EndLabel = name == parts[^1].Name ? Numbers.Figure(parts.Sum(part => part.Mean)) : "",
                Tip = $"{RunNames.Label(encoding)}, {name}: {Numbers.Short(mean)} bytes an entry",
                Tags = new Tags(Encoding: RunNames.BaseName(encoding)),
            };
        }
    }

    /// <summary>Fixed-width tables take several times all others; in the chart they would leave those no room, so that they are said instead.</summary>
    private static string[] LeftOut(IReadOnlyList<string> cast, SizeRow[] rows)
    {
        string[] tooLong = cast.FirstOrDefault(id => id is RunNames.Shipped or RunNames.ShippedPair) is { } shipped ? [.. cast.Where(id => Mean(id, rows) > MostTimesShipped * Mean(shipped, rows))] : [];
        return cast.Count - tooLong.Length > 1 ? tooLong : [];
    }

    private static string Said(string[] tooLong, SizeRow[] rows) => tooLong.Length == 0 ? ""
        : $"Not drawn, so that the rest can be told apart: {string.Join("; ", tooLong.Select(id => $"{RunNames.Label(id)}, {Numbers.Figure(Mean(id, rows))} bytes an entry"))}. ";

    private static double Mean(string encoding, SizeRow[] rows) => rows.Where(row => row.Encoding == encoding).Average(row => (double)row.Bytes!.Value / row.Entries!.Value);

    private static string Title(string name, SizeRow[] shipped, IReadOnlyList<string> cast, Bar[] bars)
    {
        double smallest = bars.Where(bar => bar.Category == 0).Sum(bar => bar.Length);
        return shipped.Length == 0
            ? $"{name}: {RunNames.Label(cast[0])} is smallest, {Numbers.Short(smallest)} bytes an entry"
            : $"{name}: Wasmtime 47 spends {Numbers.Percent(shipped.Average(row => (double)(row.IndexBytes ?? 0) / row.Bytes!.Value))} of its bytes on the index; {RunNames.Label(cast[0])} needs {Numbers.Short(smallest)} bytes an entry in all";
    }
}
