using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Timed rows that an earlier attempt at the same run left, by group. A group counts only whole.</summary>
internal sealed class MeasuredBefore(PartialRun before)
{
    private readonly Dictionary<string, LookupRow> _rows = before.Lookups.ToDictionary(KeyOf);

    /// <summary>What tells a timed row from every other of its run.</summary>
    public static string KeyOf(LookupRow row) =>
        string.Join('|', row.File, row.Table, row.Track, row.Encoding, row.Kind, row.Reader, row.Workload, row.Cache, row.Model);

    /// <summary>All rows of a group, or null where one is missing.</summary>
    public IReadOnlyList<LookupRow>? Of(TimedGroup group)
    {
        var rows = new List<LookupRow>();
        foreach (PlannedCell cell in group.Cells)
        {
            if (!_rows.TryGetValue(KeyOf(group.Blank(cell)), out LookupRow? row))
            {
                return null;
            }

            rows.Add(row);
        }

        return rows;
    }
}
