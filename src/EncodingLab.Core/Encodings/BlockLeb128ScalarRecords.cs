using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Bodies of the address map's form asked by exact pc: where a side table's record is.</summary>
internal readonly struct BlockLeb128ScalarRecords : IBlockDecoder
{
    /// <inheritdoc/>
    public static bool TryFind<TProbe>(ReadOnlySpan<byte> body, uint distance, int count, out uint value, int origin, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int position = 0;
        int entries = 0;
        ulong reached = 0;
        long current = 0;
        bool first = true;
        bool found = false;
        value = 0;
        while (entries < count && !found && reached <= distance && Leb128.TryReadUnsigned(body, ref position, out ulong field))
        {
            entries++;
            reached += field >> 1;
            bool none = (field & 1) != 0;
            if (!none && !TryRead(body, ref position, ref first, ref current))
            {
                break;
            }

            found = reached == distance;
            value = !found ? 0 : none ? TableKind.None : (uint)current;
        }

        probe.Decoded(entries);
        probe.Read(origin, position);
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
