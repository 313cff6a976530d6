using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>The encodings that charts with a row an encoding show: both shipped ones, and of every encoding its smallest variant and its fastest on the frontier.</summary>
internal static class Cast
{
    /// <summary>What the selection is, in words.</summary>
    public const string InWords = "Of each encoding its smallest variant and its fastest on the frontier; every variant is in the table of all sizes.";

    /// <summary>Ids, smallest first by the geometric mean of bytes against Wasmtime 47.</summary>
    public static IReadOnlyList<string> Of(RunData data, string table, string target, string track)
    {
        SizeRow[] rows = [.. data.Files.Keep(data.MeasuredSizes(table, track), target).Where(row => row.Kind == "encoding" && row.RatioToV47 > 0)];
        Dictionary<string, double> ratios = rows.GroupBy(row => row.Encoding).ToDictionary(group => group.Key, group => Means.Geometric(group, row => row.RatioToV47)!.Value);
        HashSet<string> chosen = [.. ratios.Keys.Where(id => id is RunNames.Legacy or RunNames.Shipped)];
        chosen.UnionWith(data.TradeOffOf(table, target, track).Frontier.GroupBy(point => RunNames.BaseName(point.Encoding)).Select(group => group.Last().Encoding));
        chosen.UnionWith(ratios.GroupBy(pair => RunNames.BaseName(pair.Key)).Where(group => group.Key != RunNames.Block).Select(group => group.MinBy(pair => pair.Value).Key));
        return [.. chosen.OrderBy(id => ratios[id]).ThenBy(id => id, StringComparer.Ordinal)];
    }
}
