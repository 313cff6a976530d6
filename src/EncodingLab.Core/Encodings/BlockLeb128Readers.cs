using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>One slot of the index of a <see cref="BlockLeb128"/> table.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct BlockSlot
{
    public uint FirstPc;
    public uint Body;
}

/// <summary>Portable reader of <see cref="BlockLeb128"/> traps.</summary>
public readonly ref struct BlockLeb128TrapReader : ITableReader<BlockLeb128TrapReader>
{
    private readonly ReadOnlySpan<BlockSlot> _index;
    private readonly ReadOnlySpan<byte> _bodies;
    private readonly uint _entries;
    private readonly int _block;

    private BlockLeb128TrapReader(ReadOnlySpan<byte> bytes, int block)
    {
        _index = MemoryMarshal.Cast<byte, BlockSlot>(BlockLeb128.Split(bytes, block, out _bodies, out _entries));
        _block = block;
    }

    /// <inheritdoc/>
    public static BlockLeb128TrapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int block = BlockIndex.LastAtOrBefore(_index, pc, ref probe);
        value = 0;

        // The first of equal offsets may stand at the end of an earlier block, behind blocks that begin at the same pc.
        while (block > 0 && _index[block].FirstPc == pc)
        {
            block--;
        }

        for (; (uint)block < (uint)_index.Length && _index[block].FirstPc <= pc; block++)
        {
            if (TryFindInBlock(block, pc, ref value, ref probe))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryFindInBlock<TProbe>(int block, uint pc, ref uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int origin = 8 + (_index.Length * 8);
        ReadOnlySpan<byte> bodies = _bodies;
        ulong start = _index[block].Body;
        if (start >= (ulong)bodies.Length)
        {
            return false;
        }

        int position = (int)start;
        uint usual = bodies[position++];
        ulong current = _index[block].FirstPc;
        long count = Math.Min(_block, _entries - ((long)block * _block));
        int entries = 0;
        bool found = false;
        while (entries < count && Leb128.TryReadUnsigned(bodies, ref position, out ulong field))
        {
            entries++;
            current += field >> 1;
            bool differs = (field & 1) != 0;
            if (current >= pc)
            {
                found = current == pc && (!differs || (uint)position < (uint)bodies.Length);
                value = !found ? 0 : differs ? bodies[position++] : usual;
                break;
            }

            position += differs ? 1 : 0;
        }

        probe.Decoded(entries);
        probe.Read(origin + (int)start, Math.Min(position, bodies.Length) - (int)start);
        return found;
    }
}

/// <summary>Portable reader of a <see cref="BlockLeb128"/> address map.</summary>
public readonly ref struct BlockLeb128MapReader : ITableReader<BlockLeb128MapReader>
{
    private readonly ReadOnlySpan<BlockSlot> _index;
    private readonly ReadOnlySpan<byte> _bodies;
    private readonly uint _entries;
    private readonly int _block;

    private BlockLeb128MapReader(ReadOnlySpan<byte> bytes, int block)
    {
        _index = MemoryMarshal.Cast<byte, BlockSlot>(BlockLeb128.Split(bytes, block, out _bodies, out _entries));
        _block = block;
    }

    /// <inheritdoc/>
    public static BlockLeb128MapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        int block = BlockIndex.LastAtOrBefore(_index, pc, ref probe);
        if (block < 0 || _index[block].Body >= (uint)_bodies.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> bodies = _bodies;
        int start = (int)_index[block].Body;
        int position = start;
        ulong current = _index[block].FirstPc;
        long count = Math.Min(_block, _entries - ((long)block * _block));
        long previous = 0;
        bool seen = false;
        int entries = 0;
        while (entries < count && Leb128.TryReadUnsigned(bodies, ref position, out ulong field))
        {
            current += field >> 1;
            if (current > pc)
            {
                break;
            }

            entries++;
            value = TableKind.None;
            if ((field & 1) == 0)
            {
                long step;
                bool read;
                if (seen)
                {
                    read = Leb128.TryReadSigned(bodies, ref position, out step);
                }
                else
                {
                    read = Leb128.TryReadUnsigned(bodies, ref position, out ulong absolute);
                    step = (long)absolute;
                }

                if (!read)
                {
                    break;
                }

                seen = true;
                previous = unchecked(previous + step);
                value = (uint)previous;
            }
        }

        probe.Decoded(entries);
        probe.Read(8 + (_index.Length * 8) + start, position - start);
        return entries > 0;
    }
}

/// <summary>Search of the block index.</summary>
internal static class BlockIndex
{
    /// <summary>The last block whose first pc is at or before the pc, or -1.</summary>
    public static int LastAtOrBefore<TProbe>(ReadOnlySpan<BlockSlot> index, uint pc, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int start = 0;
        int count = index.Length;
        while (count > 0)
        {
            int half = count >> 1;
            int middle = start + half;
            probe.Read(8 + (middle * 8), 4);
            bool covered = index[middle].FirstPc <= pc;
            start = covered ? middle + 1 : start;
            count = covered ? count - half - 1 : half;
        }

        return start - 1;
    }
}
