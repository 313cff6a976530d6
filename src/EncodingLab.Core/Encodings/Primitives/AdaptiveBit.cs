using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The chance of a bit, learnt while bits are coded: 12 bits of chance and 4 that count what was seen, in 16; 0 has seen nothing.</summary>
internal static class AdaptiveBit
{
    /// <summary>The chance before anything was seen, of 4096.</summary>
    public const int Even = 1 << 11;

    /// <summary>Bits seen, at most: from there on old ones fade.</summary>
    public const int MaxSeen = 15;

    private const int Least = 16;

    // 65536 / (bits seen + 1.6), so that the first bits count most.
    private static ReadOnlySpan<ushort> Rates => [40960, 25206, 18204, 14246, 11702, 9929, 8623, 7620, 6826, 6182, 5649, 5201, 4818, 4488, 4200, 3947];

    /// <summary>The chance that the bit is 1, of 4096.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Chance(ushort slot) => (slot >> 4) ^ Even;

    /// <summary>How many bits it has seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Seen(ushort slot) => slot & MaxSeen;

    /// <summary>What it is after a bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Learn(ushort slot, int bit)
    {
        int chance = Chance(slot);
        int seen = Seen(slot);
        chance += (((bit << 12) - chance) * Rates[seen]) >> 16;
        chance = Math.Clamp(chance, Least, 4095 - Least);
        return (ushort)(((chance ^ Even) << 4) | Math.Min(seen + 1, MaxSeen));
    }

    /// <summary>Codes a bit by what was seen, and learns it.</summary>
    /// <returns>The bit.</returns>
    public static int Code<TCoder>(ref TCoder coder, scoped ref ushort slot, int bit)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        bit = coder.Code(bit, Chance(slot) << 4);
        slot = Learn(slot, bit);
        return bit;
    }

    /// <summary>Codes a number of some bits, the high ones first, each by those before it.</summary>
    /// <param name="coder">The coder.</param>
    /// <param name="slots">2^width of them.</param>
    /// <param name="value">The number; not looked at where the coder decodes.</param>
    /// <param name="width">Bits.</param>
    public static int Code<TCoder>(ref TCoder coder, scoped Span<ushort> slots, int value, int width)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        int node = 1;
        for (int i = width - 1; i >= 0; i--)
        {
            node = (node << 1) | Code(ref coder, ref slots[node], (value >> i) & 1);
        }

        return node - (1 << width);
    }
}
