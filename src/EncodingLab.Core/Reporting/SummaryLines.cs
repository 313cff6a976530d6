using EncodingLab.Reporting.Advice;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>What a summary shows below the block sizes: the other encodings that matter, and which role each line has.</summary>
internal static class SummaryLines
{
    /// <summary>How many of the best other choices are shown whatever they are.</summary>
    private const int BestShown = 6;

    /// <summary>The table with its other encodings, best product of bytes and time first; by bytes where nothing was timed.</summary>
    public static BlockSizeTable WithOthers(RunData data, BlockSizeTable table)
    {
        TradeOff tradeOff = data.TradeOffOf(table.Table, table.Target);
        SizeRow[] sizes = [.. data.Files.Keep(data.LosslessSizes(table.Table), table.Target)];
        Dictionary<string, SizeRow> shipped = sizes.Where(row => row.Encoding == RunNames.Shipped).ToDictionary(row => row.File);
        LookupRow[] times = [.. data.Files.Keep(data.HotFinds(table.Table), table.Target)];
        (string Encoding, string Reader)[] chosen = tradeOff.Points.Count > 0 ? [.. Timed(tradeOff)] : [.. Cast.Of(data, table.Table, table.Target, "lossless").Where(IsOther).Take(2 * BestShown).Select(id => (id, ""))];
        return table with
        {
            Lines = [.. table.Lines.Select(line => line with { Role = Role(tradeOff, line.Encoding, line.Reader) })],
            Others = [.. chosen.Select(choice => Line(choice.Encoding, choice.Reader))],
        };

        BlockSizeLine Line(string encoding, string reader)
        {
            LookupRow[] own = [.. times.Where(row => row.Encoding == encoding && row.Reader == reader)];
            return BlockSizeLine.Of([.. sizes.Where(row => row.Encoding == encoding)], shipped, [.. table.Workloads.Select(workload => TimeFigure.Of(own, encoding, workload))]) with { Reader = reader, Role = Role(tradeOff, encoding, reader) };
        }
    }

    private static IEnumerable<(string Encoding, string Reader)> Timed(TradeOff tradeOff)
    {
        var scores = new Scores(1, 1);
        TradeOffPoint[] others = [.. tradeOff.Points.Where(point => !point.IsPlainReader || IsOther(point.Encoding)).OrderBy(scores.Of).ThenBy(point => point.Label, StringComparer.Ordinal)];
        return others.Where((point, i) => i < BestShown || tradeOff.Frontier.Contains(point)).Select(point => (point.Encoding, point.Reader));
    }

    private static bool IsOther(string encoding) => RunNames.BaseName(encoding) is not (RunNames.Block or RunNames.Legacy);

    private static string Role(TradeOff tradeOff, string encoding, string reader)
    {
        TradeOffPoint? point = tradeOff.Points.FirstOrDefault(point => point.Encoding == encoding && (point.Reader == reader || (reader.Length == 0 && point.IsPlainReader)));
        string[] roles =
        [
            encoding == RunNames.Legacy ? "Wasmtime 46" : encoding == RunNames.Shipped && point is not { IsPlainReader: false } ? "Wasmtime 47" : "",
            point is not null && point == tradeOff.Knee ? "knee" : point is not null && tradeOff.Frontier.Contains(point) ? "frontier" : "",
        ];
        return string.Join(", ", roles.Where(role => role.Length > 0));
    }
}
