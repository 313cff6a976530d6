using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads every entry of a <see cref="BlockLeb128"/> table and refuses bytes that contradict themselves.</summary>
internal static class BlockLeb128Decoder
{
    /// <summary>Decodes the whole table.</summary>
    /// <exception cref="MalformedTableException">Counts, index or bodies contradict each other.</exception>
    public static PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question, int block)
    {
        ReadOnlySpan<byte> index = BlockLeb128.Split(bytes, block, out ReadOnlySpan<byte> bodies, out uint entries);
        if (index.IsEmpty)
        {
            return bytes.Length == 8 && bytes.IndexOfAnyExcept((byte)0) < 0
                ? PcTable.Empty(question)
                : throw new MalformedTableException($"{question}: header{Claims(bytes)} and its index do not fit {bytes.Length} bytes with {block} entries a block");
        }

        if (entries > (uint)bodies.Length)
        {
            throw new MalformedTableException($"{question}: header says {entries} entries, which cannot fit {bodies.Length} bytes of bodies");
        }

        uint[] pcs = GC.AllocateUninitializedArray<uint>((int)entries);
        uint[] values = GC.AllocateUninitializedArray<uint>((int)entries);
        int position = 0;
        for (int start = 0; start < pcs.Length; start += block)
        {
            ReadOnlySpan<byte> slot = index[(start / block * 8)..];
            uint body = BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]);
            if (body != (uint)position)
            {
                throw new MalformedTableException($"{question}: block {start / block} begins at body offset {body}, expected {position}: bodies must lie back to back");
            }

            int count = Math.Min(block, pcs.Length - start);
            uint firstPc = BinaryPrimitives.ReadUInt32LittleEndian(slot);
            if (start > 0 && firstPc < pcs[start - 1])
            {
                throw new MalformedTableException($"{question}: block {start / block} begins at offset {firstPc}, below its predecessor's {pcs[start - 1]}");
            }

            bool whole = question.ValueBytes == 1
                ? TryDecodeTraps(bodies, ref position, firstPc, pcs.AsSpan(start, count), values.AsSpan(start, count))
                : TryDecodeMap(bodies, ref position, firstPc, pcs.AsSpan(start, count), values.AsSpan(start, count));
            if (!whole)
            {
                throw new MalformedTableException($"{question}: block {start / block} is malformed near body offset {position}: expected {count} entries of LEB128 fields up to 64 bits, whose pcs and values stay below 2^32, within {bodies.Length} bytes of bodies");
            }
        }

        return position == bodies.Length
            ? new PcTable(question, pcs, values)
            : throw new MalformedTableException($"{question}: {bodies.Length - position} bytes follow the last entry");
    }

    private static string Claims(ReadOnlySpan<byte> bytes) => bytes.Length < BlockLeb128.HeaderBytes ? ""
        : $" ({BinaryPrimitives.ReadUInt32LittleEndian(bytes)} entries in {BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])} blocks)";

    /// <summary>Decodes the body of one block of traps; false where it is malformed.</summary>
    public static bool TryDecodeTraps(ReadOnlySpan<byte> bodies, ref int position, ulong pc, Span<uint> pcs, Span<uint> codes)
    {
        if ((uint)position >= (uint)bodies.Length)
        {
            return false;
        }

        byte usual = bodies[position++];
        for (int i = 0; i < pcs.Length; i++)
        {
            if (!TryDecodePc(bodies, ref position, i == 0, ref pc, out bool differs) || (differs && (uint)position >= (uint)bodies.Length))
            {
                return false;
            }

            pcs[i] = (uint)pc;
            codes[i] = differs ? bodies[position++] : usual;
        }

        return true;
    }

    /// <summary>Decodes the body of one block of an address map; false where it is malformed.</summary>
    public static bool TryDecodeMap(ReadOnlySpan<byte> bodies, ref int position, ulong pc, Span<uint> pcs, Span<uint> values)
    {
        long? previous = null;
        for (int i = 0; i < pcs.Length; i++)
        {
            if (!TryDecodePc(bodies, ref position, i == 0, ref pc, out bool none))
            {
                return false;
            }

            pcs[i] = (uint)pc;
            values[i] = TableKind.None;
            if (none)
            {
                continue;
            }

            if (!TryDecodePosition(bodies, ref position, ref previous))
            {
                return false;
            }

            values[i] = (uint)previous!.Value;
        }

        return true;
    }

    private static bool TryDecodePc(ReadOnlySpan<byte> bodies, ref int position, bool first, ref ulong pc, out bool flag)
    {
        bool read = TryReadUnsigned(bodies, ref position, out ulong field);
        flag = (field & 1) != 0;
        ulong delta = field >> 1;
        pc += delta;
        return read && delta <= uint.MaxValue && pc <= uint.MaxValue && !(first && delta != 0);
    }

    private static bool TryDecodePosition(ReadOnlySpan<byte> bodies, ref int position, ref long? previous)
    {
        if (previous is null)
        {
            bool read = Leb128.TryReadUnsigned(bodies, ref position, out ulong absolute);
            previous = (long)absolute;
            return read && absolute < TableKind.None;
        }

        bool readStep = TryReadSigned(bodies, ref position, out long step);
        previous = unchecked(previous.Value + step);
        return readStep && previous is >= 0 and < TableKind.None;
    }

    /// <summary>Nearly all fields are one byte.</summary>
    private static bool TryReadUnsigned(ReadOnlySpan<byte> bytes, ref int position, out ulong value)
    {
        if ((uint)position < (uint)bytes.Length && bytes[position] < 0x80)
        {
            value = bytes[position++];
            return true;
        }

        return Leb128.TryReadUnsigned(bytes, ref position, out value);
    }

    private static bool TryReadSigned(ReadOnlySpan<byte> bytes, ref int position, out long value)
    {
        if ((uint)position < (uint)bytes.Length && bytes[position] < 0x80)
        {
            value = (sbyte)(bytes[position++] << 1) >> 1;
            return true;
        }

        return Leb128.TryReadSigned(bytes, ref position, out value);
    }
}
