using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>How fast tables are encoded and read back whole.</summary>
internal static class CodecSpeedChart
{
    public static Chart? Of(RunData data, string table)
    {
        string target = data.Files.HeadlineTarget;
        LookupRow[] rows = Rows(data, table);
        string[] encodings = [.. rows.Select(row => row.Encoding).Distinct().Where(Cast.Of(data, table, target, "lossless").Contains).OrderByDescending(id => Speed(rows, id, "encode") ?? 0)];
        if (encodings.Length < 2)
        {
            return null;
        }

        string title = $"{RunData.TableTitle(table)}: {Finding(rows, encodings)}";
        return new Chart
        {
            Name = RunNames.Slug($"codec-speed-{table}"),
            Title = title,
            Subtitle = $"Million entries a second, one core, geometric mean over {BlockSizeSentence.Modules(rows.Select(row => row.Module).Distinct().Count())}, {target}; training included; right is better.",
            X = new Axis("million entries a second", AxisKind.Log),
            Y = new Axis("", AxisKind.Band) { Categories = [.. encodings.Select(id => RunNames.Label(id) + (Searches(data, id) ? " †" : ""))] },
            Series = [Dots("encode", SeriesStyle.Nth(0), rows, encodings), Dots("decode-all", SeriesStyle.Nth(1) with { Marker = Marker.Cross }, rows, encodings)],
            Note = encodings.Any(id => Searches(data, id)) ? "† searches for a model of the data, which takes its time when encoding." : "",
            Description = $"Dot plot. {title}.",
            Tags = new Tags(table, target),
        };
    }

    private static string Finding(LookupRow[] rows, string[] encodings)
    {
        (string Id, double Speed)[] speeds = [.. encodings.Select(id => (id, Speed(rows, id, "encode"))).Where(one => one.Item2 is not null).Select(one => (one.id, one.Item2!.Value / 1e6)).OrderBy(one => one.Item2)];
        string shipped = string.Concat(speeds.Where(one => one.Id is RunNames.Shipped or RunNames.ShippedPair).Take(1).Select(one => $"Wasmtime 47 encodes {Numbers.Short(one.Speed)} million entries a second, "));
        return speeds.Length == 0 ? "how fast tables are read back whole" : $"{shipped}the slowest, {RunNames.Label(speeds[0].Id)}, {Numbers.Short(speeds[0].Speed)} million{(shipped.Length > 0 ? "" : " entries a second")}";
    }

    /// <summary>What was timed of whole tables on the headline's target.</summary>
    public static LookupRow[] Rows(RunData data, string table) => [.. data.Files.Keep(data.Lookups, data.Files.HeadlineTarget)
        .Where(row => row.Table == table && row.Track == "lossless" && row.Model is ("encode" or "decode-all") && row.Error.Length == 0 && row.NsMedian > 0 && row.LookupsPerOperation > 0)];

    private static bool Searches(RunData data, string encoding) => data.EncodingOf(encoding)?.SearchesModel == true;

    private static Series Dots(string model, SeriesStyle style, LookupRow[] rows, string[] encodings) => new()
    {
        Name = model == "encode" ? "encode" : "decode all",
        Style = style,
        Line = false,
        Points = [.. encodings.Select((id, i) => (Speed: Speed(rows, id, model), Row: i)).Where(point => point.Speed is not null)
            .Select(point => new ChartPoint(point.Speed!.Value / 1e6, point.Row) { Tip = $"{RunNames.Label(encodings[point.Row])}, {model}: {Numbers.Short(point.Speed.Value / 1e6)} million entries a second" })],
    };

    /// <summary>Entries a second: the whole table is one operation.</summary>
    public static double? Speed(LookupRow[] rows, string encoding, string model) =>
        Means.Geometric(rows.Where(row => row.Encoding == encoding && row.Model == model), row => row.LookupsPerOperation!.Value / row.NsMedian!.Value * 1e9);
}
