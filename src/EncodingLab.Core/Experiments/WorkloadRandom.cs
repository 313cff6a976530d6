namespace EncodingLab.Experiments;

/// <summary>A small generator of our own (SplitMix64), so that a seed draws the same pcs on every .NET version.</summary>
/// <remarks>Algorithm: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants of Vigna's public-domain splitmix64.c.</remarks>
internal sealed class WorkloadRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>A number below the bound. The bias of taking the high product is below bound / 2^64.</summary>
    public uint Below(uint bound) => (uint)Math.BigMul(Next(), bound, out _);

    /// <summary>Fisher-Yates.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)Below((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Folds numbers into one, the same everywhere and forever.</summary>
    public static ulong Fold(params ReadOnlySpan<ulong> parts)
    {
        ulong folded = 0;
        foreach (ulong part in parts)
        {
            folded = Mix(folded ^ (part + 0x9E3779B97F4A7C15));
        }

        return folded;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
