using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Looks for a pc in the body of one block. Several implementations read the same bytes at different speeds.</summary>
internal interface IBlockDecoder
{
    /// <summary>Answers from one block by the rule of its table.</summary>
    /// <param name="body">From the block's first byte to the end of the encoded bytes.</param>
    /// <param name="distance">The pc asked for, less the block's first pc.</param>
    /// <param name="count">Entries in the block.</param>
    /// <param name="value">The answer; 0 where there is none.</param>
    /// <param name="origin">Where the body begins in the encoded bytes, for the probe.</param>
    /// <param name="probe">Told of each read.</param>
    static abstract bool TryFind<TProbe>(ReadOnlySpan<byte> body, uint distance, int count, out uint value, int origin, ref TProbe probe)
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
        value = 0;
        return (uint)(block * 2) < (uint)_index.Length
            && (_index[block * 2] == pc ? TryFindTied(pc, block, ref value, ref probe) : TryFindIn(block, pc, ref value, ref probe));
    }

    /// <summary>A block begins at the pc: the first of equal offsets may stand at the end of the block before the first that does.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFindTied<TProbe>(uint pc, int last, ref uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int first = Math.Min(last, SortedSearch.Count<PairsBelow, TProbe>(_index, pc, BlockLeb128.HeaderBytes, ref probe));
        return (first > 0 && TryFindIn(first - 1, pc, ref value, ref probe)) || TryFindIn(first, pc, ref value, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFindIn<TProbe>(int block, uint pc, ref uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int slot = block * 2;
        probe.Read(BlockLeb128.HeaderBytes + (slot * 4), 8);
        uint start = _index[slot + 1];
        if (start >= (uint)_bodies.Length)
        {
            return false;
        }

        int count = (int)Math.Min(_block, _entries - ((long)block * _block));
        int origin = BlockLeb128.HeaderBytes + (_index.Length * 4) + (int)start;
        return TDecoder.TryFind(_bodies[(int)start..], pc - _index[slot], count, out value, origin, ref probe);
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
        int slot = block * 2;
        if ((uint)slot >= (uint)_index.Length || _index[slot + 1] >= (uint)_bodies.Length)
        {
            value = 0;
            return false;
        }

        probe.Read(BlockLeb128.HeaderBytes + (slot * 4), 8);
        int start = (int)_index[slot + 1];
        int count = (int)Math.Min(_block, _entries - ((long)block * _block));
        int origin = BlockLeb128.HeaderBytes + (_index.Length * 4) + start;
        return TDecoder.TryFind(_bodies[start..], pc - _index[slot], count, out value, origin, ref probe);
    }
}
