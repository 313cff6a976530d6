using System.Diagnostics;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Results;
using EncodingLab.Tables;
using MathNet.Numerics.Statistics;

namespace EncodingLab.Measuring;

/// <summary>How a peer did beside our readers of the same bytes, asked for the same pcs.</summary>
/// <param name="Encoding">The shipped encoding that both read.</param>
/// <param name="Ns">Nanoseconds of a lookup, a figure a turn; null where it failed.</param>
/// <param name="ToLegacy">Ratio to our baseline reader of legacy-fixed, turn by turn.</param>
/// <param name="ToV47">Ratio to our baseline reader of the block encoding, turn by turn.</param>
/// <param name="Error">Why it failed or does not apply, in one line.</param>
public sealed record PeerTiming(TableEncoding Encoding, SampleSummary? Ns, PairedRatio? ToLegacy, PairedRatio? ToV47, string Error);

/// <summary>Times a peer and our own readers in turns: a peer is another process, so a turn of it is a whole run, and a turn of ours as many rounds over the same pcs.</summary>
public static class PeerSampler
{
    private const int Turns = 9;
    private const int Rounds = 15;

    /// <summary>Pcs of one turn; turns take the next ones of the workload. A round over more would seldom end before another process wants the core.</summary>
    private const int TurnPcs = 4096;

    /// <summary>Asks a peer for both shipped encodings of one table.</summary>
    public static IReadOnlyList<PeerTiming> Run(LookupPeer peer, CodeTables tables, DrawnWorkload workload, int seed, CancellationToken stop)
    {
        using var files = new PeerFiles();
        PcTable table = tables[workload.Workload.Question];
        SampleWindow[] windows = [.. Enumerable.Range(0, Math.Max(workload.Operations / TurnPcs, 1)).Select(i => new SampleWindow(i * TurnPcs, Math.Min(TurnPcs, workload.Operations), 1, 0))];
        PeerQueries[] queries = [.. windows.Select((window, i) => PeerQueries.Write(files, i, window.Pcs(workload), table))];
        Contestant[] contestants =
        [
            .. new[] { EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47 }.SelectMany(encoding => new[]
            {
                new Contestant(encoding, true, "", Ours(encoding, tables, workload, windows)),
                new Contestant(encoding, false, WhyNot(encoding, table), turn => Theirs(peer, encoding, table.Kind, files.WriteTables(tables, encoding), queries[turn % queries.Length])),
            }),
        ];
        TakeTurns(contestants, new WorkloadRandom((ulong)seed), stop);
        double[][] baselines = [.. contestants.Where(contestant => contestant.IsOurs).Select(contestant => contestant.Ns.ToArray())];
        return [.. contestants.Where(contestant => !contestant.IsOurs).Select(contestant => contestant.Timing(baselines[0], baselines[1]))];
    }

    private static void TakeTurns(Contestant[] contestants, WorkloadRandom random, CancellationToken stop)
    {
        Contestant[] order = [.. contestants];
        for (int turn = 0; turn < Turns; turn++)
        {
            random.Shuffle(order.AsSpan());
            foreach (Contestant contestant in order)
            {
                stop.ThrowIfCancellationRequested();
                contestant.Take(turn);
            }
        }
    }

    /// <summary>One round to warm up, then as many as the peer makes, of which the median counts.</summary>
    private static Func<int, double> Ours(TableEncoding encoding, CodeTables tables, DrawnWorkload workload, SampleWindow[] windows)
    {
        TableKind question = workload.Workload.Question;
        var cell = new TimedCell(0, encoding.Id, encoding, encoding.Encode(tables, question).Bytes, question, encoding.Readers(question)[0], TimedModel.OpenAndFind.Name, "hot", workload);
        return turn => Enumerable.Range(0, Rounds + 1).Select(_ => Walk(cell, windows[turn % windows.Length])).Skip(1).Median();
    }

    private static double Walk(TimedCell cell, SampleWindow window)
    {
        RawSample sample = LoopCopies.Run(cell, window, 0);
        return sample.Checksum == SampleRunner.Expected(cell, window)
            ? sample.Ticks * 1e9 / Stopwatch.Frequency / window.Timed
            : throw new InvalidOperationException($"{cell.EncodingId}: wrong answers beside a peer");
    }

    private static double Theirs(LookupPeer peer, TableEncoding encoding, TableKind question, string tables, PeerQueries queries)
    {
        PeerAnswer answer = peer.Ask(VersionOf(encoding), question.Name, tables, queries.Path, queries.Count, Rounds);
        return answer.Checksum == queries.Expected
            ? answer.MedianNs
            : throw new ChildProcessException($"{peer.Name}: wrong answers: their sum is {answer.Checksum}, expected {queries.Expected}");
    }

    private static int VersionOf(TableEncoding encoding) => encoding.Equals(EncodingCatalog.Legacy) ? 46 : 47;

    /// <summary>Why the published reader of an encoding's version cannot answer for a table, or nothing: it knows no trap codes newer than itself.</summary>
    private static string WhyNot(TableEncoding encoding, PcTable table)
    {
        if (table.Kind != TableKind.Traps)
        {
            return "";
        }

        int version = VersionOf(encoding);
        foreach (uint code in table.Values)
        {
            if (!TrapCodes.IsKnownTo(version, code))
            {
                return $"{RunFolder.NotApplicable}the table has trap code {code} ({TrapCodes.Name(code)}), which the published reader of Wasmtime {version} does not know";
            }
        }

        return "";
    }

    /// <summary>A file of pcs and what the answers to them must sum to.</summary>
    private sealed record PeerQueries(string Path, int Count, ulong Expected)
    {
        public static PeerQueries Write(PeerFiles files, int number, ReadOnlySpan<uint> pcs, PcTable table) => new(files.WriteQueries(pcs, number), pcs.Length, PeerFiles.Expected(table, pcs));
    }

    /// <summary>One that takes turns; after a failure, or where it does not apply, it takes none.</summary>
    private sealed class Contestant(TableEncoding encoding, bool isOurs, string whyNot, Func<int, double> take)
    {
        private string _error = whyNot;

        public bool IsOurs => isOurs;

        public List<double> Ns { get; } = [];

        public void Take(int turn)
        {
            try
            {
                if (_error.Length == 0)
                {
                    Ns.Add(take(turn));
                }
            }
            catch (ChildProcessException e)
            {
                _error = e.Message;
            }
        }

        public PeerTiming Timing(double[] legacy, double[] v47) => _error.Length > 0
            ? new(encoding, null, null, null, _error)
            : new(encoding, SampleStatistics.Summarize(Ns), SampleStatistics.Ratio(Ns, legacy), SampleStatistics.Ratio(Ns, v47), "");
    }
}
