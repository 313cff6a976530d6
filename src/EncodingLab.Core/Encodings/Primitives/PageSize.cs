using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Units of text in a page, in one byte: 8 to 15 in the low 3 bits (less 8), shifted left by the high 5; eight sizes an octave, so that a page holds what was asked for within 6 %.</summary>
/// <remarks>A division by 8 to 15 is one multiplication: 2^35 / n rounded up errs by less than n / 2^35, too little to show below 2^31.</remarks>
internal readonly struct PageSize(byte code)
{
    /// <summary>The largest code: pages of 2^24 units and more would not leave room for steps within a page.</summary>
    public const byte MaxCode = 20 << 3;

    private readonly byte _shift = (byte)(code >> 3);
    private readonly ulong _reciprocal = Reciprocals[code & 7];

    /// <summary>As it stands in the header.</summary>
    public byte Code => code;

    /// <summary>Units in a page.</summary>
    public uint Units => (8u + (code & 7u)) << _shift;

    private static ReadOnlySpan<ulong> Reciprocals => [0x1_0000_0000, 0xe38e_38e4, 0xcccc_cccd, 0xba2e_8ba3, 0xaaaa_aaab, 0x9d89_d89e, 0x9249_2493, 0x8888_8889];

    /// <summary>The size nearest to a number of units.</summary>
    public static PageSize Near(double units)
    {
        byte best = 0;
        for (byte other = 1; other <= MaxCode; other++)
        {
            best = Math.Abs(new PageSize(other).Units - units) < Math.Abs(new PageSize(best).Units - units) ? other : best;
        }

        return new(best);
    }

    /// <summary>The page in which a unit lies; from 2^31 pages on, one that lies as far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint PageOf(uint unit) => (uint)(((unit >> _shift) * _reciprocal) >> 35);

    /// <summary>The first unit of a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint StartOf(uint page) => (page * (8u + (code & 7u))) << _shift;
}
