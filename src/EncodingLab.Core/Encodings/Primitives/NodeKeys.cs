using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Compares the 16 sorted u32 keys of a search tree's node at once.</summary>
internal interface INodeKeys
{
    /// <summary>How many of the keys are at or below a pc.</summary>
    static abstract int CountUpTo(ref readonly byte node, uint pc);

    /// <summary>How many of the keys are below a pc.</summary>
    static abstract int CountBelow(ref readonly byte node, uint pc);
}

/// <summary>Two vectors of eight keys: portable, and two instructions a compare with AVX2.</summary>
internal readonly struct TwoVectors : INodeKeys
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo(ref readonly byte node, uint pc)
    {
        var bound = Vector256.Create(pc);
        uint low = Vector256.LessThanOrEqual(Load(in node, 0), bound).ExtractMostSignificantBits();
        return BitOperations.PopCount(low | (Vector256.LessThanOrEqual(Load(in node, 32), bound).ExtractMostSignificantBits() << 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref readonly byte node, uint pc)
    {
        var bound = Vector256.Create(pc);
        uint low = Vector256.LessThan(Load(in node, 0), bound).ExtractMostSignificantBits();
        return BitOperations.PopCount(low | (Vector256.LessThan(Load(in node, 32), bound).ExtractMostSignificantBits() << 8));
    }

    private static Vector256<uint> Load(ref readonly byte node, nint at) => Vector256.LoadUnsafe(in Unsafe.Add(ref Unsafe.AsRef(in node), at)).AsUInt32();
}

/// <summary>One vector of 16 keys, compared into a mask register.</summary>
internal readonly struct OneVector : INodeKeys
{
    public static bool IsSupported => Avx512F.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo(ref readonly byte node, uint pc) =>
        BitOperations.PopCount(Vector512.LessThanOrEqual(Vector512.LoadUnsafe(in node).AsUInt32(), Vector512.Create(pc)).ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ref readonly byte node, uint pc) =>
        BitOperations.PopCount(Vector512.LessThan(Vector512.LoadUnsafe(in node).AsUInt32(), Vector512.Create(pc)).ExtractMostSignificantBits());
}
