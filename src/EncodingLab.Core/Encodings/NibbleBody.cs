using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads bodies of <see cref="NibbleVarint"/> entry by entry, each varint from one word.</summary>
internal readonly struct NibbleBody<TOps> : ISmallBody
    where TOps : struct, INibbleOps
{
    /// <inheritdoc/>
    public static bool WantsEnd => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        int start = block.Start;
        int end = table.End - start;
        int nibble = 0;
        int entries = 0;
        int count = block.Count;
        ulong reached = 0;
        uint current = block.Base;
        uint none = 0;
        bool found = false;
        value = 0;
        while (entries < count && nibble >> 1 <= end)
        {
            ulong field = Next(ref origin, start, ref nibble);
            reached += TRule.Codes ? field >> 1 : field;
            if (TRule.Exact ? reached >= distance : reached > distance)
            {
                found = TRule.Exact && reached == distance && nibble >> 1 <= end;
                ulong own = found && !(TRule.Codes && (field & 1) == 0) ? Next(ref origin, start, ref nibble) : 0;
                value = !found ? 0 : TRule.Codes ? Code(bytes, table, own, ref found, ref probe) : own == 0 ? TableKind.None : current + Nibbles.Unzigzag((uint)own - 1);
                break;
            }

            entries++;
            if (TRule.Codes && (field & 1) == 0)
            {
                continue;
            }

            if (nibble >> 1 > end)
            {
                break;
            }

            ulong step = Next(ref origin, start, ref nibble);
            none = step == 0 ? uint.MaxValue : 0;
            current += step == 0 ? 0 : Nibbles.Unzigzag((uint)step - 1);
        }

        probe.Decoded(entries + (found ? 1 : 0));
        probe.Read(start, Math.Min((nibble + 1) >> 1, end + SmallBlocks.Padding));
        if (TRule.Exact)
        {
            return found;
        }

        value = entries == 0 ? 0 : current | none;
        return entries > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ref readonly byte origin, int start, ref int nibble)
    {
        ulong value = TOps.First(BitPacking.Word(in origin, start + (nibble >> 1)) >> ((nibble & 1) * 4), out int length);
        nibble += length;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Code<TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, ulong index, ref bool known, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        known = index < (uint)table.ModelBytes;
        int at = SmallBlocks.HeaderBytes + (known ? (int)index : 0);
        probe.Read(at, known ? 1 : 0);
        return known ? bytes[at] : 0u;
    }
}
