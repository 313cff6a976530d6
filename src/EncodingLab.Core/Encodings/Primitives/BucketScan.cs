using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Compares all keys of a short sorted stretch at once: bytes, 16-bit or 32-bit keys by the vector.</summary>
/// <typeparam name="TKey">byte, ushort or uint.</typeparam>
internal static class BucketScan<TKey>
    where TKey : unmanaged, IBinaryInteger<TKey>
{
    /// <summary>Bytes that may be read behind a stretch.</summary>
    public const int Behind = 32;

    /// <summary>How many of the keys are at or below a bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountAtOrBelow(ref readonly byte keys, int count, uint bound)
    {
        var limit = Vector256.Create(TKey.CreateTruncating(bound));
        int rank = BitOperations.PopCount(Vector256.LessThanOrEqual(Load(in keys, 0), limit).ExtractMostSignificantBits() & First(count));
        return count <= Vector256<TKey>.Count ? rank : rank + CountOn(in keys, count, limit);
    }

    /// <summary>The first key that is the wanted one, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstEqual(ref readonly byte keys, int count, uint wanted)
    {
        var same = Vector256.Create(TKey.CreateTruncating(wanted));
        uint hits = Vector256.Equals(Load(in keys, 0), same).ExtractMostSignificantBits() & First(count);
        return hits != 0 ? BitOperations.TrailingZeroCount(hits) : count <= Vector256<TKey>.Count ? -1 : FindOn(in keys, count, same);
    }

    /// <summary>A one for each of the first keys, up to a vector of them.</summary>
    private static uint First(int count) => count >= 32 ? uint.MaxValue : (1u << count) - 1;

    private static Vector256<TKey> Load(ref readonly byte keys, int at) =>
        Vector256.LoadUnsafe(in Unsafe.Add(ref Unsafe.AsRef(in keys), (nint)at * Unsafe.SizeOf<TKey>())).As<byte, TKey>();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountOn(ref readonly byte keys, int count, Vector256<TKey> limit)
    {
        int rank = 0;
        for (int at = Vector256<TKey>.Count; at < count; at += Vector256<TKey>.Count)
        {
            rank += BitOperations.PopCount(Vector256.LessThanOrEqual(Load(in keys, at), limit).ExtractMostSignificantBits() & First(count - at));
        }

        return rank;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindOn(ref readonly byte keys, int count, Vector256<TKey> same)
    {
        for (int at = Vector256<TKey>.Count; at < count; at += Vector256<TKey>.Count)
        {
            uint hits = Vector256.Equals(Load(in keys, at), same).ExtractMostSignificantBits() & First(count - at);
            if (hits != 0)
            {
                return at + BitOperations.TrailingZeroCount(hits);
            }
        }

        return -1;
    }
}
