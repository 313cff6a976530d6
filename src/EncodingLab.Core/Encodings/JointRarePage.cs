using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>A rare page of a <see cref="JointPages"/> structure: both tables' own entries of the page in columns.</summary>
internal readonly struct JointRarePage
{
    private const int HeaderBytes = 12;
    private const int MapEntryBytes = 8;
    private const int TrapBytes = 5;

    private readonly int _at;

    private JointRarePage(int at, int mapEntries, int traps) => (_at, MapEntries, Traps) = (at, mapEntries, traps);

    public int MapEntries { get; }

    public int Traps { get; }

    /// <summary>Finds the columns; false where they do not fit.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> body, in JointPagesLayout layout, out JointRarePage page)
    {
        page = default;
        long at = layout.RareAt + (long)BitPacking.Field(body, 16, 32);
        if (at + HeaderBytes > bytes.Length)
        {
            return false;
        }

        uint map = BitPacking.Half(bytes, (int)at);
        uint traps = BitPacking.Half(bytes, (int)at + 4);
        if (HeaderBytes + ((long)map * MapEntryBytes) + ((long)traps * TrapBytes) > bytes.Length - at)
        {
            return false;
        }

        page = new((int)at, (int)map, (int)traps);
        return true;
    }

    public uint MapUnit(ReadOnlySpan<byte> bytes, int entry) => BitPacking.Half(bytes, _at + HeaderBytes + (entry * 4));

    public uint MapValue(ReadOnlySpan<byte> bytes, int entry) => BitPacking.Half(bytes, _at + HeaderBytes + ((MapEntries + entry) * 4));

    public uint TrapUnit(ReadOnlySpan<byte> bytes, int trap) => BitPacking.Half(bytes, TrapsAt + (trap * 4));

    public uint TrapCode(ReadOnlySpan<byte> bytes, int trap) => bytes[TrapsAt + (Traps * 4) + trap];

    private int TrapsAt => _at + HeaderBytes + (MapEntries * MapEntryBytes);

    /// <summary>The map's answer at a unit: the last entry at or before it, or what was in force before the page.</summary>
    public uint Find<TProbe>(ReadOnlySpan<byte> bytes, uint unit, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(_at, HeaderBytes);
        int after = LowerBound(bytes, _at + HeaderBytes, MapEntries, unit + 1UL, ref probe);
        int answer = after == 0 ? _at + 8 : _at + HeaderBytes + ((MapEntries + after - 1) * 4);
        probe.Read(answer, 4);
        return BitPacking.Half(bytes, answer);
    }

    /// <summary>The code of the first trap at a unit.</summary>
    public bool TryFindTrap<TProbe>(ReadOnlySpan<byte> bytes, uint unit, out uint code, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(_at, HeaderBytes);
        int trap = LowerBound(bytes, TrapsAt, Traps, unit, ref probe);
        code = 0;
        if (trap == Traps || TrapUnit(bytes, trap) != unit)
        {
            return false;
        }

        probe.Read(TrapsAt + (trap * 4), 4);
        probe.Read(TrapsAt + (Traps * 4) + trap, 1);
        code = TrapCode(bytes, trap);
        return true;
    }

    private static int LowerBound<TProbe>(ReadOnlySpan<byte> bytes, int column, int count, ulong bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = 0;
        for (int left = count; left > 0;)
        {
            int half = left >> 1;
            probe.Read(column + ((start + half) * 4), 4);
            bool below = BitPacking.Half(bytes, column + ((start + half) * 4)) < bound;
            start = below ? start + half + 1 : start;
            left = below ? left - half - 1 : half;
        }

        return start;
    }
}
