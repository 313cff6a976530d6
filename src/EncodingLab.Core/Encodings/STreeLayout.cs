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

    private LevelNodes _nodes;

    public int Entries { get; private init; }

    /// <summary>Root to leaves; 0 where there are no entries.</summary>
    public int Levels { get; private init; }

    /// <summary>Where the leaves begin.</summary>
    public int Leaves { get; private init; }

    /// <summary>Where the values begin.</summary>
    public int Values { get; private init; }

    public long End { get; private init; }

    public static STreeLayout Of(int entries, int valueBytes)
    {
        int levels = 0;
        for (int nodes = NodesFor(entries, Keys); nodes > 0; nodes = nodes == 1 ? 0 : NodesFor(nodes, Children))
        {
            levels++;
        }

        LevelNodes counts = default;
        int above = 0;
        for (int level = levels - 1, nodes = NodesFor(entries, Keys); level >= 0; level--, nodes = NodesFor(nodes, Children))
        {
            counts[level] = nodes;
            above += level == levels - 1 ? 0 : nodes;
        }

        int leaves = HeaderBytes + (above * NodeBytes);
        int values = leaves + (NodesFor(entries, Keys) * NodeBytes);
        return new() { _nodes = counts, Entries = entries, Levels = levels, Leaves = leaves, Values = values, End = values + ((long)entries * valueBytes) };
    }

    /// <summary>Reads the entry count; false, with no entries, where the bytes are too short for it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int valueBytes, out STreeLayout layout)
    {
        layout = default;
        uint entries = bytes.Length < HeaderBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (entries > MaxEntries || entries * (4L + valueBytes) > bytes.Length)
        {
            return false;
        }

        layout = Of((int)entries, valueBytes);
        bool fits = layout.End <= bytes.Length;
        layout = fits ? layout : default;
        return fits;
    }

    /// <summary>Nodes of a level, 0 being the root.</summary>
    public readonly int Nodes(int level) => _nodes[level];

    private static int NodesFor(int items, int each) => (items + each - 1) / each;

    /// <summary>17^7 * 16 entries are more than there can be.</summary>
    [InlineArray(8)]
    private struct LevelNodes
    {
        private int _first;
    }
}
