using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Traps entry by entry, as upstream reads them: fields of one and two bytes in line, longer ones out of line.</summary>
internal readonly struct BlockLeb128ScalarTraps : IBlockDecoder
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TProbe>(ReadOnlySpan<byte> body, uint distance, int count, out uint value, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int position = 1;
        int entries = 0;
        ulong reached = 0;
        bool found = false;
        value = 0;
        while (entries < count && (uint)position < (uint)body.Length)
        {
            ulong field = body[position++];
            if (field >= 0x80 && !LebField.TryExtend(body, ref field, ref position))
            {
                break;
            }

            entries++;
            reached += field >> 1;
            if (reached >= distance)
            {
                int code = (field & 1) == 0 ? 0 : position++;
                found = reached == distance && (uint)code < (uint)body.Length;
                value = found ? body[code] : 0u;
                break;
            }

            position += (int)(field & 1);
        }

        probe.Decoded(entries);
        probe.Read(origin, Math.Min(position, body.Length));
        return found;
    }
}

/// <summary>The address map entry by entry.</summary>
internal readonly struct BlockLeb128ScalarMap : IBlockDecoder
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TProbe>(ReadOnlySpan<byte> body, uint distance, int count, out uint value, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int position = 0;
        int entries = 0;
        ulong reached = 0;
        uint current = 0;
        uint hasPosition = 0;
        uint inLine = 0;
        while (entries < count && (uint)position < (uint)body.Length)
        {
            ulong field = body[position++];
            if (field >= 0x80 && !LebField.TryExtend(body, ref field, ref position))
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
            if ((uint)position >= (uint)body.Length)
            {
                break;
            }

            // One entry in four has no position: its successor's byte is looked at and masked, since a branch would be mispredicted too often.
            uint step = body[position] & hasPosition;
            if (step >= inLine)
            {
                // Two bytes, or more, or the block's first position, which is absolute: until that one is seen nothing is read in line.
                if (hasPosition != 0)
                {
                    long read = LebField.ReadPosition(body, position, inLine == 0, out int length);
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
        probe.Read(origin, position);
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
