using System.Runtime.InteropServices;
using EncodingLab.Tables;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Chooses the tokens of <see cref="PairTokens"/> and its kin for one table: exact pairs, half exact ones, and those that hold anything.</summary>
internal sealed class PairTrainer
{
    private const int RecordBytes = 4;
    private const int WindowReach = 512;

    private readonly HashIndex _numbers = new(1 << 12);
    private readonly List<ulong> _pairs = [];
    private readonly List<int> _counts = [];
    private readonly bool _codes;
    private int _window;

    /// <summary>A trainer of codes, or of differences of positions.</summary>
    public PairTrainer(bool codes) => _codes = codes;

    /// <summary>A pair in one word; steps are below 2^31.</summary>
    public static ulong Key(uint step, uint value, bool none) => ((ulong)step << 33) | (none ? 1UL << 32 : value);

    /// <summary>Counts a pair once more, unless its step is beyond all that a token may know.</summary>
    public void Add(uint step, uint value, bool none)
    {
        if (step > ushort.MaxValue)
        {
            return;
        }

        ulong key = Key(step, value, none);
        int number = _numbers.GetOrAdd(key, _pairs.Count);
        if (number == _pairs.Count)
        {
            _pairs.Add(key);
            _counts.Add(0);
        }

        _counts[number]++;
    }

    /// <summary>Counts the pairs of a table cut into blocks; a position that has none before it in its block is told from elsewhere, and left out.</summary>
    public static PairTrainer Of(PcTable table, uint[] units, int block)
    {
        var trainer = new PairTrainer(table.Kind.ValueBytes == 1);
        for (int start = 0; start < units.Length; start += block)
        {
            uint? previous = null;
            for (int i = start; i < Math.Min(start + block, units.Length); i++)
            {
                uint value = table.Values[i];
                bool none = !trainer._codes && value == TableKind.None;
                if (none || trainer._codes || previous is not null)
                {
                    trainer.Add(i == start ? 0 : units[i] - units[i - 1], none ? 0 : trainer._codes ? value : value - previous!.Value, none);
                }

                previous = none ? previous : value;
            }
        }

        return trainer;
    }

    /// <summary>The cheapest of several divisions between exact and half exact tokens.</summary>
    /// <param name="tokens">How many there may be.</param>
    /// <param name="divisions">How many of them may be half exact.</param>
    public PairModel Train(int tokens, params ReadOnlySpan<int> divisions)
    {
        int[] order = [.. Enumerable.Range(0, _pairs.Count)];
        int[] counts = [.. _counts.Select(count => -count)];
        ulong[] keys = [.. _pairs];
        Array.Sort(counts, order);
        _window = _codes ? 0 : Window();
        List<PairRecord> any = [.. Any()];
        PairModel? best = null;
        long least = long.MaxValue;
        foreach (int halves in divisions)
        {
            int exact = Math.Min(tokens - any.Count - halves, order.Length);
            var records = new List<PairRecord>(any);
            records.AddRange(order.Take(exact).Where(pair => _counts[pair] > RecordBytes && IsShort(keys[pair])).Select(pair => Exact(keys[pair])));
            var model = new PairModel(records, _codes);
            records.AddRange(Halves(order.AsSpan(exact), halves, model));
            model = new PairModel(records, _codes);
            long bytes = (long)records.Count * RecordBytes;
            for (int i = 0; i < keys.Length; i++)
            {
                (uint step, uint value, bool none) = Parts(keys[i]);
                bytes += (long)_counts[i] * model.Record(model.Token(step, value, none)).Cost;
            }

            (best, least) = bytes < least ? (model, bytes) : (best, least);
        }

        return best!;
    }

    /// <summary>How often each token of a model would be used.</summary>
    public long[] Uses(PairModel model)
    {
        var uses = new long[model.Count];
        for (int i = 0; i < _pairs.Count; i++)
        {
            (uint step, uint value, bool none) = Parts(_pairs[i]);
            uses[model.Token(step, value, none)] += _counts[i];
        }

        return uses;
    }

    private static (uint Step, uint Value, bool None) Parts(ulong key) => ((uint)(key >> 33), (uint)key, (key >> 32 & 1) != 0);

    private static bool IsShort(ulong key) => Parts(key) is ( <= PairRecord.MaxStep, var value, _) && (int)value == (short)value;

    private static PairRecord Exact(ulong key) => Parts(key) is var pair ? new(0, 0, pair.None, pair.Step, (int)pair.Value) : default;

    // Steps of no byte are the first entries of blocks and ties.
    private IEnumerable<PairRecord> Any()
    {
        foreach (int pcBytes in new[] { 0, 1, 2, 4 })
        {
            if (_codes)
            {
                yield return new(pcBytes, 1, false, 0, 0);
                continue;
            }

            yield return new(pcBytes, 0, true, 0, 0);
            yield return new(pcBytes, 1, false, 0, _window);
            yield return new(pcBytes, 2, false, 0, short.MinValue);
            yield return new(pcBytes, 4, false, 0, 0);
        }
    }

    /// <summary>The least of the 256 values in a row that hold the most differences.</summary>
    private int Window()
    {
        var histogram = new long[2 * WindowReach];
        for (int i = 0; i < _pairs.Count; i++)
        {
            (_, uint value, bool none) = Parts(_pairs[i]);
            uint at = value + WindowReach;
            if (!none && at < histogram.Length)
            {
                histogram[at] += _counts[i];
            }
        }

        long inside = 0;
        long most = -1;
        int best = 0;
        for (int end = 0; end < histogram.Length; end++)
        {
            inside += histogram[end] - (end >= 256 ? histogram[end - 256] : 0);
            (most, best) = end >= 255 && inside > most ? (inside, end - 255) : (most, best);
        }

        return best - WindowReach;
    }

    /// <summary>Tokens that know the step or the value, and save most on the pairs that have no exact token.</summary>
    private IEnumerable<PairRecord> Halves(ReadOnlySpan<int> pairs, int most, PairModel model)
    {
        var gains = new Dictionary<PairRecord, long>();
        foreach (int pair in pairs)
        {
            (uint step, uint value, bool none) = Parts(_pairs[pair]);
            int cost = model.Record(model.Token(step, value, none)).Cost;
            if (step <= PairRecord.MaxStep && !none)
            {
                Offer(new(0, 1, false, step, _window));
                Offer(new(0, 2, false, step, _codes ? 0 : short.MinValue));
            }

            if ((int)value == (short)value)
            {
                Offer(new(1, 0, none, 0, none ? 0 : (int)value));
                Offer(new(2, 0, none, 0, none ? 0 : (int)value));
            }

            void Offer(PairRecord record)
            {
                if (record.Holds(step, value, none) && record.Cost < cost)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(gains, record, out _) += (long)_counts[pair] * (cost - record.Cost);
                }
            }
        }

        return gains.Where(gain => gain.Value > RecordBytes).OrderByDescending(gain => gain.Value).ThenBy(gain => gain.Key.Bits).Take(most).Select(gain => gain.Key);
    }
}
