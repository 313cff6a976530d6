namespace EncodingLab.Reporting.Charts;

/// <summary>Labels in a column.</summary>
internal static class Stacking
{
    /// <summary>Moves the centres of stacked labels as little as needed so that none touches its neighbour, inside a range.</summary>
    /// <remarks>Least squares: with the heights taken off, an isotonic regression (pool adjacent violators), then clamped to the range.</remarks>
    public static double[] Spread(IReadOnlyList<double> wanted, IReadOnlyList<double> heights, double low, double high)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i)];
        double[] offsets = new double[wanted.Count];
        for (int i = 1; i < order.Length; i++)
        {
            offsets[i] = offsets[i - 1] + ((heights[order[i - 1]] + heights[order[i]]) / 2);
        }

        double[] placed = new double[wanted.Count];
        int next = 0;
        foreach ((double mean, int count) in Isotonic(order.Select((index, i) => wanted[index] - offsets[i])))
        {
            for (int i = 0; i < count; i++, next++)
            {
                double first = low + (heights[order[0]] / 2);
                double last = high - (heights[order[^1]] / 2) - offsets[^1];
                placed[order[next]] = Math.Max(first, Math.Min(last, mean)) + offsets[next];
            }
        }

        return placed;
    }

    private static List<(double Mean, int Count)> Isotonic(IEnumerable<double> values)
    {
        var groups = new List<(double Mean, int Count)>();
        foreach (double value in values)
        {
            (double Mean, int Count) group = (value, 1);
            while (groups.Count > 0 && groups[^1].Mean > group.Mean)
            {
                (double mean, int count) = groups[^1];
                groups.RemoveAt(groups.Count - 1);
                group = (((mean * count) + (group.Mean * group.Count)) / (count + group.Count), count + group.Count);
            }

            groups.Add(group);
        }

        return groups;
    }
}

