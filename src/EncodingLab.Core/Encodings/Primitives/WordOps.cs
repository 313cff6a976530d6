using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The few operations on 64-bit words that differ between a portable reader and one that may use BMI2.</summary>
public interface IWordOps
{
    /// <summary>The lowest <paramref name="count"/> bits of a word; all of it from 64 on.</summary>
    static abstract ulong Low(ulong word, int count);

    /// <summary>The position of the one bit that has <paramref name="rank"/> one bits below it; 64 where there is none.</summary>
    static abstract int Select(ulong word, int rank);

    /// <summary>Spreads eight adjacent fields of <paramref name="width"/> bits (0 to 7) over the eight bytes of a word.</summary>
    /// <param name="fields">The fields, and anything above them.</param>
    /// <param name="width">Bits of a field.</param>
    /// <param name="lanes">As <see cref="BitPacking.Lanes"/> gives it: a field of ones in each byte.</param>
    static abstract ulong Spread(ulong fields, int width, ulong lanes);
}

/// <summary>Shifts, masks and multiplications only.</summary>
public readonly struct PortableWords : IWordOps
{
    private const ulong Ones = 0x0101010101010101;
    private const ulong Tops = 0x8080808080808080;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong word, int count) => count >= 64 ? word : word & ((1UL << count) - 1);

    /// <inheritdoc/>
    /// <remarks>Source: S. Vigna, Broadword implementation of rank/select queries (2008): byte-wise prefix counts, then a short walk in one byte.</remarks>
    public static int Select(ulong word, int rank)
    {
        ulong sums = word - ((word >> 1) & 0x5555555555555555);
        sums = (sums & 0x3333333333333333) + ((sums >> 2) & 0x3333333333333333);
        sums = ((sums + (sums >> 4)) & 0x0f0f0f0f0f0f0f0f) * Ones;
        if (rank < 0 || rank >= (int)(sums >> 56))
        {
            return 64;
        }

        // A byte of sums holds the ones up to and with its byte, at most 64: it is at or below the rank where no borrow eats its top bit.
        ulong below = (((uint)rank * Ones) | Tops) - sums;
        int shift = BitOperations.PopCount(below & Tops) * 8;
        int left = rank - (int)(((sums << 8) >> shift) & 0xff);
        uint piece = (uint)(word >> shift) & 0xff;
        for (; left > 0; left--)
        {
            piece &= piece - 1;
        }

        return shift + BitOperations.TrailingZeroCount(piece);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Spread(ulong fields, int width, ulong lanes)
    {
        ulong two = (1UL << (2 * width)) - 1;
        ulong four = (1UL << (4 * width)) - 1;
        fields = (fields & four) | (((fields >> (4 * width)) & four) << 32);
        fields = (fields & (two * 0x0000000100000001)) | (((fields >> (2 * width)) & (two * 0x0000000100000001)) << 16);
        return (fields & (lanes & 0x00ff00ff00ff00ff)) | (((fields >> width) & (lanes & 0x00ff00ff00ff00ff)) << 8);
    }
}

/// <summary>BZHI, PDEP and TZCNT: one instruction each where the portable path takes a dozen.</summary>
public readonly struct Bmi2Words : IWordOps
{
    /// <summary>The extensions this takes, in the words of a reader's <c>Isa</c>.</summary>
    public const string Isa = "bmi1+bmi2+popcnt";

    /// <summary>Whether this machine has them.</summary>
    public static bool IsSupported => Bmi2.X64.IsSupported && Bmi1.X64.IsSupported && Popcnt.X64.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong word, int count) => Bmi2.X64.ZeroHighBits(word, (uint)count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Select(ulong word, int rank) => (int)Bmi1.X64.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << rank, word));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Spread(ulong fields, int width, ulong lanes) => Bmi2.X64.ParallelBitDeposit(fields, lanes);
}
