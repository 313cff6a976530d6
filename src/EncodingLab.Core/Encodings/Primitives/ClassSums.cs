using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Sums of the first elements of three arrays: nibbles that grow upwards; bytes that grow downwards from an end, and i16 wides downwards from below all the bytes.</summary>
public interface IClassSums
{
    /// <summary>The sum, modulo 2^32, of the first elements of each array.</summary>
    /// <param name="nibblesAt">Where the nibbles begin; 64 bytes from here on may be read.</param>
    /// <param name="nibbles">How many to add, 0 to 128.</param>
    /// <param name="end">Where the bytes end: their first lies just before; 32 + <paramref name="allBytes"/> bytes before it may be read.</param>
    /// <param name="bytes">How many to add, 0 to 64; a vector adds the first 32 at most.</param>
    /// <param name="allBytes">How many there are.</param>
    /// <param name="wides">How many wides to add, 0 to 64; only the first 8 are.</param>
    static abstract uint Sum(ref readonly byte nibblesAt, int nibbles, ref readonly byte end, int bytes, int allBytes, int wides);
}

/// <summary>What implementations of <see cref="IClassSums"/> can add.</summary>
public static class ClassSums
{
    /// <summary>The most bytes that every implementation adds.</summary>
    public const int MaxBytes = 32;

    /// <summary>The most wides that every implementation adds.</summary>
    public const int MaxWides = 8;
}

/// <summary>Eight bytes at a time, in general registers.</summary>
public readonly struct PortableSums : IClassSums
{
    private const ulong Nibbles = 0x0f0f0f0f0f0f0f0f;
    private const ulong Pairs = 0x00ff00ff00ff00ff;

    /// <inheritdoc/>
    public static uint Sum(ref readonly byte nibblesAt, int nibbles, ref readonly byte end, int bytes, int allBytes, int wides)
    {
        uint sum = 0;
        for (int at = 0; nibbles > 0; nibbles -= 16, at += 8)
        {
            ulong word = PortableWords.Low(BitPacking.Word(in nibblesAt, at), nibbles * 4);
            sum += (uint)((((word & Nibbles) + ((word >> 4) & Nibbles)) * 0x0101010101010101) >> 56);
        }

        for (int at = -8; bytes > 0; bytes -= 8, at -= 8)
        {
            ulong word = BitPacking.Word(in end, at) >> Math.Max(64 - (bytes * 8), 0);
            sum += (uint)((((word & Pairs) + ((word >> 8) & Pairs)) * 0x0001000100010001) >> 48);
        }

        wides = Math.Min(wides, ClassSums.MaxWides);
        for (int at = -allBytes - 8; wides > 0; wides--, at -= 2)
        {
            sum += (uint)((long)BitPacking.Word(in end, at) >> 48);
        }

        return sum;
    }
}

/// <summary>One vector an array, masked by the count, added across by PSADBW and PMADDWD.</summary>
public readonly struct Avx2Sums : IClassSums
{
    /// <summary>Whether this machine has AVX2 and what the readers use beside it.</summary>
    public static bool IsSupported => Avx2.IsSupported && Bmi2Words.IsSupported;

    /// <summary>32 bytes of ones, 32 of zeros, and ones as far as counts of 64 reach, so that a mask is a load wherever hostile bytes put the count.</summary>
    private static ReadOnlySpan<byte> Mask =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Sum(ref readonly byte nibblesAt, int nibbles, ref readonly byte end, int bytes, int allBytes, int wides)
    {
        Vector256<byte> both = Load(in nibblesAt, 0);
        var nibble = Vector256.Create((byte)0x0f);
        Vector256<byte> even = Avx2.And(Avx2.And(both, nibble), Ones(32 - ((nibbles + 1) >> 1)));
        Vector256<byte> odd = Avx2.And(Avx2.And(Avx2.ShiftRightLogical(both.AsUInt16(), 4).AsByte(), nibble), Ones(32 - (nibbles >> 1)));
        Vector256<byte> singles = Avx2.And(Load(in end, -32), Ones(32 + bytes));
        Vector256<int> sums = Avx2.Add(Avx2.SumAbsoluteDifferences(Avx2.Add(even, odd), default).AsInt32(), Avx2.SumAbsoluteDifferences(singles, default).AsInt32());
        Vector128<short> shorts = Sse2.And(Vector128.LoadUnsafe(in Unsafe.Add(ref Unsafe.AsRef(in end), -allBytes - 16)), Ones(48 + (wides * 2)).GetLower()).AsInt16();
        Vector128<int> half = Sse2.Add(Sse2.Add(sums.GetLower(), sums.GetUpper()), Sse2.MultiplyAddAdjacent(shorts, Vector128.Create((short)1)));
        half = Sse2.Add(half, Sse2.Shuffle(half, 0b01_00_11_10));
        half = Sse2.Add(half, Sse2.Shuffle(half, 0b10_11_00_01));
        return half.AsUInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Ones(int at) => Load(in MemoryMarshal.GetReference(Mask), at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(ref readonly byte origin, nint at) => Vector256.LoadUnsafe(in Unsafe.Add(ref Unsafe.AsRef(in origin), at));
}
