namespace EncodingLab.Encodings.Primitives;

/// <summary>What opening a table of mixed chances builds: trees, static odds, weights.</summary>
internal sealed class MixedState
{
    /// <summary>Bytes before the context model.</summary>
    public const int HeaderBytes = 2 + MixedWeights.Count;

    /// <summary>The most numbers that a page may need: 64 KiB.</summary>
    public const int MaxSlotBits = 15;

    /// <summary>The most entries of a page are below 2 to the power of this.</summary>
    public const int MaxCountBits = 14;

    private readonly short[] _valueOdds;
    private readonly short[] _stepOdds;

    private MixedState(ContextModel model)
    {
        Model = model;
        Values = Tree(model, 0, model.ValueClusters, model.ValueCount);
        Steps = Tree(model, model.ValueClusters, model.StepClusters, model.StepCount);
        _valueOdds = Odds(model, Values, 0, model.ValueClusters);
        _stepOdds = Odds(model, Steps, model.ValueClusters, model.StepClusters);
    }

    public ContextModel Model { get; }

    public MixedTree Values { get; }

    public MixedTree Steps { get; }

    public MixedWeights Weights { get; private init; } = new();

    /// <summary>Bits that number a page's adaptive chances.</summary>
    public int SlotBits { get; private init; }

    /// <summary>Bits that tell how many entries a page has.</summary>
    public int CountBits { get; private init; }

    /// <summary>Expands a model; null where it contradicts itself.</summary>
    public static MixedState? Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] is 0 or > MaxCountBits || bytes[1] is 0 or > MaxSlotBits || ContextModel.Open(bytes[HeaderBytes..]) is not { } model)
        {
            return null;
        }

        var state = new MixedState(model) { CountBits = bytes[0], SlotBits = bytes[1] };
        state.Weights.Read(bytes[2..HeaderBytes]);
        return state;
    }

    /// <summary>Puts trained weights into a model's bytes.</summary>
    public static byte[] WithWeights(ReadOnlySpan<byte> model, MixedWeights weights)
    {
        byte[] trained = model.ToArray();
        weights.CopyTo(trained.AsSpan(2, MixedWeights.Count));
        return trained;
    }

    /// <summary>Odds that a node of a stream's tree goes to its second child, by the cluster alone.</summary>
    public ReadOnlySpan<short> OddsOf(int stream, int cluster) =>
        stream == 0 ? _valueOdds.AsSpan(cluster * Values.Nodes, Values.Nodes) : _stepOdds.AsSpan((cluster - Model.ValueClusters) * Steps.Nodes, Steps.Nodes);

    private static MixedTree Tree(ContextModel model, int first, int clusters, int symbols)
    {
        Span<ulong> weights = stackalloc ulong[symbols];
        weights.Fill(1);
        for (int cluster = first; cluster < first + clusters; cluster++)
        {
            ReadOnlySpan<byte> levels = model.LevelsOf(cluster);
            for (int symbol = 0; symbol < symbols; symbol++)
            {
                weights[symbol] += ContextLevels.Weight(levels[symbol]);
            }
        }

        return new(weights);
    }

    private static short[] Odds(ContextModel model, MixedTree tree, int first, int clusters)
    {
        var odds = new short[tree.Nodes * clusters];
        Span<ulong> weights = stackalloc ulong[tree.Nodes];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            ReadOnlySpan<byte> levels = model.LevelsOf(first + cluster);
            for (int node = 0; node < tree.Nodes && !MixedTree.IsLeaf(tree.Root); node++)
            {
                ulong ones = WeightOf(tree.Child(node, 1), levels, weights);
                weights[node] = WeightOf(tree.Child(node, 0), levels, weights) + ones;
                odds[(cluster * tree.Nodes) + node] = weights[node] == 0 ? (short)0 : (short)Logistic.Stretch((int)Math.Min(ones * 4096 / weights[node], 4095));
            }
        }

        return odds;
    }

    private static ulong WeightOf(int child, ReadOnlySpan<byte> levels, ReadOnlySpan<ulong> weights) =>
        MixedTree.IsLeaf(child) ? ContextLevels.Weight(levels[MixedTree.SymbolOf(child)]) : weights[child];
}
