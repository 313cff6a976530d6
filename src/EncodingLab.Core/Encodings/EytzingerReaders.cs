using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Covering lookups in an <see cref="Eytzinger"/> table.</summary>
internal readonly ref struct EytzingerMap : ITableReader<EytzingerMap>
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _count;
    private readonly int _fullLevels;

    private EytzingerMap(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _count = Eytzinger.Count(bytes, 4);
        _fullLevels = EytzingerSearch.FullLevels(_count);
    }

    /// <inheritdoc/>
    public static EytzingerMap Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (_count == 0)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        uint node = EytzingerSearch.Descend<Covered, TProbe>(in origin, _count, _fullLevels, pc, ref probe);
        probe.Decoded(1);

        // The last turn to the right was taken at the last entry that covers the pc.
        node = node >> BitOperations.TrailingZeroCount(node) >> 1;
        if (node == 0)
        {
            return false;
        }

        nint at = Eytzinger.HeaderBytes + ((nint)(_count + node - 1) * 4);
        probe.Read((int)at, 4);
        value = BitPacking.Half(in origin, at);
        return true;
    }
}

/// <summary>Exact lookups in an <see cref="Eytzinger"/> table.</summary>
internal readonly ref struct EytzingerTraps : ITableReader<EytzingerTraps>
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _count;
    private readonly int _fullLevels;

    private EytzingerTraps(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _count = Eytzinger.Count(bytes, 1);
        _fullLevels = EytzingerSearch.FullLevels(_count);
    }

    /// <inheritdoc/>
    public static EytzingerTraps Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (_count == 0)
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(_bytes);
        uint node = EytzingerSearch.Descend<Below, TProbe>(in origin, _count, _fullLevels, pc, ref probe);
        probe.Decoded(1);

        // The last turn to the left was taken at the first entry at or after the pc.
        node = node >> BitOperations.TrailingZeroCount(~node) >> 1;
        nint key = Eytzinger.HeaderBytes + ((nint)Math.Max((int)node - 1, 0) * 4);
        nint code = Eytzinger.HeaderBytes + ((nint)_count * 4) + Math.Max((int)node - 1, 0);
        probe.Read((int)key, 4);
        probe.Read((int)code, 1);
        bool found = node != 0 && BitPacking.Half(in origin, key) == pc;
        uint answer = Unsafe.Add(ref origin, code);
        value = found ? answer : 0;
        return found;
    }
}

/// <summary>The walk down the tree.</summary>
internal static class EytzingerSearch
{
    /// <summary>Nodes of four levels below one lie side by side, a line of 16.</summary>
    private const int Ahead = 16;

    /// <summary>Levels that have all their nodes.</summary>
    public static int FullLevels(int count) => BitOperations.Log2((uint)count + 1);

    /// <summary>The place where the tree ends: the bits below the first are the turns taken, 1 to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Descend<TTurn, TProbe>(ref readonly byte origin, int count, int fullLevels, uint pc, ref TProbe probe)
        where TTurn : struct, ITurn
        where TProbe : struct, IProbe, allows ref struct
    {
        uint node = 1;
        for (int level = 0; level < fullLevels; level++)
        {
            nint at = Eytzinger.HeaderBytes + ((nint)(node - 1) * 4);
            CacheLines.Prefetch(in origin, Eytzinger.HeaderBytes + ((nint)node * Ahead * 4) - 4);
            probe.Read((int)at, 4);
            node = (2 * node) + TTurn.Right(BitPacking.Half(in origin, at), pc);
        }

        // The last level has some of its nodes: the mask is all ones where this one is there, and a turn is added without a branch.
        uint there = (uint)(((long)node - count - 1) >> 63);
        nint last = Eytzinger.HeaderBytes + ((nint)((node - 1) & there) * 4);
        probe.Read((int)last, 4);
        return node + ((node + TTurn.Right(BitPacking.Half(in origin, last), pc)) & there);
    }
}

/// <summary>Where a walk turns right.</summary>
internal interface ITurn
{
    /// <summary>1 where the walk goes to greater keys: the borrow of a subtraction, since the compiler makes a branch of a choice.</summary>
    static abstract uint Right(uint key, uint pc);
}

/// <summary>Right of keys at or below the pc.</summary>
internal readonly struct Covered : ITurn
{
    public static uint Right(uint key, uint pc) => (uint)(((ulong)pc - key) >> 63) ^ 1;
}

/// <summary>Right of keys below the pc.</summary>
internal readonly struct Below : ITurn
{
    public static uint Right(uint key, uint pc) => (uint)(((ulong)key - pc) >> 63);
}
