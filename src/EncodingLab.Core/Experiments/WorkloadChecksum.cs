using System.Runtime.CompilerServices;
using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>Sums answers into one number that the oracle can foretell for any window of a workload.</summary>
/// <remarks>
/// Each answer is weighted by its pc, so that right answers given to the wrong pcs do not cancel; a sum, so that a window's is the difference of two prefixes
/// and the loop carries only an addition from one lookup to the next. No branch on the answer: a mispredicted one would cost more than many lookups.
/// </remarks>
internal static class WorkloadChecksum
{
    /// <summary>The part of one lookup. A reader sets the value to 0 where it finds nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(uint pc, bool found, uint value) => (value + ((ulong)Unsafe.BitCast<bool, byte>(found) << 32)) * ((2UL * pc) + 1);

    /// <summary>The part of a trap code looked up beside a position at the same pc.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfCode(uint pc, bool found, uint value) => Of(pc, found, value) * 0x9E3779B97F4A7C15;

    /// <summary>What the oracle answers.</summary>
    public static ulong Expected(PcTable table, uint pc) => Of(pc, ReferenceLookup.TryFind(table, pc, out uint value), value);

    /// <summary>The sum over a whole table, entry by entry: what decoding everything must give.</summary>
    public static ulong OfTable(PcTable table)
    {
        ulong sum = (ulong)table.Count;
        for (int i = 0; i < table.Count; i++)
        {
            sum = (sum * 0x9E3779B97F4A7C15) + ((ulong)table.Pcs[i] << 32) + table.Values[i];
        }

        return sum;
    }
}
