namespace EncodingLab.Reporting;

/// <summary>Means of ratios.</summary>
internal static class Means
{
    /// <summary>Geometric mean of what rows say, where it is known and positive; null where none is.</summary>
    public static double? Geometric<TRow>(IEnumerable<TRow> rows, Func<TRow, double?> value)
    {
        double sum = 0;
        int count = 0;
        foreach (TRow row in rows)
        {
            if (value(row) is double known and > 0)
            {
                sum += Math.Log(known);
                count++;
            }
        }

        return count == 0 ? null : Math.Exp(sum / count);
    }
}
