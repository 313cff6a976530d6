using System.Diagnostics;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>A point of a latency profile.</summary>
/// <param name="View">position (bucket = position in block, in 64ths) or ecdf (bucket = percentile, 0 to 100).</param>
/// <param name="Bucket">Where.</param>
/// <param name="Ns">Median of the bucket's pcs, or the percentile.</param>
/// <param name="Pcs">How many pcs it speaks for.</param>
public sealed record LatencyPoint(string View, int Bucket, double Ns, int Pcs);

/// <summary>How the time of single lookups is spread over the pcs of a table.</summary>
/// <remarks>
/// Each lookup stands alone between two readings of the clock, which wait for what came before them, so this is latency with the branch misses of a
/// shuffled order; the clock's own cost is measured the same way and taken off. A pc's figure is the median of its rounds.
/// </remarks>
public static class LatencyProfile
{
    private const int Pcs = 2048;
    private const int Rounds = 9;
    private const int Positions = 64;

    /// <summary>Profiles a reader over the first pcs of a workload.</summary>
    public static IReadOnlyList<LatencyPoint> Measure(TableEncoding encoding, ReadOnlySpan<byte> bytes, string reader, DrawnWorkload workload, PcTable table, int seed)
    {
        uint[] pcs = workload.Pcs[..Math.Min(Pcs, workload.Pcs.Length)];
        var loop = new LatencyLoop(pcs, Rounds, seed);
        encoding.Read(bytes, workload.Workload.Question, reader, ref loop);
        double[] sorted = [.. loop.Ns.Order()];
        var points = new List<LatencyPoint>();
        for (int percentile = 0; percentile <= 100; percentile++)
        {
            points.Add(new("ecdf", percentile, SortedArrayStatistics.Quantile(sorted, percentile / 100.0), sorted.Length));
        }

        return encoding.BlockEntries is int block ? [.. points, .. ByPosition(pcs, loop.Ns, table, block)] : points;
    }

    private static IEnumerable<LatencyPoint> ByPosition(uint[] pcs, double[] ns, PcTable table, int block) => pcs
        .Select((pc, i) => (Bucket: Position(table, pc, block), Ns: ns[i]))
        .GroupBy(point => point.Bucket, point => point.Ns)
        .OrderBy(bucket => bucket.Key)
        .Select(bucket => new LatencyPoint("position", bucket.Key, bucket.Median(), bucket.Count()));

    private static int Position(PcTable table, uint pc, int block) =>
        (int)((long)(Math.Max(ReferenceLookup.CoveringEntry(table.Pcs, pc), 0) % block) * Positions / block);

    private struct LatencyLoop(uint[] pcs, int rounds, int seed) : IReaderAction
    {
        public double[] Ns { get; private set; } = [];

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader reader = TReader.Open(bytes, parameter);
            var ticks = new long[pcs.Length, rounds];
            int[] order = [.. Enumerable.Range(0, pcs.Length)];
            var random = new WorkloadRandom((ulong)seed);
            double clock = ClockCheck.ReadNs();
            ulong sum = 0;
            for (int round = -1; round < rounds; round++)
            {
                random.Shuffle(order.AsSpan());
                foreach (int i in order)
                {
                    long elapsed = TimeOne(reader, pcs[i], ref sum);
                    ticks[i, Math.Max(round, 0)] = elapsed;
                }
            }

            GC.KeepAlive(sum);
            Ns = [.. Enumerable.Range(0, pcs.Length).Select(i => Math.Max(0, (Median(ticks, i) * 1e9 / Stopwatch.Frequency) - clock))];
        }

        private static long TimeOne<TReader>(TReader reader, uint pc, ref ulong sum)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            NoProbe probe = default;
            long started = Stopwatch.GetTimestamp();
            bool found = reader.TryFind(pc, out uint value, ref probe);
            long ended = Stopwatch.GetTimestamp();
            sum += WorkloadChecksum.Of(pc, found, value);
            return ended - started;
        }

        private static double Median(long[,] ticks, int row) => Enumerable.Range(0, ticks.GetLength(1)).Select(round => (double)ticks[row, round]).Median();
    }
}
