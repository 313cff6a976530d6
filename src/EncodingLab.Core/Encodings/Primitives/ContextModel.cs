namespace EncodingLab.Encodings.Primitives;

/// <summary>The chances of two streams as bytes, and as a reader holds them.</summary>
/// <remarks>
/// <code>
/// symbols, clusters of values; symbols, clusters of pc steps : 4 x u8
/// then bits, most significant first: the symbols of values, of pc steps (EchoSymbol); zeros to the next byte
/// then one arithmetic code (BitEncoder) of adaptive bits (AdaptiveBit): per stream, for each context whether its cluster is that of the context before (by whether that one's was),
/// else the cluster's 6 bits; then per stream each cluster's levels, 5 bits each, by the level above (the same symbol in the cluster before) and whether the level before is 0
/// </code>
/// </remarks>
internal sealed class ContextModel
{
    /// <summary>Where symbols of pc steps begin.</summary>
    public const int FirstStep = 256;

    /// <summary>What a reader may hold besides symbols and map.</summary>
    private const int TableBytes = 44 << 10;

    private const int HeaderBytes = 4;
    private const int ClusterBits = 6;
    private const int Neighbours = 12;

    private ContextModel(int values, int valueClusters, int steps, int stepClusters)
    {
        (ValueCount, ValueClusters, StepCount, StepClusters) = (values, valueClusters, steps, stepClusters);
        Levels = new byte[(values * valueClusters) + (steps * stepClusters)];
    }

    public int ValueCount { get; }

    public int ValueClusters { get; }

    public int StepCount { get; }

    public int StepClusters { get; }

    /// <summary>Packed symbols: 256 of values, then those of pc steps.</summary>
    public ulong[] Symbols { get; } = new ulong[2 * FirstStep];

    /// <summary>Clusters of the contexts of values, then of pc steps; those of pc steps are numbered after the others.</summary>
    public byte[] Map { get; } = new byte[EchoContexts.Values + EchoContexts.Steps];

    /// <summary>Per cluster and symbol.</summary>
    public byte[] Levels { get; }

    /// <summary>Clusters a stream that a reader has room for.</summary>
    public static int MaxClusters(int values, int steps) => Math.Min(40, TableBytes / (512 + (3 * (values + steps))));

    /// <summary>The levels of a cluster.</summary>
    public ReadOnlySpan<byte> LevelsOf(int cluster) =>
        cluster < ValueClusters ? Levels.AsSpan(cluster * ValueCount, ValueCount) : Levels.AsSpan((ValueClusters * ValueCount) + ((cluster - ValueClusters) * StepCount), StepCount);

    /// <summary>Writes both streams.</summary>
    public static void Write(ContextStream values, ContextStream steps, ByteWriter output)
    {
        output.Write([(byte)values.Symbols.Length, (byte)values.Clusters, (byte)steps.Symbols.Length, (byte)steps.Clusters]);
        var bits = new BitBuffer();
        foreach (EchoSymbol symbol in values.Symbols.Concat(steps.Symbols))
        {
            symbol.Write(bits);
        }

        output.Write(bits.Bytes);
        var coder = new BitEncoder(output);
        Walk(ref coder, values.Map, values.Clusters);
        Walk(ref coder, steps.Map, steps.Clusters);
        Walk(ref coder, values.Levels, values.Clusters, values.Symbols.Length);
        Walk(ref coder, steps.Levels, steps.Clusters, steps.Symbols.Length);
        coder.Finish();
    }

    /// <summary>Reads a model; null where it contradicts itself.</summary>
    public static ContextModel? Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] == 0 || bytes[2] == 0 || bytes[1] is 0 || bytes[3] is 0 || Math.Max(bytes[1], bytes[3]) > MaxClusters(bytes[0], bytes[2]))
        {
            return null;
        }

        var model = new ContextModel(bytes[0], bytes[1], bytes[2], bytes[3]);
        var bits = new BitCursor(bytes[HeaderBytes..]);
        if (!EchoModel.TryReadSymbols(ref bits, model.Symbols.AsSpan(0, model.ValueCount)) || !EchoModel.TryReadSymbols(ref bits, model.Symbols.AsSpan(FirstStep, model.StepCount)) || !bits.IsWithin)
        {
            return null;
        }

        var coder = new BitDecoder(bytes[(HeaderBytes + (int)((bits.Position + 7) >> 3))..]);
        Span<byte> valueMap = model.Map.AsSpan(0, EchoContexts.Values);
        Span<byte> stepMap = model.Map.AsSpan(EchoContexts.Values);
        int valueLevels = model.ValueCount * model.ValueClusters;
        bool fits = Walk(ref coder, valueMap, model.ValueClusters) && Walk(ref coder, stepMap, model.StepClusters)
            && Walk(ref coder, model.Levels.AsSpan(0, valueLevels), model.ValueClusters, model.ValueCount) && Walk(ref coder, model.Levels.AsSpan(valueLevels), model.StepClusters, model.StepCount);
        foreach (ref byte cluster in stepMap)
        {
            cluster += (byte)model.ValueClusters;
        }

        return fits ? model : null;
    }

    // Codes a map; false where a cluster is none.
    private static bool Walk<TCoder>(ref TCoder coder, scoped Span<byte> map, int clusters)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        Span<ushort> slots = stackalloc ushort[2 + (1 << ClusterBits)];
        int isSame = 1;
        byte before = 0;
        foreach (ref byte cluster in map)
        {
            isSame = AdaptiveBit.Code(ref coder, ref slots[isSame], cluster == before ? 1 : 0);
            cluster = isSame != 0 ? before : (byte)AdaptiveBit.Code(ref coder, slots[2..], cluster, ClusterBits);
            before = cluster;
            if (cluster >= clusters)
            {
                return false;
            }
        }

        return true;
    }

    // Codes levels; false where a cluster has no symbol.
    private static bool Walk<TCoder>(ref TCoder coder, scoped Span<byte> levels, int clusters, int symbols)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        Span<ushort> slots = stackalloc ushort[Neighbours << ContextLevels.Width];
        for (int start = 0; start < levels.Length; start += symbols)
        {
            int any = 0;
            for (int i = start; i < start + symbols; i++)
            {
                int above = start == 0 ? 0 : levels[i - symbols];
                int neighbours = (above == 0 ? 0 : Math.Min(5, 1 + ((above - 1) / 6))) + (i > start && levels[i - 1] != 0 ? Neighbours / 2 : 0);
                levels[i] = (byte)AdaptiveBit.Code(ref coder, slots.Slice(neighbours << ContextLevels.Width, 1 << ContextLevels.Width), levels[i], ContextLevels.Width);
                any |= levels[i];
            }

            if (any == 0)
            {
                return false;
            }
        }

        return clusters > 0;
    }
}
