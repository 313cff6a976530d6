namespace EncodingLab.Encodings.Primitives;

/// <summary>Chances in steps of half a bit: level 1 is the likeliest there can be, each further one less by a factor of the root of 2; 0 is a symbol that does not occur.</summary>
internal static class ContextLevels
{
    /// <summary>Bits of a level.</summary>
    public const int Width = 5;

    private const int Most = (1 << Width) - 1;
    private const uint Even = 1 << 16;
    private const uint Odd = 46341;

    /// <summary>Levels of symbols that occur this often; where none does, the first is taken for certain.</summary>
    public static void Of(ReadOnlySpan<int> counts, Span<byte> levels)
    {
        double total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        levels[0] = 1;
        for (int i = 0; i < counts.Length && total > 0; i++)
        {
            levels[i] = counts[i] == 0 ? (byte)0 : (byte)Math.Clamp((int)Math.Round(2 * Math.Log2(total / counts[i])) + 1, 1, Most);
        }
    }

    /// <summary>A weight in proportion to the chance; 0 for level 0.</summary>
    public static uint Weight(int level) => level == 0 ? 0 : ((level & 1) != 0 ? Even : Odd) >> ((level - 1) >> 1);

    /// <summary>The weights as whole numbers above 0 with a given sum; all 0 where no symbol occurs.</summary>
    /// <param name="levels">At most 255.</param>
    /// <param name="sum">At least as many.</param>
    /// <param name="most">No symbol gets more: what is left of the sum is nobody's.</param>
    /// <param name="shares">Receives a number a symbol.</param>
    public static void Share(ReadOnlySpan<byte> levels, int sum, int most, Span<int> shares)
    {
        ulong total = 0;
        foreach (byte level in levels)
        {
            total += Weight(level);
        }

        int left = total == 0 ? 0 : sum;
        int largest = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            shares[i] = levels[i] == 0 ? 0 : Math.Max(1, (int)(Weight(levels[i]) * (ulong)sum / total));
            left -= shares[i];
            largest = shares[i] > shares[largest] ? i : largest;
        }

        for (int i = 0; left < 0; i = (i + 1) % levels.Length)
        {
            int taken = shares[i] > 1 ? 1 : 0;
            shares[i] -= taken;
            left += taken;
        }

        shares[largest] = Math.Min(shares[largest] + left, most);
    }
}
