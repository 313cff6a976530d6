using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What sets two files apart. Plain rows: the command line prints them as tables, CSV or JSON.</summary>
/// <param name="A">The file before.</param>
/// <param name="B">The file after.</param>
/// <param name="Sections">By section, headers and padding; the largest change first; the changes sum to that of the file.</param>
/// <param name="Tables">By table: what of its change its entries explain, and what their width.</param>
/// <param name="Statistics">Figures of the tables beside each other.</param>
public sealed record FileDiff(DiffedFile A, DiffedFile B, IReadOnlyList<SectionDiff> Sections, IReadOnlyList<TableDiff> Tables, IReadOnlyList<StatisticDiff> Statistics)
{
    /// <summary>Bytes that B has more than A.</summary>
    public long Change => B.Bytes - A.Bytes;

    /// <summary>Compares two opened files.</summary>
    /// <exception cref="CwasmFormatException">A version or a table that cannot be read.</exception>
    public static FileDiff Of(CwasmFile a, CwasmFile b)
    {
        Inspection left = Inspector.Inspect(a, []);
        Inspection right = Inspector.Inspect(b, []);
        TableKind[] kinds = [.. TableLoader.Shipped.Where(kind => left.Tables.Concat(right.Tables).Any(table => table.Table == kind))];
        return new(
            DiffedFile.Of(left), DiffedFile.Of(right), SectionDiff.Of(left, right),
            [.. kinds.Select(kind => TableDiff.Of(kind, Find(left, kind), Find(right, kind), right.Bytes - left.Bytes))],
            [.. kinds.SelectMany(kind => StatisticDiff.Of(kind, Find(left, kind), Find(right, kind)))]);
    }

    private static InspectedTable? Find(Inspection inspection, TableKind kind) => inspection.Tables.FirstOrDefault(table => table.Table == kind);
}

/// <summary>One of the two files.</summary>
public sealed record DiffedFile(string File, long Bytes, string Wasmtime, string Triple)
{
    internal static DiffedFile Of(Inspection inspection) => new(inspection.File, inspection.Bytes, inspection.Wasmtime, inspection.Triple);
}

/// <summary>What a section, or all padding together, takes in each file.</summary>
/// <param name="Name">Section, or <c>[alignment]</c> and the like.</param>
/// <param name="BytesA">In A; 0 where A lacks it.</param>
/// <param name="BytesB">In B.</param>
/// <param name="Change">B less A.</param>
/// <param name="Ratio">B by A; null where A lacks it.</param>
/// <param name="ShareOfChange">Of the whole file's change; more than 1 or below 0 where others go the other way; null where the files are as large.</param>
public sealed record SectionDiff(string Name, long BytesA, long BytesB, long Change, double? Ratio, double? ShareOfChange)
{
    internal static IReadOnlyList<SectionDiff> Of(Inspection a, Inspection b)
    {
        Dictionary<string, long> left = ByName(a);
        Dictionary<string, long> right = ByName(b);
        long total = b.Bytes - a.Bytes;
        return [.. left.Keys.Union(right.Keys).Select(name => Of(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name), total))
            .OrderByDescending(diff => Math.Abs(diff.Change)).ThenBy(diff => diff.Name, StringComparer.Ordinal)];
    }

    private static SectionDiff Of(string name, long a, long b, long total) =>
        new(name, a, b, b - a, a == 0 ? null : (double)b / a, total == 0 ? null : (double)(b - a) / total);

    private static Dictionary<string, long> ByName(Inspection inspection) =>
        inspection.Ranges.GroupBy(range => range.Name).ToDictionary(group => group.Key, group => group.Sum(range => range.Bytes));
}

/// <summary>Why a table changed: more entries, or wider ones.</summary>
/// <param name="Table">Kind.</param>
/// <param name="Change">Bytes that B's section has more.</param>
/// <param name="ByEntries">Of that: the entries that B has more, each at A's width.</param>
/// <param name="ByWidth">Of that: B's entries, each wider by so much. The two sum to the change.</param>
/// <param name="ShareOfChange">Of the whole file's change; null where the files are as large.</param>
public sealed record TableDiff(string Table, long Change, double ByEntries, double ByWidth, double? ShareOfChange)
{
    internal static TableDiff Of(TableKind kind, InspectedTable? a, InspectedTable? b, long total)
    {
        long change = (b?.Bytes ?? 0) - (a?.Bytes ?? 0);
        double width = a is { Entries: > 0 } ? a.BytesPerEntry : b?.BytesPerEntry ?? 0;
        double byEntries = ((b?.Entries ?? 0) - (a?.Entries ?? 0)) * width;
        return new(kind.Name, change, byEntries, change - byEntries, total == 0 ? null : (double)change / total);
    }
}

/// <summary>A figure of a table in each file.</summary>
/// <param name="Table">Kind.</param>
/// <param name="Statistic">Name with its unit.</param>
/// <param name="A">In A.</param>
/// <param name="B">In B.</param>
public sealed record StatisticDiff(string Table, string Statistic, double A, double B)
{
    internal static IEnumerable<StatisticDiff> Of(TableKind kind, InspectedTable? a, InspectedTable? b)
    {
        foreach ((string name, Func<InspectedTable, double> figure) in Figures(a, b))
        {
            double left = a is null ? 0 : figure(a);
            double right = b is null ? 0 : figure(b);
            if (left != 0 || right != 0)
            {
                yield return new(kind.Name, name, left, right);
            }
        }
    }

    private static IEnumerable<(string Name, Func<InspectedTable, double> Figure)> Figures(InspectedTable? a, InspectedTable? b)
    {
        yield return ("bytes", table => table.Bytes);
        yield return ("entries", table => table.Entries);
        yield return ("bytes an entry", table => table.BytesPerEntry);
        yield return ("blocks", table => table.Blocks);
        yield return ("ties", table => table.Statistics.Ties);
        yield return ("entries of none", table => table.Statistics.None);
        yield return ("pc unit, bytes", table => table.Statistics.PcUnit);
        for (int bits = 0; bits <= 32; bits++)
        {
            int at = bits;
            yield return ($"entries whose pc delta has {bits} bits", table => table.Statistics.PcDeltaBits[at]);
        }

        foreach (uint code in Codes(a).Union(Codes(b)).Order())
        {
            yield return ($"entries of {TrapCodes.Name(code)}", table => table.Statistics.Values.GetValueOrDefault(code));
        }
    }

    private static IEnumerable<uint> Codes(InspectedTable? table) => table?.Statistics.Values.Keys ?? [];
}
