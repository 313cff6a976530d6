using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Covering lookups in an <see cref="STree"/>.</summary>
internal readonly ref struct STreeMap<TKeys> : ITableReader<STreeMap<TKeys>>
    where TKeys : struct, INodeKeys
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly STreeLayout _layout;

    private STreeMap(ReadOnlySpan<byte> bytes) => _bytes = STreeLayout.TryRead(bytes, 4, out _layout) ? bytes : default;

    /// <inheritdoc/>
    public static STreeMap<TKeys> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        nint at = STreeLayout.HeaderBytes;
        int node = 0;
        for (int level = 0; level < _layout.Levels - 1; level++)
        {
            nint keys = at + ((nint)node * STreeLayout.NodeBytes);
            probe.Read((int)keys, STreeLayout.NodeBytes);
            node = Math.Min((node * STreeLayout.Children) + TKeys.CountUpTo(in Unsafe.Add(ref origin, keys), pc), _layout.Nodes(level + 1) - 1);
            at += (nint)_layout.Nodes(level) * STreeLayout.NodeBytes;
        }

        if (_layout.Levels == 0)
        {
            return false;
        }

        nint leaf = at + ((nint)node * STreeLayout.NodeBytes);
        probe.Read((int)leaf, STreeLayout.NodeBytes);
        probe.Decoded(1);
        int past = Math.Min((node * STreeLayout.Keys) + TKeys.CountUpTo(in Unsafe.Add(ref origin, leaf), pc), _layout.Entries);
        if (past == 0)
        {
            return false;
        }

        nint answer = _layout.Values + ((nint)(past - 1) * 4);
        probe.Read((int)answer, 4);
        value = BitPacking.Half(in origin, answer);
        return true;
    }
}

/// <summary>Exact lookups in an <see cref="STree"/>.</summary>
internal readonly ref struct STreeTraps<TKeys> : ITableReader<STreeTraps<TKeys>>
    where TKeys : struct, INodeKeys
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly STreeLayout _layout;

    private STreeTraps(ReadOnlySpan<byte> bytes) => _bytes = STreeLayout.TryRead(bytes, 1, out _layout) ? bytes : default;

    /// <inheritdoc/>
    public static STreeTraps<TKeys> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        nint at = STreeLayout.HeaderBytes;
        int node = 0;
        for (int level = 0; level < _layout.Levels - 1; level++)
        {
            nint keys = at + ((nint)node * STreeLayout.NodeBytes);
            probe.Read((int)keys, STreeLayout.NodeBytes);
            node = Math.Min((node * STreeLayout.Children) + TKeys.CountBelow(in Unsafe.Add(ref origin, keys), pc), _layout.Nodes(level + 1) - 1);
            at += (nint)_layout.Nodes(level) * STreeLayout.NodeBytes;
        }

        if (_layout.Levels == 0)
        {
            return false;
        }

        nint leaf = at + ((nint)node * STreeLayout.NodeBytes);
        probe.Read((int)leaf, STreeLayout.NodeBytes);
        probe.Decoded(1);

        // The first entry at or after the pc; where it is the next leaf's, that leaf stands right behind.
        int entry = Math.Min((node * STreeLayout.Keys) + TKeys.CountBelow(in Unsafe.Add(ref origin, leaf), pc), _layout.Entries - 1);
        nint key = at + ((nint)entry * 4);
        nint code = _layout.Values + entry;
        probe.Read((int)key, 4);
        probe.Read((int)code, 1);
        bool found = BitPacking.Half(in origin, key) == pc;
        uint answer = Unsafe.Add(ref origin, code);
        value = found ? answer : 0;
        return found;
    }
}
