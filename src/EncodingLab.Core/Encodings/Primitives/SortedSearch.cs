using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Searches without a branch on the data, over u32 keys that stand alone or each before another word.</summary>
/// <remarks>
/// The keys are quartered until at most eight are left, which are compared at once and counted. How often depends on their number alone, so the
/// quarterings are written out behind one jump: the compiler makes conditional moves of the choices only outside loops. A quartering asks for three keys
/// at once where two halvings wait for two, one after the other.
/// Any bytes are safe: keys out of order give some index in range.
/// </remarks>
public static class SortedSearch
{
    private const int Finish = 8;
    private const int WrittenOut = 10;

    /// <summary>The number of keys below the pc: the first entry at or after it.</summary>
    /// <param name="keys">Sorted.</param>
    /// <param name="pc">The key looked for.</param>
    /// <param name="origin">Where the keys begin in the encoded bytes, for the probe.</param>
    /// <param name="probe">Told of each key read.</param>
    public static int LowerBound<TProbe>(ReadOnlySpan<uint> keys, uint pc, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => Count<KeysBelow, TProbe>(keys, pc, origin, ref probe);

    /// <summary>The number of keys at or below the pc: one past the last entry that covers it.</summary>
    /// <inheritdoc cref="LowerBound{TProbe}"/>
    public static int UpperBound<TProbe>(ReadOnlySpan<uint> keys, uint pc, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => Count<KeysUpTo, TProbe>(keys, pc, origin, ref probe);

    /// <summary>The number of leading keys that an order counts; kept out of callers, where the conditional moves would be lost.</summary>
    /// <param name="words">Sorted keys, each at the start of the order's stride.</param>
    /// <param name="pc">The key looked for.</param>
    /// <param name="origin">Where the words begin in the encoded bytes, for the probe.</param>
    /// <param name="probe">Told of each key read.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static int Count<TOrder, TProbe>(ReadOnlySpan<uint> words, uint pc, int origin, ref TProbe probe)
        where TOrder : struct, IKeyOrder
        where TProbe : struct, IProbe, allows ref struct
    {
        nuint start = 0;
        nuint rest = (uint)words.Length / (uint)TOrder.Stride;
        if (rest < Finish)
        {
            return CountFew<TOrder, TProbe>(words, pc, origin, ref probe);
        }

        // No bounds checks: start + rest never passes the number of keys, whatever the keys are.
        ref uint first = ref MemoryMarshal.GetReference(words);
        nuint last = rest - Finish;
        while (rest > Finish << (2 * WrittenOut))
        {
            start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe);
        }

        // One idea, hence long: each case quarters once and falls into the next.
        switch (BitOperations.Log2(((uint)rest - 1) / (Finish / 2)) / 2)
        {
            case 10: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 9;
            case 9: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 8;
            case 8: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 7;
            case 7: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 6;
            case 6: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 5;
            case 5: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 4;
            case 4: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 3;
            case 3: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 2;
            case 2: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); goto case 1;
            case 1: start = Quarter<TOrder, TProbe>(ref first, start, ref rest, pc, origin, ref probe); break;
        }

        if (rest > Finish)
        {
            nuint upper = start + (rest / 2);
            start = Counts<TOrder, TProbe>(ref first, upper, pc, origin, ref probe) ? upper : start;
        }

        // Eight keys from here are in range, and all before are known to count.
        start = start < last ? start : last;
        probe.Read(origin + ((int)start * TOrder.Stride * 4), Finish * TOrder.Stride * 4);
        return (int)start + TOrder.CountEight(ref Unsafe.Add(ref first, start * (uint)TOrder.Stride), pc);
    }

    /// <summary>Two halvings in one: of four parts, the last whose first key counts, or the first part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Quarter<TOrder, TProbe>(ref uint first, nuint start, ref nuint rest, uint pc, int origin, ref TProbe probe)
        where TOrder : struct, IKeyOrder
        where TProbe : struct, IProbe, allows ref struct
    {
        nuint half = rest >> 1;
        rest -= half;
        nuint quarter = rest >> 1;
        rest -= quarter;
        nuint second = start + quarter;
        nuint third = start + half;
        nuint fourth = third + quarter;
        start = Counts<TOrder, TProbe>(ref first, second, pc, origin, ref probe) ? second : start;
        start = Counts<TOrder, TProbe>(ref first, third, pc, origin, ref probe) ? third : start;
        return Counts<TOrder, TProbe>(ref first, fourth, pc, origin, ref probe) ? fourth : start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Counts<TOrder, TProbe>(ref uint first, nuint key, uint pc, int origin, ref TProbe probe)
        where TOrder : struct, IKeyOrder
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(origin + ((int)key * TOrder.Stride * 4), 4);
        return TOrder.Counts(Unsafe.Add(ref first, key * (uint)TOrder.Stride), pc);
    }

    private static int CountFew<TOrder, TProbe>(ReadOnlySpan<uint> words, uint pc, int origin, ref TProbe probe)
        where TOrder : struct, IKeyOrder
        where TProbe : struct, IProbe, allows ref struct
    {
        int count = 0;
        for (int i = 0; i < words.Length / TOrder.Stride; i++)
        {
            probe.Read(origin + (i * TOrder.Stride * 4), 4);
            count += TOrder.Counts(words[i * TOrder.Stride], pc) ? 1 : 0;
        }

        return count;
    }
}

/// <summary>Which keys a search counts, and how far apart they stand.</summary>
internal interface IKeyOrder
{
    /// <summary>Words from one key to the next.</summary>
    static abstract int Stride { get; }

    /// <summary>Whether a key counts: true for a first part of the sorted keys, false for the rest.</summary>
    static abstract bool Counts(uint key, uint pc);

    /// <summary>How many of eight keys count.</summary>
    static abstract int CountEight(ref uint first, uint pc);
}

/// <summary>Counts the keys below the pc.</summary>
internal readonly struct KeysBelow : IKeyOrder
{
    public static int Stride => 1;

    public static bool Counts(uint key, uint pc) => key < pc;

    public static int CountEight(ref uint first, uint pc) =>
        BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref first), Vector256.Create(pc)).ExtractMostSignificantBits());
}

/// <summary>Counts the keys at or below the pc.</summary>
internal readonly struct KeysUpTo : IKeyOrder
{
    public static int Stride => 1;

    public static bool Counts(uint key, uint pc) => key <= pc;

    public static int CountEight(ref uint first, uint pc) =>
        BitOperations.PopCount(Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first), Vector256.Create(pc)).ExtractMostSignificantBits());
}

/// <summary>Counts the keys at or below the pc where each key stands before another word.</summary>
internal readonly struct PairsUpTo : IKeyOrder
{
    private const uint Keys = 0b0101_0101;

    public static int Stride => 2;

    public static bool Counts(uint key, uint pc) => key <= pc;

    public static int CountEight(ref uint first, uint pc)
    {
        var bound = Vector256.Create(pc);
        uint low = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first), bound).ExtractMostSignificantBits() & Keys;
        uint high = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first, 8), bound).ExtractMostSignificantBits() & Keys;
        return BitOperations.PopCount(low | (high << 8));
    }
}

/// <summary>Counts the keys below the pc where each key stands before another word.</summary>
internal readonly struct PairsBelow : IKeyOrder
{
    private const uint Keys = 0b0101_0101;

    public static int Stride => 2;

    public static bool Counts(uint key, uint pc) => key < pc;

    public static int CountEight(ref uint first, uint pc)
    {
        var bound = Vector256.Create(pc);
        uint low = Vector256.LessThan(Vector256.LoadUnsafe(ref first), bound).ExtractMostSignificantBits() & Keys;
        uint high = Vector256.LessThan(Vector256.LoadUnsafe(ref first, 8), bound).ExtractMostSignificantBits() & Keys;
        return BitOperations.PopCount(low | (high << 8));
    }
}
