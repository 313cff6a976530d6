using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <content>The entry before a unit, with what it is.</content>
internal readonly partial struct EliasFanoList
{
    /// <summary>The last entry at or before a unit.</summary>
    /// <param name="origin">The first byte of what the list was opened in.</param>
    /// <param name="unit">What to look for.</param>
    /// <param name="entry">Its number.</param>
    /// <param name="found">The entry's unit.</param>
    /// <param name="probe">Told of each read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFindLast<TOps, TProbe>(ref readonly byte origin, uint unit, out int entry, out uint found, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        entry = CountAtOrBefore<TOps, TProbe>(in origin, unit, ref probe) - 1;
        found = 0;
        if (entry < 0)
        {
            return false;
        }

        // Its one is the last at or below where it would stand in the unit's own granule.
        uint granule = Math.Min((unit >> _low) - _firstGranule, _granules - 1);
        long one = LastOne(in origin, (long)entry + granule, ref probe);
        found = (((uint)(one - entry) + _firstGranule) << _low) | LowOf(in origin, entry, ref probe);
        return true;
    }

    /// <summary>The last one of the upper bits at or before a bit; 0 where there is none, as in bytes that contradict themselves.</summary>
    private long LastOne<TProbe>(ref readonly byte origin, long bit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        long end = Math.Min(bit + 1, (_lowsAt - _upperAt) * 8L);
        while (end > 0)
        {
            int at = (int)Math.Max((end + 7) >> 3, 8) - 8;
            int kept = (int)(end - (at * 8L));
            ulong word = BitPacking.Word(in origin, _upperAt + at) & (ulong.MaxValue >> (64 - kept));
            probe.Read(_upperAt + at, 8);
            if (word != 0)
            {
                return (at * 8L) + BitOperations.Log2(word);
            }

            end = at * 8L;
        }

        return 0;
    }
}
