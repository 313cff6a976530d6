using System.Buffers.Binary;
using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Where the body of each page of text lies, and roughly at which position: found by number, without a search.</summary>
/// <remarks>
/// <code>
/// group (32 pages) : start : u32 in units of 2^unit bits from the first body; position : u32 (address maps only); sizes : 32 x (u8, u16 or u32) in units
/// after the last   : position : u32 (address maps only)
/// </code>
/// A page's body begins at its group's start plus the sizes before it. Its position is expected on the line between its group's and the next group's.
/// </remarks>
internal readonly struct PageDirectory(int offset, int pages, int unit, int sizeBytes, bool hasPositions)
{
    public const int GroupPages = 32;
    public const int MaxUnit = 2;

    private readonly int _groupBytes = GroupBytes(sizeBytes, hasPositions);

    /// <summary>Bytes of a directory; beyond the range of int where it cannot be.</summary>
    public static long Bytes(long pages, int sizeBytes, bool hasPositions) =>
        ((pages + GroupPages - 1) / GroupPages * GroupBytes(sizeBytes, hasPositions)) + (hasPositions ? 4 : 0);

    /// <summary>The unit and width of sizes that make directory and padding smallest.</summary>
    public static (int Unit, int SizeBytes) Choose(int[] bits)
    {
        (int Unit, int SizeBytes) best = (0, 4);
        long least = long.MaxValue;
        for (int unit = 0; unit <= MaxUnit; unit++)
        {
            long total = 0;
            int largest = 0;
            foreach (int length in bits)
            {
                int units = (length + (1 << unit) - 1) >> unit;
                largest = Math.Max(largest, units);
                total += (long)units << unit;
            }

            int width = largest <= byte.MaxValue ? 1 : largest <= ushort.MaxValue ? 2 : 4;
            total += 8L * width * bits.Length;
            (least, best) = total < least ? (total, (unit, width)) : (least, best);
        }

        return best;
    }

    /// <summary>Writes the directory of pages of these many bits each; a position per group and one more.</summary>
    public static void Write(int[] bits, int unit, int sizeBytes, ReadOnlySpan<uint> positions, ByteWriter output)
    {
        uint start = 0;
        for (int group = 0; group * GroupPages < bits.Length; group++)
        {
            output.WriteUInt32(start);
            if (!positions.IsEmpty)
            {
                output.WriteUInt32(positions[group]);
            }

            for (int page = group * GroupPages; page < (group + 1) * GroupPages; page++)
            {
                uint size = page < bits.Length ? (uint)((bits[page] + (1 << unit) - 1) >> unit) : 0;
                start += size;
                WriteSize(size, sizeBytes, output);
            }
        }

        if (!positions.IsEmpty)
        {
            output.WriteUInt32(positions[^1]);
        }
    }

    /// <summary>Bits from the first body at which a page's body begins and ends; ends before it begins where the bytes are hostile.</summary>
    public void Find<TProbe>(ReadOnlySpan<byte> bytes, int page, out long begin, out long end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int group = offset + (page / GroupPages * _groupBytes);
        int within = page % GroupPages;
        int sizes = group + (hasPositions ? 8 : 4);
        probe.Read(group, 4);
        probe.Read(sizes, (within + 1) * sizeBytes);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(bytes[group..]);
        ReadOnlySpan<byte> own = bytes.Slice(sizes, GroupPages * sizeBytes);
        start += sizeBytes == 1 ? SumBytes(own, within) : SumWide(own, within, sizeBytes);
        begin = start << unit;
        end = begin + ((long)Size(own, within, sizeBytes) << unit);
    }

    /// <summary>The position expected where a page begins.</summary>
    public uint Expect<TProbe>(ReadOnlySpan<byte> bytes, int page, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int group = page / GroupPages;
        int here = offset + (group * _groupBytes) + 4;
        int next = here + ((group + 1) * GroupPages < pages ? _groupBytes : _groupBytes - 4);
        probe.Read(here, 4);
        probe.Read(next, 4);
        return Interpolate(BinaryPrimitives.ReadUInt32LittleEndian(bytes[here..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[next..]), page % GroupPages);
    }

    /// <summary>The point a number of pages into a group on the line between two positions.</summary>
    public static uint Interpolate(uint here, uint next, int within) => here + (uint)(((long)(int)(next - here) * within) >> 5);

    private static int GroupBytes(int sizeBytes, bool hasPositions) => (hasPositions ? 8 : 4) + (GroupPages * sizeBytes);

    // Sums the bytes before an index, eight at a time: masked words fold into 16-bit lanes, one multiplication adds the lanes.
    private static uint SumBytes(ReadOnlySpan<byte> sizes, int count)
    {
        ulong lanes = 0;
        for (int word = 0; word < 4; word++)
        {
            int kept = Math.Clamp(count - (8 * word), 0, 8);
            ulong mask = kept == 8 ? ulong.MaxValue : (1UL << (8 * kept)) - 1;
            ulong masked = BinaryPrimitives.ReadUInt64LittleEndian(sizes[(8 * word)..]) & mask;
            lanes += (masked & 0x00ff_00ff_00ff_00ff) + ((masked >> 8) & 0x00ff_00ff_00ff_00ff);
        }

        return (uint)((lanes * 0x0001_0001_0001_0001) >> 48);
    }

    private static long SumWide(ReadOnlySpan<byte> sizes, int count, int sizeBytes)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Size(sizes, i, sizeBytes);
        }

        return sum;
    }

    private static uint Size(ReadOnlySpan<byte> sizes, int index, int sizeBytes) => sizeBytes switch
    {
        1 => sizes[index],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(sizes[(2 * index)..]),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(sizes[(4 * index)..]),
    };

    private static void WriteSize(uint size, int sizeBytes, ByteWriter output)
    {
        for (int i = 0; i < sizeBytes; i++)
        {
            output.WriteByte((byte)(size >> (8 * i)));
        }
    }
}
