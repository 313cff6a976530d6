namespace EncodingLab.Results;

/// <summary>Rows sorted by key, so that a difference of two files means something. Block sizes sort as numbers.</summary>
public static class RowOrder
{
    /// <summary>Sizes by file, table, track, encoding.</summary>
    public static IEnumerable<SizeRow> Sort(IEnumerable<SizeRow> rows) => ByKey(rows);

    /// <summary>Lookups by file, table, track, encoding, reader, workload, cache, model.</summary>
    public static IEnumerable<LookupRow> Sort(IEnumerable<LookupRow> rows) => ByKey(rows)
        .ThenBy(row => row.Kind, StringComparer.Ordinal)
        .ThenBy(row => row.Reader, StringComparer.Ordinal)
        .ThenBy(row => row.Workload, StringComparer.Ordinal)
        .ThenBy(row => row.Cache, StringComparer.Ordinal)
        .ThenBy(row => row.Model, StringComparer.Ordinal);

    /// <summary>Counters by file, table, track, encoding, workload, counter.</summary>
    public static IEnumerable<CounterRow> Sort(IEnumerable<CounterRow> rows) => rows
        .OrderBy(row => row.File, StringComparer.Ordinal)
        .ThenBy(row => row.Table, StringComparer.Ordinal)
        .ThenBy(row => row.Track, StringComparer.Ordinal)
        .ThenBy(row => row.Encoding.Length).ThenBy(row => row.Encoding, StringComparer.Ordinal)
        .ThenBy(row => row.Workload, StringComparer.Ordinal)
        .ThenBy(row => row.Counter, StringComparer.Ordinal);

    private static IOrderedEnumerable<TRow> ByKey<TRow>(IEnumerable<TRow> rows)
        where TRow : ICellRow => rows
        .OrderBy(row => row.File, StringComparer.Ordinal)
        .ThenBy(row => row.Table, StringComparer.Ordinal)
        .ThenBy(row => row.Track, StringComparer.Ordinal)
        .ThenBy(row => row.Encoding.Split('(')[0], StringComparer.Ordinal)
        .ThenBy(row => row.BlockEntries ?? 0)
        .ThenBy(row => row.Encoding, StringComparer.Ordinal);
}
