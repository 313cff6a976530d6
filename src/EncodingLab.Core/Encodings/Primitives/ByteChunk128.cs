using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Sixteen bytes in what every machine has: no instruction is named, so any 128-bit unit will do, and slowly none.</summary>
internal readonly struct ByteChunk128 : IByteChunk<ByteChunk128>
{
    private readonly Vector128<byte> _bytes;

    private ByteChunk128(Vector128<byte> bytes) => _bytes = bytes;

    public static int Width => 16;

    public ulong Continued => _bytes.ExtractMostSignificantBits();

    public ulong Odd => (_bytes.AsUInt16() << 7).AsByte().ExtractMostSignificantBits();

    public ulong Negative => (_bytes.AsUInt16() << 1).AsByte().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteChunk128 Load(ReadOnlySpan<byte> bytes) => new(Vector128.Create(bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong escapes, ulong starts) => EscapeRuns.OfStarts(escapes, starts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Sum(ulong first, ulong second)
    {
        Vector128<byte> bits = _bytes & Vector128.Create((byte)0x7f);
        Vector128<ushort> low = PairSums(bits & Mask(first));
        Vector128<ushort> high = PairSums(bits & Mask(second));
        return Vector128.Sum(low) + ((uint)Vector128.Sum(high) << 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HalvesWithin(ulong first, ulong second, ulong limit, out ulong sum, out int within)
    {
        // Eight fields of two bytes hold at most 8 * 8191, so sixteen bits suffice.
        Vector128<ushort> bound = Vector128.Create((ushort)Math.Min(limit, ushort.MaxValue));
        (Vector128<ushort> low0, Vector128<ushort> low1) = Vector128.Widen((_bytes.AsUInt16() >>> 1).AsByte() & Vector128.Create((byte)0x3f) & Mask(first));
        (Vector128<ushort> high0, Vector128<ushort> high1) = Vector128.Widen(_bytes & Vector128.Create((byte)0x7f) & Mask(second));
        Vector128<ushort> ends0 = RunningSum(low0 | (high0 << 6));
        Vector128<ushort> ends1 = RunningSum(low1 | (high1 << 6)) + Vector128.Create(ends0.GetElement(7));
        within = BitOperations.PopCount(Vector128.LessThanOrEqual(ends0, bound).ExtractMostSignificantBits() | (Vector128.LessThanOrEqual(ends1, bound).ExtractMostSignificantBits() << 8));
        sum = ends1.GetElement(7);
        return within == Width;
    }

    /// <summary>The sums of each two neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> PairSums(Vector128<byte> bytes) => (bytes.AsUInt16() >>> 8) + (bytes.AsUInt16() & Vector128.Create((ushort)0xff));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> RunningSum(Vector128<ushort> sums)
    {
        const ushort Zero = 0xffff;
        sums += Vector128.Shuffle(sums, Vector128.Create(Zero, 0, 1, 2, 3, 4, 5, 6));
        sums += Vector128.Shuffle(sums, Vector128.Create(Zero, Zero, 0, 1, 2, 3, 4, 5));
        return sums + Vector128.Shuffle(sums, Vector128.Create(Zero, Zero, Zero, Zero, 0, 1, 2, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mask(ulong mask)
    {
        Vector128<byte> select = Vector128.Create(0x8040201008040201ul).AsByte();
        Vector128<byte> spread = Vector128.Shuffle(Vector128.Create((ushort)mask).AsByte(), Vector128.Create(0x0000000000000000ul, 0x0101010101010101).AsByte());
        return Vector128.Equals(spread & select, select);
    }
}
