using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting;

/// <summary>What a table of block sizes says, in words.</summary>
internal static class BlockSizeSentence
{
    /// <summary>A sentence for the summary: the neighbours that matter, in bytes and in time.</summary>
    public static string Of(BlockSizeTable table)
    {
        string title = $"{RunData.TableTitle(table.Table)}, {table.Target}, {Modules(table)}: ";
        string[] parts = [.. Neighbours(table).Select(line => $"blocks of {line.BlockEntries} {Bytes(line)}{Time(line)}")];
        return title + (parts.Length == 0 ? "only 128 was measured." : "against 128, " + string.Join("; ", parts) + ".");
    }

    /// <summary>The finding about bytes.</summary>
    public static string SizeTitle(BlockSizeTable table)
    {
        string[] parts = [.. Neighbours(table).Select(line => $"blocks of {line.BlockEntries} {Bytes(line)}")];
        return parts.Length == 0
            ? $"{RunData.TableTitle(table.Table)}: bytes at block 128"
            : $"{RunData.TableTitle(table.Table)}: against 128, {string.Join(" and ", parts)}";
    }

    /// <summary>The finding about time.</summary>
    public static string TimeTitle(BlockSizeTable table)
    {
        string[] parts = [.. Neighbours(table).Where(line => Ratio(line) is not null).Select(line => $"blocks of {line.BlockEntries} take {Numbers.Ratio(Ratio(line)!.Value)}")];
        return parts.Length == 0
            ? $"{RunData.TableTitle(table.Table)}: lookup time at block 128"
            : $"{RunData.TableTitle(table.Table)}: {string.Join(" and ", parts)} the lookup time of 128";
    }

    /// <summary>The number of modules of a chart in which each line may have its own; said of a line where it has fewer than others.</summary>
    public static string FewerModules(int count, int most) => count == most ? "" : $" ({Modules(count)})";

    public static string Modules(int count) => count == 1 ? "1 module" : $"{count} modules";

    /// <summary>The modules of a table's bytes, and how many of them its times are of where some were not timed.</summary>
    public static string Modules(BlockSizeTable table)
    {
        int[] timed = [.. table.Lines.SelectMany(line => line.Times).OfType<TimeFigure>().Select(time => time.Modules)];
        return Modules(table.Modules) + (timed.Length == 0 || timed.Min() == table.Modules ? "" : timed.Min() == timed.Max() ? $" ({timed.Min()} timed)" : $" ({timed.Min()} to {timed.Max()} timed)");
    }

    /// <summary>The nearest measured block size at or below a quarter of 128, and at or above its double; what there is, where there are fewer.</summary>
    private static IEnumerable<BlockSizeLine> Neighbours(BlockSizeTable table)
    {
        BlockSizeLine[] smaller = [.. table.Lines.Where(line => line.BlockEntries < RunNames.ShippedBlock).OrderBy(line => line.BlockEntries)];
        BlockSizeLine[] larger = [.. table.Lines.Where(line => line.BlockEntries > RunNames.ShippedBlock).OrderBy(line => line.BlockEntries)];
        if (smaller.Length > 0)
        {
            yield return smaller.LastOrDefault(line => line.BlockEntries <= RunNames.ShippedBlock / 4) ?? smaller[0];
        }

        if (larger.Length > 0)
        {
            yield return larger[0];
        }
    }

    private static string Bytes(BlockSizeLine line) => line.BytesTo128 switch
    {
        null => "have no bytes",
        > 1.0005 and double ratio => $"cost {Numbers.Percent(ratio - 1)} more bytes",
        < 0.9995 and double ratio => $"save {Numbers.Percent(1 - ratio)} of the bytes",
        _ => "take the same bytes",
    };

    private static double? Ratio(BlockSizeLine line) => line.Times.Count > 0 ? line.Times[0]?.RatioTo128 : null;

    private static string Time(BlockSizeLine line) => Ratio(line) is double ratio ? $" and take {Numbers.Ratio(ratio)} the lookup time ({line.Times[0]!.Workload})" : "";
}
