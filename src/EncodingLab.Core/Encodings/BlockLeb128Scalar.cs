using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>How far a decoder has come, always at the start of an entry.</summary>
/// <param name="Position">Where that entry begins in the bodies.</param>
/// <param name="Entries">Entries before it in the block.</param>
/// <param name="Reached">The pc of the entry before, less the block's first.</param>
/// <param name="Current">The last position before it (address map).</param>
/// <param name="Seen">Whether the block had a position before it (address map).</param>
/// <param name="None">1 where the entry before it has no position (address map).</param>
internal readonly record struct BlockProgress(int Position, int Entries = 0, ulong Reached = 0, uint Current = 0, bool Seen = false, uint None = 0);

/// <summary>Traps entry by entry, as upstream reads them: fields of one and two bytes in line, longer ones out of line.</summary>
internal readonly struct BlockLeb128ScalarTraps : IBlockDecoder
{
    /// <inheritdoc/>
    public static bool StopsAtEnd => false;

    /// <inheritdoc/>
    public static bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => Continue(block, new(block.Start + 1), out value, ref probe);

    /// <summary>Goes on from where another decoder came to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Continue<TProbe>(in BlockBody block, in BlockProgress from, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> bytes = block.Bodies[..block.End];
        uint distance = block.Distance;
        int count = block.Count;
        int position = from.Position;
        int entries = from.Entries;
        ulong reached = from.Reached;
        bool found = false;
        value = 0;
        while (entries < count && (uint)position < (uint)bytes.Length)
        {
            ulong field = bytes[position++];
            if (field >= 0x80 && !LebField.TryExtend(bytes, ref field, ref position))
            {
                break;
            }

            entries++;
            reached += field >> 1;
            if (reached >= distance)
            {
                int code = (field & 1) == 0 ? block.Start : position++;
                found = reached == distance && (uint)code < (uint)bytes.Length;
                value = found ? bytes[code] : 0u;
                break;
            }

            position += (int)(field & 1);
        }

        probe.Decoded(entries);
        probe.Read(block.Origin + block.Start, Math.Min(position, bytes.Length) - block.Start);
        return found;
    }
}

/// <summary>The address map entry by entry.</summary>
internal readonly struct BlockLeb128ScalarMap : IBlockDecoder
{
    /// <inheritdoc/>
    public static bool StopsAtEnd => false;

    /// <inheritdoc/>
    public static bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => Continue(block, new(block.Start), out value, ref probe);

    /// <summary>Goes on from where another decoder came to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Continue<TProbe>(in BlockBody block, in BlockProgress from, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> bytes = block.Bodies[..block.End];
        uint distance = block.Distance;
        int count = block.Count;
        int position = from.Position;
        int entries = from.Entries;
        ulong reached = from.Reached;
        uint current = from.Current;
        uint hasPosition = from.None - 1;
        uint inLine = from.Seen ? 0x80u : 0;
        while (entries < count && (uint)position < (uint)bytes.Length)
        {
            ulong field = bytes[position++];
            if (field >= 0x80 && !LebField.TryExtend(bytes, ref field, ref position))
            {
                break;
            }

            reached += field >> 1;
            if (reached > distance)
            {
                break;
            }

            entries++;
            hasPosition = ((uint)field & 1) - 1;
            if ((uint)position >= (uint)bytes.Length)
            {
                break;
            }

            // One entry in four has no position: its successor's byte is looked at and masked, since a branch would be mispredicted too often.
            uint step = bytes[position] & hasPosition;
            if (step >= inLine)
            {
                // Two bytes, or more, or the block's first position, which is absolute: until that one is seen nothing is read in line.
                if (hasPosition != 0)
                {
                    long read = LebField.ReadPosition(bytes, position, inLine == 0, out int length);
                    current = inLine == 0 ? (uint)read : current + (uint)read;
                    position += length;
                    inLine = 0x80;
                }

                continue;
            }

            position -= (int)hasPosition;
            current += (uint)((int)(step << 25) >> 25);
        }

        probe.Decoded(entries);
        probe.Read(block.Origin + block.Start, position - block.Start);
        value = entries == 0 ? 0 : hasPosition != 0 ? current : TableKind.None;
        return entries > 0;
    }
}

/// <summary>Fields of more than one byte.</summary>
internal static class LebField
{
    /// <summary>Completes a field whose first byte said that more follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryExtend(ReadOnlySpan<byte> body, ref ulong field, ref int position)
    {
        if ((uint)position < (uint)body.Length && body[position] < 0x80)
        {
            field = (field & 0x7f) | ((ulong)body[position] << 7);
            position++;
            return true;
        }

        int length = ReadLong(body, position - 1, out field);
        position += length - 1;
        return length != 0;
    }

    /// <summary>Reads a position: unsigned where it is the block's first, else signed.</summary>
    /// <param name="length">Bytes read; 0 where they end first or hold more than 64 bits.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long ReadPosition(ReadOnlySpan<byte> body, int position, bool first, out int length)
    {
        int end = position;
        long value;
        bool whole;
        if (first)
        {
            whole = Leb128.TryReadUnsigned(body, ref end, out ulong absolute);
            value = (long)absolute;
        }
        else
        {
            whole = Leb128.TryReadSigned(body, ref end, out value);
        }

        length = whole ? end - position : 0;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLong(ReadOnlySpan<byte> body, int position, out ulong field)
    {
        int end = position;
        return Leb128.TryReadUnsigned(body, ref end, out field) ? end - position : 0;
    }
}
