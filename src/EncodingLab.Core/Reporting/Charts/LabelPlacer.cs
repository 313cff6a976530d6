namespace EncodingLab.Reporting.Charts;

/// <summary>Finds room for labels: beside points without covering anything, and in a column without touching.</summary>
internal sealed class LabelPlacer(Box area)
{
    private readonly List<Box> _taken = [];
    private readonly List<Box> _faint = [];
    private readonly List<Stroke> _lines = [];
    private readonly List<Stroke> _guides = [];

    public void Take(Box box) => _taken.Add(box);

    /// <summary>A mark in the background, which a label covers only if there is no other place.</summary>
    public void TakeFaint(Box box) => _faint.Add(box);

    /// <summary>A line that labels should not lie on, if there is another place.</summary>
    public void TakeLine(double x1, double y1, double x2, double y2) => _lines.Add(new Stroke(x1, y1, x2, y2));

    /// <summary>A yardstick that labels lie on rather than on a line.</summary>
    public void TakeGuide(double x1, double y1, double x2, double y2) => _guides.Add(new Stroke(x1, y1, x2, y2));

    /// <summary>A place for a label beside a point, near places before far ones, clear of lines before not; null where everything is taken.</summary>
    /// <param name="text">The label.</param>
    /// <param name="x">Where the point is.</param>
    /// <param name="y">Where the point is.</param>
    /// <param name="size">Of the font.</param>
    /// <param name="bold">Whether the label is bold.</param>
    /// <param name="onLines">Whether it may lie on lines rather than nowhere.</param>
    /// <param name="far">Whether it may stand where only a line shows what it belongs to.</param>
    public Placement? Place(string text, double x, double y, double size, bool bold, bool onLines = true, bool far = true)
    {
        (Stroke[] Avoided, List<Box> Covered)[] attempts = [([.. _lines, .. _guides], _faint), ([.. _lines], _faint), ([], _faint), ([], [])];
        foreach ((Stroke[] avoided, List<Box> covered) in onLines ? attempts : attempts[..2])
        {
            foreach (double distance in far ? Distances : Distances[..2])
            {
                foreach ((double dx, double dy, TextAnchor anchor) in Directions)
                {
                    double labelX = x + (dx * distance);
                    double baseline = y + (dy * distance) + (size * 0.35);
                    Box box = Box.OfText(text, labelX, baseline, size, anchor, bold);
                    if (box.Within(area) && !_taken.Concat(covered).Any(taken => taken.Overlaps(box.Grow(1))) && !avoided.Any(line => box.Crosses(line.X1, line.Y1, line.X2, line.Y2)))
                    {
                        _taken.Add(box);
                        return new Placement(labelX, baseline, anchor, distance > 15);
                    }
                }
            }
        }

        return null;
    }

    private readonly record struct Stroke(double X1, double Y1, double X2, double Y2);

    private static readonly double[] Distances = [9, 15, 24, 38, 56];

    private static readonly (double Dx, double Dy, TextAnchor Anchor)[] Directions =
    [
        (1, 0, TextAnchor.Start), (0.8, -1.0, TextAnchor.Start), (0.8, 0.9, TextAnchor.Start), (-1, 0, TextAnchor.End),
        (-0.8, -1.0, TextAnchor.End), (-0.8, 0.9, TextAnchor.End), (0, -1.2, TextAnchor.Middle), (0, 1.3, TextAnchor.Middle),
    ];

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

/// <summary>Where a label goes, and whether it is far enough from its point to need a line to it.</summary>
internal sealed record Placement(double X, double Baseline, TextAnchor Anchor, bool Far);
