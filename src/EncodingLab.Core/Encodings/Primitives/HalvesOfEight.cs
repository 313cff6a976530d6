using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The last step of a wider search: eight bytes, of which some are fields of one byte or two.</summary>
internal static class HalvesOfEight
{
    /// <summary>How many leading bytes add up, halved, to no more than the limit; fewer than eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Within(Vector128<byte> bytes, uint first, uint second, uint limit)
    {
        Vector128<ushort> wide = Sse41.ConvertToVector128Int16(bytes).AsUInt16();
        Vector128<ushort> low = (wide >>> 1) & Vector128.Create((ushort)0x3f) & Mask(first);
        Vector128<ushort> high = ((wide & Vector128.Create((ushort)0x7f)) << 6) & Mask(second);
        Vector128<ushort> sums = low | high;
        sums += Sse2.ShiftLeftLogical128BitLane(sums, 2);
        sums += Sse2.ShiftLeftLogical128BitLane(sums, 4);
        sums += Sse2.ShiftLeftLogical128BitLane(sums, 8);
        return BitOperations.PopCount(Vector128.LessThanOrEqual(sums, Vector128.Create((ushort)limit)).ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Mask(uint mask)
    {
        var select = Vector128.Create((ushort)1, 2, 4, 8, 16, 32, 64, 128);
        return Vector128.Equals(Vector128.Create((ushort)mask) & select, select);
    }
}
