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
        if (_layout.Levels == 0)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        int past = Math.Min(STreeSearch.Count<UpTo<TKeys>, TProbe>(in origin, in _layout, pc, ref probe), _layout.Entries);
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
        if (_layout.Levels == 0)
        {
            return false;
        }

        // The first entry at or after the pc; where it is the next leaf's, that leaf stands right behind.
        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        int entry = Math.Min(STreeSearch.Count<Under<TKeys>, TProbe>(in origin, in _layout, pc, ref probe), _layout.Entries - 1);
        nint key = _layout.Leaves + ((nint)entry * 4);
        nint code = _layout.Values + entry;
        probe.Read((int)key, 4);
        probe.Read((int)code, 1);
        bool found = BitPacking.Half(in origin, key) == pc;
        uint answer = Unsafe.Add(ref origin, code);
        value = found ? answer : 0;
        return found;
    }
}

/// <summary>The walk from the root to a leaf.</summary>
internal static class STreeSearch
{
    /// <summary>How many leading keys an order counts; the filling of the last leaf may be counted too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<TOrder, TProbe>(ref readonly byte origin, ref readonly STreeLayout layout, uint pc, ref TProbe probe)
        where TOrder : struct, INodeOrder
        where TProbe : struct, IProbe, allows ref struct
    {
        nint at = STreeLayout.HeaderBytes;
        int node = 0;
        for (int level = 0; level < layout.Levels - 1; level++)
        {
            nint keys = at + ((nint)node * STreeLayout.NodeBytes);
            probe.Read((int)keys, STreeLayout.NodeBytes);
            node = Math.Min((node * STreeLayout.Children) + TOrder.Count(in Unsafe.Add(ref Unsafe.AsRef(in origin), keys), pc), layout.Nodes(level + 1) - 1);
            at += (nint)layout.Nodes(level) * STreeLayout.NodeBytes;
        }

        nint leaf = at + ((nint)node * STreeLayout.NodeBytes);
        probe.Read((int)leaf, STreeLayout.NodeBytes);
        probe.Decoded(1);
        return (node * STreeLayout.Keys) + TOrder.Count(in Unsafe.Add(ref Unsafe.AsRef(in origin), leaf), pc);
    }
}

/// <summary>Which keys of a node a walk counts.</summary>
internal interface INodeOrder
{
    static abstract int Count(ref readonly byte node, uint pc);
}

/// <summary>Keys at or below the pc.</summary>
internal readonly struct UpTo<TKeys> : INodeOrder
    where TKeys : struct, INodeKeys
{
    public static int Count(ref readonly byte node, uint pc) => TKeys.CountUpTo(in node, pc);
}

/// <summary>Keys below the pc.</summary>
internal readonly struct Under<TKeys> : INodeOrder
    where TKeys : struct, INodeKeys
{
    public static int Count(ref readonly byte node, uint pc) => TKeys.CountBelow(in node, pc);
}
