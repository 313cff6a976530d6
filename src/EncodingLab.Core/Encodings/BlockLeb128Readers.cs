using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Where one block lies, and what is asked of it.</summary>
internal readonly ref struct BlockBody
{
    /// <summary>The bodies of all blocks.</summary>
    public ReadOnlySpan<byte> Bodies { get; init; }

    /// <summary>Where this block's body begins in them.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends at the latest: at the start of the next where the decoder wants that known, else with the last.</summary>
    public int End { get; init; }

    /// <summary>Entries in the block.</summary>
    public int Count { get; init; }

    /// <summary>The pc asked for, less the block's first pc.</summary>
    public uint Distance { get; init; }

    /// <summary>Where the bodies begin in the encoded bytes, for the probe.</summary>
    public int Origin { get; init; }
}

/// <summary>Looks for a pc in the body of one block. Several implementations read the same bytes at different speeds.</summary>
internal interface IBlockDecoder
{
    /// <summary>Whether the decoder stops at the body's end, not at the last of the block's entries.</summary>
    static abstract bool StopsAtEnd { get; }

    /// <summary>Answers from one block by the rule of its table; the value is 0 where there is no answer.</summary>
    static abstract bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct;
}

/// <summary>Reader of <see cref="BlockLeb128"/> traps: finds the block, then leaves it to the decoder.</summary>
internal readonly ref struct BlockLeb128TrapReader<TDecoder> : ITableReader<BlockLeb128TrapReader<TDecoder>>
    where TDecoder : struct, IBlockDecoder
{
    private readonly ReadOnlySpan<uint> _index;
    private readonly ReadOnlySpan<byte> _bodies;
    private readonly uint _entries;
    private readonly int _block;

    private BlockLeb128TrapReader(ReadOnlySpan<byte> bytes, int block)
    {
        _index = MemoryMarshal.Cast<byte, uint>(BlockLeb128.Split(bytes, block, out _bodies, out _entries));
        _block = block;
    }

    /// <inheritdoc/>
    public static BlockLeb128TrapReader<TDecoder> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int block = SortedSearch.Count<PairsUpTo, TProbe>(_index, pc, BlockLeb128.HeaderBytes, ref probe) - 1;
        int slot = block * 2;
        value = 0;
        return (uint)slot < (uint)_index.Length
            && (_index[slot] == pc
                ? TryFindTied(_index, _bodies, _entries, _block, pc, out value, ref probe)
                : TryFindIn(_index, _bodies, _entries, _block, block, pc, out value, ref probe));
    }

    /// <summary>A block begins at the pc: the first of equal offsets may stand at the end of the block before the first that does.</summary>
    /// <remarks>Static, as a call on the reader would keep the reader in memory.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFindTied<TProbe>(ReadOnlySpan<uint> index, ReadOnlySpan<byte> bodies, uint entries, int size, uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int first = SortedSearch.Count<PairsBelow, TProbe>(index, pc, BlockLeb128.HeaderBytes, ref probe);
        value = 0;
        return (first > 0 && TryFindIn(index, bodies, entries, size, first - 1, pc, out value, ref probe))
            || TryFindIn(index, bodies, entries, size, first, pc, out value, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFindIn<TProbe>(
        ReadOnlySpan<uint> index, ReadOnlySpan<byte> bodies, uint entries, int size, int block, uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        return BlockLeb128.TryGetBody<TDecoder, TProbe>(index, bodies, entries, size, block, pc, out BlockBody body, ref probe)
            && TDecoder.TryFind(body, out value, ref probe);
    }
}

/// <summary>Reader of a <see cref="BlockLeb128"/> address map: finds the block, then leaves it to the decoder.</summary>
internal readonly ref struct BlockLeb128MapReader<TDecoder> : ITableReader<BlockLeb128MapReader<TDecoder>>
    where TDecoder : struct, IBlockDecoder
{
    private readonly ReadOnlySpan<uint> _index;
    private readonly ReadOnlySpan<byte> _bodies;
    private readonly uint _entries;
    private readonly int _block;

    private BlockLeb128MapReader(ReadOnlySpan<byte> bytes, int block)
    {
        _index = MemoryMarshal.Cast<byte, uint>(BlockLeb128.Split(bytes, block, out _bodies, out _entries));
        _block = block;
    }

    /// <inheritdoc/>
    public static BlockLeb128MapReader<TDecoder> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int block = SortedSearch.Count<PairsUpTo, TProbe>(_index, pc, BlockLeb128.HeaderBytes, ref probe) - 1;
        value = 0;
        return BlockLeb128.TryGetBody<TDecoder, TProbe>(_index, _bodies, _entries, _block, block, pc, out BlockBody body, ref probe)
            && TDecoder.TryFind(body, out value, ref probe);
    }
}
