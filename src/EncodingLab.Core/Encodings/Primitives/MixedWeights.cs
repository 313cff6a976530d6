namespace EncodingLab.Encodings.Primitives;

/// <summary>How much each prediction counts: by stream, by depth in the tree, by prediction, and by how often its context was seen.</summary>
internal sealed class MixedWeights
{
    /// <summary>Predictions mixed: the static one, then adaptive ones.</summary>
    public const int Inputs = 6;

    /// <summary>Weights, and so bytes.</summary>
    public const int Count = Streams * Depths * SetSize;

    /// <summary>Weights of a stream and depth.</summary>
    public const int SetSize = Inputs * Seens;

    /// <summary>A weight of 1.</summary>
    private const int One = 1 << 16;

    private const int Streams = 2;
    private const int Depths = 4;
    private const int Seens = 6;
    private const int Step = 10;
    private const int Rate = 6;

    private readonly int[] _weights = new int[Count];

    public MixedWeights() => Array.Fill(_weights, One * 3 / 10);

    // By bits seen, 0 to 15.
    private static ReadOnlySpan<byte> Buckets => [0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5];

    /// <summary>Where the weights of a stream and a depth begin.</summary>
    public static int Set(int stream, int depth) => ((stream * Depths) + Math.Min((depth + 1) >> 1, Depths - 1)) * SetSize;

    /// <summary>Which weight of a set a prediction takes.</summary>
    public static int Of(int input, int seen) => (input * Seens) + Buckets[seen];

    /// <summary>The weights of a set.</summary>
    public ReadOnlySpan<int> OfSet(int set) => _weights.AsSpan(set, SetSize);

    /// <summary>Moves the weights that were used towards what would have told the bit.</summary>
    public void Learn(int set, ReadOnlySpan<int> used, ReadOnlySpan<int> odds, int error)
    {
        for (int i = 0; i < used.Length; i++)
        {
            ref int weight = ref _weights[set + used[i]];
            weight = Math.Clamp(weight + (((odds[i] * error * Rate) + (1 << 15)) >> 16), -128 << Step, 127 << Step);
        }
    }

    /// <summary>Writes them, a byte each.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        for (int i = 0; i < Count; i++)
        {
            bytes[i] = (byte)((_weights[i] + (1 << (Step - 1))) >> Step);
        }
    }

    /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < Count; i++)
        {
            _weights[i] = (sbyte)bytes[i] << Step;
        }
    }
}
