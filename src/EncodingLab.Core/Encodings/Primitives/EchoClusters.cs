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
            Assign(lists, map, costs, clusters, symbols);
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

    private static float[] Costs(int[] sums, double[] background, int clusters, int symbols)
    {
        var costs = new float[sums.Length];
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
                costs[(cluster * symbols) + symbol] = (float)Math.Log2((total + 1e-9) / (own[symbol] + (Prior * symbols * background[symbol]) + 1e-9));
            }
        }

        return costs;
    }

    // A context without entries, or one that gains little, goes where the one before it went: that costs nothing in the map.
    private static void Assign(Histograms lists, int[] map, float[] costs, int clusters, int symbols)
    {
        var bits = new double[clusters];
        int before = 0;
        for (int context = 0; context < map.Length; context++)
        {
            ReadOnlySpan<(int Symbol, int Count)> own = lists.Of(context);
            if (!own.IsEmpty)
            {
                for (int cluster = 0; cluster < clusters; cluster++)
                {
                    double sum = cluster == before ? -MapBits : 0;
                    ReadOnlySpan<float> cost = costs.AsSpan(cluster * symbols, symbols);
                    foreach ((int symbol, int count) in own)
                    {
                        sum += count * cost[symbol];
                    }

                    bits[cluster] = sum;
                }

                before = Array.IndexOf(bits, bits.Min());
            }

            map[context] = before;
        }
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
