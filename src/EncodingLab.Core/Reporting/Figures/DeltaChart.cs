using System.Globalization;
using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Figures;

/// <summary>How many bits the differences between neighbours have, per target: why an encoding works.</summary>
internal static class DeltaChart
{
    private const int MostBits = 32;

    /// <summary>Bits of a delta that fit 1, 2, 3 bytes of LEB128 beside the flag bit that Wasmtime 47 packs with a pc.</summary>
    private static readonly double[] PcBoundaries = [6.5, 13.5, 20.5];

    /// <summary>The same for positions, whose zigzag has one bit more than the value.</summary>
    private static readonly double[] ValueBoundaries = [7.5, 14.5, 21.5];

    public static Chart? Pcs(RunData data, string table) => Of(data, table, "pc", row => row.PcDeltaBits, PcBoundaries, "of the difference between neighbouring pcs");

    public static Chart? Values(RunData data, string table) => Of(data, table, "value", row => row.ValueDeltaBits, ValueBoundaries, "of the zigzag difference between neighbouring positions");

    private static Chart? Of(RunData data, string table, string what, Func<TableRow, string> column, double[] boundaries, string axis)
    {
        (string Target, int Modules, double[] Shares)[] targets = [.. from target in data.Files.Targets
                                                                    let files = data.Files.Of(target)
                                                                    let rows = data.Tables.Where(row => row.Table == table && row.Track == "lossless" && files.Contains(row.File) && column(row).AsSpan().IndexOfAnyInRange('1', '9') >= 0).ToArray()
                                                                    where rows.Length > 0
                                                                    select (target, rows.Length, MeanShares(rows.Select(column)))];
        if (targets.Length == 0)
        {
            return null;
        }

        int last = Math.Max(15, Enumerable.Range(0, MostBits + 1).Last(bits => targets.Any(target => target.Shares[bits] > 0)));
        string finding = Finding([.. targets.Select(target => (target.Target, target.Shares.Take((int)Math.Ceiling(boundaries[0])).Sum()))], what == "pc" ? "pc" : "position");
        return new Chart
        {
            Name = RunNames.Slug($"deltas-{what}-{table}"),
            Title = $"{RunData.TableTitle(table)}: one LEB byte holds {finding}",
            Subtitle = $"Share of entries by bits {axis}; mean over modules ({string.Join(", ", targets.Select(target => $"{target.Target} {target.Modules}"))}).",
            X = new Axis("bits " + axis, AxisKind.Linear) { Min = -0.5, Ticks = [.. Enumerable.Range(0, (last / 2) + 1).Select(i => i * 2.0)] },
            Y = new Axis("share of entries", AxisKind.Linear) { Min = 0, Numbers = NumberStyle.Percent },
            Series = [.. targets.Select((target, i) => Line(target.Target, i, target.Shares[..(last + 1)]))],
            Guides = [.. boundaries.Where(at => at < last + 0.5).Select((at, i) => new Guide(Horizontal: false, at, i == 0 ? "1 byte | 2 bytes" : $"{i + 1} | {i + 2}"))],
            Note = what == "pc" ? "Boundaries are those of Wasmtime 47, which packs a flag bit with the delta." : "Boundaries are those of SLEB128.",
            Description = $"Frequency polygons. One LEB byte holds {finding}.",
            Tags = new Tags(table),
        };
    }

    /// <summary>The least and the greatest share over targets, in words.</summary>
    private static string Finding((string Target, double Share)[] targets, string what)
    {
        (string least, string most) = (Share(targets.Min(target => target.Share)), Share(targets.Max(target => target.Share)));
        return least == most
            ? $"{least} of the {what} differences{(targets.Length > 1 ? " on every target" : "")}"
            : $"{least} ({targets.MinBy(target => target.Share).Target}) to {most} ({targets.MaxBy(target => target.Share).Target}) of the {what} differences";
    }

    /// <summary>In tenths, since what misses to 100 % is the point; rounded down there, since nearly all is not all.</summary>
    private static string Share(double share) => Numbers.PercentTenths(share < 1 ? Math.Min(share, 0.999) : share);

    private static Series Line(string target, int index, double[] shares) => new()
    {
        Name = target,
        Style = SeriesStyle.Nth(index),
        Weight = index == 0 ? Weight.Strong : Weight.Normal,
        Points = [.. shares.Select((share, bits) => new ChartPoint(bits, share) { Tip = $"{target}, {bits} bits: {Numbers.Percent(share)}" })],
        Tags = new Tags(Target: target),
    };

    /// <summary>The mean over files of each bit length's share; all beyond the last counts there.</summary>
    private static double[] MeanShares(IEnumerable<string> histograms)
    {
        double[] sum = new double[MostBits + 1];
        int files = 0;
        foreach (string histogram in histograms)
        {
            double[] counts = [.. histogram.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(count => double.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out double number) ? number : 0)];
            double all = Math.Max(1, counts.Sum());
            for (int bits = 0; bits < counts.Length; bits++)
            {
                sum[Math.Min(bits, MostBits)] += counts[bits] / all;
            }

            files++;
        }

        return [.. sum.Select(share => share / files)];
    }
}
