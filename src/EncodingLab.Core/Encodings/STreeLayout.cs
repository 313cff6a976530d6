using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings;

/// <summary>Where the levels of an <see cref="STree"/> lie: all of it follows from the number of entries.</summary>
internal struct STreeLayout
{
    public const int Keys = 16;
    public const int Children = Keys + 1;
    public const int NodeBytes = Keys * 4;
    public const int HeaderBytes = 4;
    public const int MaxEntries = 1 << 27;
    private const int MaxLevels = 8;

    private LevelNodes _nodes;

    public int Entries { get; private init; }

    /// <summary>Root to leaves; 0 where there are no entries.</summary>
    public int Levels { get; private init; }

    /// <summary>Where the leaves begin.</summary>
    public int Leaves { get; private init; }

    /// <summary>Where the values begin.</summary>
    public int Values { get; private init; }

    public long End { get; private init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static STreeLayout Of(int entries, int valueBytes)
    {
        LevelNodes counts = default;
        int leaves = (entries + Keys - 1) / Keys;
        int levels = 0;
        int above = 0;
        for (int nodes = leaves; nodes > 0; nodes = nodes == 1 ? 0 : (nodes + Children - 1) / Children)
        {
            counts[levels++] = nodes;
            above += nodes;
        }

        int leavesAt = HeaderBytes + ((above - leaves) * NodeBytes);
        int values = leavesAt + (leaves * NodeBytes);
        return new() { _nodes = counts, Entries = entries, Levels = levels, Leaves = leavesAt, Values = values, End = values + ((long)entries * valueBytes) };
    }

    /// <summary>Reads the entry count; false, with no entries, where the bytes are too short for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, int valueBytes, out STreeLayout layout)
    {
        uint entries = bytes.Length < HeaderBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (entries > MaxEntries || entries * (4L + valueBytes) > bytes.Length)
        {
            layout = default;
            return false;
        }

        layout = Of((int)entries, valueBytes);
        bool fits = layout.End <= bytes.Length;
        if (!fits)
        {
            layout = default;
        }

        return fits;
    }

    /// <summary>Nodes of a level, 0 being the root.</summary>
    public readonly int Nodes(int level) => _nodes[(Levels - 1 - level) & (MaxLevels - 1)];

    /// <summary>Leaves first; 17^7 * 16 entries are more than there can be.</summary>
    [InlineArray(MaxLevels)]
    private struct LevelNodes
    {
        private int _first;
    }
}
