namespace EncodingLab.Encodings.Primitives;

/// <summary>Chances and their logarithmic odds, in whole numbers so that all machines agree.</summary>
internal static class Logistic
{
    /// <summary>The largest odds: 8 in natural logarithms, of which 256 make one.</summary>
    public const int Most = 2047;

    // e to the power of -1/256, of 2^32.
    private const ulong Decay = 4_278_222_805;

    private static readonly short[] s_squash = Squashed();
    private static readonly short[] s_stretch = Stretched();

    /// <summary>The chance, of 4096 and neither 0 nor all, of odds between -<see cref="Most"/> and <see cref="Most"/>; others count as those.</summary>
    public static int Squash(int odds) => s_squash[Math.Clamp(odds, -Most, Most) + Most];

    /// <summary>The odds of a chance of 0 to 4095.</summary>
    public static int Stretch(int chance) => s_stretch[chance];

    private static short[] Squashed()
    {
        var squashed = new short[(2 * Most) + 1];
        ulong power = 1ul << 32;
        for (int odds = 0; odds <= Most; odds++)
        {
            int chance = Math.Min(4095, (int)((4096ul << 32) / ((1ul << 32) + power)));
            squashed[Most + odds] = (short)chance;
            squashed[Most - odds] = (short)(4096 - chance);
            power = (power * Decay) >> 32;
        }

        return squashed;
    }

    private static short[] Stretched()
    {
        var stretched = new short[4096];
        int odds = -Most;
        for (int chance = 0; chance < stretched.Length; chance++)
        {
            while (odds < Most && s_squash[odds + Most] < chance)
            {
                odds++;
            }

            stretched[chance] = (short)odds;
        }

        return stretched;
    }
}
