using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Claims;

/// <summary>Whether 128 is where a reviewer would put it: the share of the saving that it gets, and whether another block size is better in bytes x time.</summary>
internal static class SweetSpot
{
    public static Finding? Of(RunData data, string table, string target)
    {
        BlockSizeTable summary = data.BlockSizesOf(table, target);
        BlockSizeLine[] blocks = [.. summary.Lines.Where(line => line.BlockEntries is not null && line.BytesToLegacy is not null)];
        BlockSizeLine? shipped = blocks.FirstOrDefault(line => line.IsShipped);
        if (shipped is null || blocks.Length < 2)
        {
            return null;
        }

        double share = (1 - shipped.BytesToLegacy!.Value) / (1 - blocks.Min(line => line.BytesToLegacy!.Value));
        (BlockSizeLine Line, double Product)[] products = [.. blocks.Where(line => line.BytesTo128 > 0 && Time(line) > 0).Select(line => (line, line.BytesTo128!.Value * Time(line)!.Value)).OrderBy(pair => pair.Item2)];
        bool? balanced = products.Length < 2 ? null : products[0].Product >= 0.95;
        bool lion = share >= 0.9;
        string verdict = lion && balanced != false ? ClaimRules.Holds : lion || balanced == true ? ClaimRules.InPart : ClaimRules.Not;
        string time = products.Length < 2 ? "times not measured" : $"lowest bytes x time at {products[0].Line.BlockEntries}: {Numbers.Ratio(products[0].Product)} of 128's";
        return new Finding(target, table, $"{Numbers.Percent(share)} of the best saving; {time}", verdict, []);
    }

    private static double? Time(BlockSizeLine line) => line.Times.Count > 0 ? line.Times[0]?.RatioTo128 : null;
}
