using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Bodies of the address map's form asked by exact pc: where a side table's record is.</summary>
internal readonly struct BlockLeb128ScalarRecords : IBlockDecoder
{
    /// <inheritdoc/>
    public static bool StopsAtEnd => false;

    /// <inheritdoc/>
    public static bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> body = block.Bodies[block.Start..block.End];
        int position = 0;
        int entries = 0;
        ulong reached = 0;
        long current = 0;
        bool first = true;
        bool found = false;
        value = 0;
        while (entries < block.Count && !found && reached <= block.Distance && Leb128.TryReadUnsigned(body, ref position, out ulong field))
        {
            entries++;
            reached += field >> 1;
            bool none = (field & 1) != 0;
            if (!none && !TryRead(body, ref position, ref first, ref current))
            {
                break;
            }

            found = reached == block.Distance;
            value = !found ? 0 : none ? TableKind.None : (uint)current;
        }

        probe.Decoded(entries);
        probe.Read(block.Origin + block.Start, position);
        return found;
    }

    private static bool TryRead(ReadOnlySpan<byte> body, ref int position, ref bool first, ref long current)
    {
        if (first)
        {
            first = false;
            bool absolute = Leb128.TryReadUnsigned(body, ref position, out ulong value);
            current = (long)value;
            return absolute;
        }

        bool read = Leb128.TryReadSigned(body, ref position, out long step);
        current = unchecked(current + step);
        return read;
    }
}
