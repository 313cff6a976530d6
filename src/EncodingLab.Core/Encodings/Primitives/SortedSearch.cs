namespace EncodingLab.Encodings.Primitives;

/// <summary>Branch-free binary searches of sorted u32 arrays, as readers use them.</summary>
public static class SortedSearch
{
    /// <summary>The number of keys below the pc: the first entry at or after it.</summary>
    /// <param name="keys">Sorted; wrong order gives some index in range, never a fault.</param>
    /// <param name="pc">The key looked for.</param>
    /// <param name="origin">Where the keys begin in the encoded bytes, for the probe.</param>
    /// <param name="probe">Told of each key read.</param>
    public static int LowerBound<TProbe>(ReadOnlySpan<uint> keys, uint pc, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = 0;
        int count = keys.Length;
        while (count > 0)
        {
            int half = count >> 1;
            int middle = start + half;
            probe.Read(origin + (middle * 4), 4);
            bool below = keys[middle] < pc;
            start = below ? middle + 1 : start;
            count = below ? count - half - 1 : half;
        }

        return start;
    }

    /// <summary>The number of keys at or below the pc: one past the last entry that covers it.</summary>
    /// <inheritdoc cref="LowerBound{TProbe}"/>
    public static int UpperBound<TProbe>(ReadOnlySpan<uint> keys, uint pc, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = 0;
        int count = keys.Length;
        while (count > 0)
        {
            int half = count >> 1;
            int middle = start + half;
            probe.Read(origin + (middle * 4), 4);
            bool covered = keys[middle] <= pc;
            start = covered ? middle + 1 : start;
            count = covered ? count - half - 1 : half;
        }

        return start;
    }
}
