using System.Runtime.Intrinsics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Contexts gathered in a few clusters, each with a code of its own.</summary>
/// <param name="Map">Cluster of each context.</param>
/// <param name="Counts">Per cluster and symbol, occurrences.</param>
/// <param name="Clusters">Number of clusters.</param>
internal sealed record EchoClusters(byte[] Map, int[] Counts, int Clusters)
{
    private const int Rounds = 7;
    private const double MapBits = 8;
    private const double Prior = 0.1;

    /// <summary>Gathers contexts so that the codes get short: k-means with code lengths as the distance, begun from the most frequent contexts.</summary>
    /// <param name="counts">Per context and symbol, occurrences.</param>
    /// <param name="contexts">Number of contexts.</param>
    /// <param name="wanted">Clusters, at most.</param>
    public static EchoClusters Of(int[] counts, int contexts, int wanted)
    {
        int symbols = counts.Length / contexts;
        var lists = new Histograms(counts, contexts, symbols);
        int[] seeds = [.. Enumerable.Range(0, contexts).Where(context => lists.Total(context) > 0).OrderByDescending(lists.Total).Take(wanted)];
        int clusters = Math.Max(seeds.Length, 1);
        var map = new int[contexts];
        Array.Fill(map, -1);
        for (int seed = 0; seed < seeds.Length; seed++)
        {
            map[seeds[seed]] = seed;
        }

        double[] background = lists.Background();
        for (int round = 0; round < Rounds; round++)
        {
            float[] costs = Costs(Sums(lists, map, clusters, symbols), background, clusters, symbols);
            Assign(lists, map, costs, clusters);
        }

        return new([.. map.Select(cluster => (byte)cluster)], [.. Sums(lists, map, clusters, symbols)], clusters);
    }

    private static int[] Sums(Histograms lists, int[] map, int clusters, int symbols)
    {
        var sums = new int[clusters * symbols];
        for (int context = 0; context < map.Length; context++)
        {
            foreach ((int symbol, int count) in lists.Of(context))
            {
                sums[(Math.Max(map[context], 0) * symbols) + symbol] += map[context] >= 0 ? count : 0;
            }
        }

        return sums;
    }

    // Per symbol and cluster, so that a symbol's costs in all clusters are added at once; as many clusters as whole vectors hold.
    private static float[] Costs(int[] sums, double[] background, int clusters, int symbols)
    {
        int stride = Stride(clusters);
        var costs = new float[symbols * stride];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            Span<int> own = sums.AsSpan(cluster * symbols, symbols);
            double total = 0;
            for (int symbol = 0; symbol < symbols; symbol++)
            {
                total += own[symbol] + (Prior * symbols * background[symbol]);
            }

            for (int symbol = 0; symbol < symbols; symbol++)
            {
                costs[(symbol * stride) + cluster] = (float)Math.Log2((total + 1e-9) / (own[symbol] + (Prior * symbols * background[symbol]) + 1e-9));
            }
        }

        return costs;
    }

    private static int Stride(int clusters) => (clusters + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;

    // A context without entries, or one that gains little, goes where the one before it went: that costs nothing in the map.
    private static void Assign(Histograms lists, int[] map, float[] costs, int clusters)
    {
        var bits = new double[Stride(clusters)];
        int before = 0;
        for (int context = 0; context < map.Length; context++)
        {
            ReadOnlySpan<(int Symbol, int Count)> own = lists.Of(context);
            if (!own.IsEmpty)
            {
                Array.Clear(bits);
                bits[before] = -MapBits;
                foreach ((int symbol, int count) in own)
                {
                    Add(costs.AsSpan(symbol * bits.Length, bits.Length), count, bits);
                }

                before = Least(bits.AsSpan(0, clusters));
            }

            map[context] = before;
        }
    }

    // Each cluster's sum is that of one lane, so that all machines agree.
    private static void Add(ReadOnlySpan<float> costs, int count, Span<double> bits)
    {
        for (int i = 0; i < costs.Length; i += Vector256<float>.Count)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(costs[i..]) * count);
            (low + Vector256.Create<double>(bits[i..])).CopyTo(bits[i..]);
            (high + Vector256.Create<double>(bits[(i + Vector256<double>.Count)..])).CopyTo(bits[(i + Vector256<double>.Count)..]);
        }
    }

    private static int Least(ReadOnlySpan<double> bits)
    {
        int least = 0;
        for (int i = 1; i < bits.Length; i++)
        {
            least = bits[i] < bits[least] ? i : least;
        }

        return least;
    }

    /// <summary>Counts that are not zero, context by context.</summary>
    private sealed class Histograms
    {
        private readonly (int Symbol, int Count)[] _items;
        private readonly int[] _starts;
        private readonly int[] _totals;
        private readonly int _symbols;

        public Histograms(int[] counts, int contexts, int symbols)
        {
            var items = new List<(int Symbol, int Count)>();
            (_starts, _totals, _symbols) = (new int[contexts + 1], new int[contexts], symbols);
            for (int context = 0; context < contexts; context++)
            {
                _starts[context] = items.Count;
                for (int symbol = 0; symbol < symbols; symbol++)
                {
                    if (counts[(context * symbols) + symbol] is > 0 and int count)
                    {
                        items.Add((symbol, count));
                        _totals[context] += count;
                    }
                }
            }

            _starts[contexts] = items.Count;
            _items = [.. items];
        }

        public int Total(int context) => _totals[context];

        public ReadOnlySpan<(int Symbol, int Count)> Of(int context) => _items.AsSpan(_starts[context].._starts[context + 1]);

        public double[] Background()
        {
            var background = new double[_symbols];
            double total = _totals.Sum(count => (long)count);
            foreach ((int symbol, int count) in _items)
            {
                background[symbol] += count / total;
            }

            return background;
        }
    }
}
