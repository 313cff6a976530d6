using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>A counter of what single lookups touch, over a workload.</summary>
/// <param name="Counter">cache_lines, pages, bytes_read or entries_decoded.</param>
public sealed record CounterSummary(string Counter, double Mean, double P99, double Max);

/// <summary>Counts, instead of timing, what lookups do: facts that are the same on every machine.</summary>
public static class LookupCounters
{
    /// <summary>Asks every pc of a workload with a counting probe.</summary>
    /// <param name="encoding">Who opens the bytes.</param>
    /// <param name="bytes">The encoded bytes.</param>
    /// <param name="reader">Name of the reader; the ledger counts the portable one.</param>
    /// <param name="workload">A workload that asks one question.</param>
    /// <exception cref="InvalidOperationException">Answers are wrong, or the reader reports a read outside its bytes.</exception>
    public static IReadOnlyList<CounterSummary> Count(TableEncoding encoding, ReadOnlySpan<byte> bytes, string reader, DrawnWorkload workload)
    {
        TableKind question = workload.Workload.Question;
        if (question.Rule == LookupRule.Joint)
        {
            throw new ArgumentException($"{workload.Workload}: counters are of single lookups", nameof(workload));
        }

        var loop = new CountingLoop(workload);
        encoding.Read(bytes, question, reader, ref loop);
        return loop.Checksum == workload.Checksum
            ? loop.Summaries
            : throw new InvalidOperationException($"wrong answers while counting {workload.Workload}");
    }

    private struct CountingLoop(DrawnWorkload workload) : IReaderAction
    {
        public ulong Checksum { get; private set; }

        public IReadOnlyList<CounterSummary> Summaries { get; private set; } = [];

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct
        {
            TReader open = TReader.Open(bytes, parameter);
            var footprint = new LookupFootprint(bytes.Length);
            var probe = new CountingProbe(footprint);
            int count = workload.Pcs.Length;
            double[] lines = new double[count], pages = new double[count], read = new double[count], entries = new double[count];
            for (int i = 0; i < count; i++)
            {
                footprint.Clear();
                bool found = open.TryFind(workload.Pcs[i], out uint value, ref probe);
                Checksum += WorkloadChecksum.Of(workload.Pcs[i], found, value);
                (lines[i], pages[i], read[i], entries[i]) = (footprint.Lines, footprint.Pages, footprint.BytesRead, footprint.Entries);
            }

            Summaries = [Summarize("cache_lines", lines), Summarize("pages", pages), Summarize("bytes_read", read), Summarize("entries_decoded", entries)];
        }

        /// <summary>The 99th percentile is an observed count (nearest rank), not an interpolation.</summary>
        private static CounterSummary Summarize(string counter, double[] counts)
        {
            Array.Sort(counts);
            return new(counter, counts.Mean(), counts[(int)Math.Ceiling(0.99 * counts.Length) - 1], counts[^1]);
        }
    }
}
