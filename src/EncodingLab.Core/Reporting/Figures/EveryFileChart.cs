using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>Every file a dot, so that no average hides a loser.</summary>
internal static class EveryFileChart
{
    /// <summary>Longer names of modules are cut beside a dot; its tip has them whole.</summary>
    private const int MostLetters = 18;

    /// <summary>Bytes against Wasmtime 47 of every file, all targets and variants.</summary>
    public static Chart? Sizes(RunData data, string table, string track)
    {
        ICellRow[] rows = [.. data.MeasuredSizes(table, track).Where(row => row.Kind == "encoding")];
        return Of(data, table, track, "bytes", "", rows, "bytes against Wasmtime 47 at 128");
    }

    /// <summary>Lookup time against Wasmtime 47 of every file, all targets and variants, main workload, portable readers.</summary>
    public static Chart? Times(RunData data, string table, string track)
    {
        LookupRow[] rows = [.. data.HotFinds(table, track).Where(row => row.Reader is "" or "scalar")];
        string? workload = RunNames.MainWorkload(table, [.. rows.Select(row => row.Workload).Distinct()]);
        return Of(data, table, track, "time", workload ?? "", [.. rows.Where(row => row.Workload == workload)], $"lookup time ({workload}) against Wasmtime 47 at 128");
    }

    private static Chart? Of(RunData data, string table, string track, string what, string workload, ICellRow[] all, string axis)
    {
        ICellRow[] rows = [.. all.Where(row => row.RatioToV47 > 0)];
        string[] cast = [.. Cast.Of(data, table, data.Files.HeadlineTarget, track).Where(id => (track != "lossless" || id is not (RunNames.Shipped or RunNames.ShippedPair)) && rows.Any(row => row.Encoding == id))];
        int files = rows.Select(row => row.File).Distinct().Count();
        if (cast.Length < 2 || files < 2)
        {
            return null;
        }

        cast = [.. cast.OrderBy(id => Mean(rows, id))];
        string[] targets = [.. data.Files.Targets.Where(target => rows.Any(row => row.Target == target && cast.Contains(row.Encoding)))];
        HashSet<string> losers = [.. cast.Select(id => Loser(rows, id)).OfType<ICellRow>().Select(Key)];
        string finding = Title(rows, cast, what, files, track == "lossless" ? "Wasmtime 47" : "Wasmtime 47's unpruned table");
        return new Chart
        {
            Name = RunNames.Slug($"every-file-{what}-{table}-{track}"),
            Title = $"{RunData.TitleOf(table, track)}: {finding}",
            Subtitle = $"{Capital(axis)}: a dot a file, {files} files of {(targets.Length == 1 ? targets[0] : "all targets")} and all settings; the diamond is their geometric mean. Left of 1 is better.{(losers.Count > 0 ? " Named: the worst file of a row that is better only on average." : "")}",
            X = new Axis(axis, AxisKind.Log) { Numbers = NumberStyle.Ratio },
            Y = new Axis("", AxisKind.Band) { Categories = [.. cast.Select(RunNames.Label)], Lanes = targets.Length },
            Series = [.. targets.Select((target, i) => Dots(target, i, targets.Length, rows, cast, workload, losers)), MeanDots(rows, cast)],
            Guides = [new Guide(Horizontal: false, 1, track == "lossless" ? "Wasmtime 47" : "Wasmtime 47, lossless")],
            Note = Cast.InWords,
            Description = $"Dot plot. {finding}. Best mean first: {string.Join(", ", cast.Select(RunNames.Label))}.",
            Tags = new Tags(table, Workload: workload),
        };
    }

    private static string Title(ICellRow[] rows, string[] cast, string what, int files, string baseline)
    {
        string[] safe = [.. cast.Where(id => rows.Where(row => row.Encoding == id).All(row => row.RatioToV47 < 1))];
        string comparative = what == "bytes" ? "smaller" : "faster";
        return safe.Length == 0
            ? $"no encoding is {comparative} than {baseline} on every one of {files} files"
            : $"{safe.Length} of {cast.Length} choices are {comparative} than {baseline} on every file; {RunNames.Label(safe[0])} takes at most {Numbers.Ratio(rows.Where(row => row.Encoding == safe[0]).Max(row => row.RatioToV47!.Value))} its {what}";
    }

    private static Series Dots(string target, int index, int lanes, ICellRow[] rows, string[] cast, string workload, HashSet<string> losers) => new()
    {
        Name = target,
        Style = SeriesStyle.Nth(index) with { Dash = Dash.Solid },
        Line = false,
        Weight = Weight.Faint,
        Points = [.. rows.Where(row => row.Target == target && Array.IndexOf(cast, row.Encoding) >= 0).OrderBy(row => Array.IndexOf(cast, row.Encoding)).ThenBy(row => row.File, StringComparer.Ordinal)
            .Select(row => new ChartPoint(row.RatioToV47!.Value, Array.IndexOf(cast, row.Encoding) + ((index + 0.5 - (lanes / 2.0)) / (lanes + 1))) { Label = losers.Contains(Key(row)) ? Short(row.Module) : "", Tip = $"{row.Module}{(row.Variant.Length > 0 ? " " + row.Variant : "")}, {row.Wasmtime}: {Numbers.Ratio(row.RatioToV47!.Value)}" })],
        Tags = new Tags(Target: target, Workload: workload),
    };

    /// <summary>The file that does worst with an encoding that is worth it on average, which print would hide; null where none loses.</summary>
    private static ICellRow? Loser(ICellRow[] rows, string encoding) => Mean(rows, encoding) < 1 ? rows.Where(row => row.Encoding == encoding && row.RatioToV47 > 1).MaxBy(row => row.RatioToV47) : null;

    private static string Short(string module) => module.Length > MostLetters ? module[..(MostLetters - 1)].TrimEnd('.', '-', '_') + "…" : module;

    private static string Key(ICellRow row) => RowKey.Of(row.File, row.Encoding);

    private static Series MeanDots(ICellRow[] rows, string[] cast) => new()
    {
        Name = "geometric mean",
        Style = SeriesStyle.Ink,
        Line = false,
        Points = [.. cast.Select((id, i) => new ChartPoint(Mean(rows, id), i) { Tip = $"{RunNames.Label(id)}: {Numbers.Ratio(Mean(rows, id))}" })],
    };

    private static double Mean(ICellRow[] rows, string encoding) => Means.Geometric(rows.Where(row => row.Encoding == encoding), row => row.RatioToV47)!.Value;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
