using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Where the body of each page of text lies, and roughly at which position: found by number, without a search.</summary>
/// <remarks>
/// <code>
/// group (32 pages) : start : u32 in units of 2^unit bits from the first body, its top bit set if a page of the group is long; position : u32 (address maps only);
///                    sizes : 32 x u8 in units
/// after the last   : position : u32 (address maps only)
/// long pages       : page : u32, units beyond 255 : u32; in order of pages
/// </code>
/// A page's body begins at its group's start plus the sizes before it. Its position is expected on the line between its group's and the next group's.
/// </remarks>
internal readonly struct PageDirectory(int offset, int pages, int longPages, int unit, bool hasPositions)
{
    public const int GroupPages = 32;
    public const int MaxUnit = 4;

    private const uint HasLong = 0x8000_0000;

    private readonly int _groupBytes = GroupBytes(hasPositions);

    private int LongOffset => offset + (int)Bytes(pages, 0, hasPositions);

    /// <summary>Bytes of a directory; beyond the range of int where it cannot be.</summary>
    public static long Bytes(long pages, long longPages, bool hasPositions) =>
        ((pages + GroupPages - 1) / GroupPages * GroupBytes(hasPositions)) + (hasPositions ? 4 : 0) + (8 * longPages);

    /// <summary>The unit that makes directory and padding smallest.</summary>
    /// <param name="bits">Bits of each page's body.</param>
    /// <param name="longestCode">Padding is shorter than this, so that it can be told from a code.</param>
    public static int Choose(int[] bits, int longestCode)
    {
        int best = 0;
        long least = long.MaxValue;
        for (int unit = 0; unit <= MaxUnit && 1 << unit <= longestCode; unit++)
        {
            long total = 0;
            foreach (int length in bits)
            {
                int units = Units(length, unit);
                total += ((long)units << unit) + (units > byte.MaxValue ? 64 : 0);
            }

            (least, best) = total < least ? (total, unit) : (least, best);
        }

        return best;
    }

    /// <summary>Units that hold these bits.</summary>
    public static int Units(int bits, int unit) => (bits + (1 << unit) - 1) >> unit;

    /// <summary>Pages whose size does not fit a byte.</summary>
    public static int LongPages(int[] bits, int unit) => bits.Count(length => Units(length, unit) > byte.MaxValue);

    /// <summary>Writes the directory of pages of these many bits each; a position per group and one more.</summary>
    public static void Write(int[] bits, int unit, ReadOnlySpan<uint> positions, ByteWriter output)
    {
        uint start = 0;
        for (int first = 0; first < bits.Length; first += GroupPages)
        {
            int[] own = [.. bits.Skip(first).Take(GroupPages).Select(length => Units(length, unit))];
            output.WriteUInt32(start | (own.Any(size => size > byte.MaxValue) ? HasLong : 0));
            if (!positions.IsEmpty)
            {
                output.WriteUInt32(positions[first / GroupPages]);
            }

            for (int page = 0; page < GroupPages; page++)
            {
                output.WriteByte((byte)Math.Min(byte.MaxValue, page < own.Length ? own[page] : 0));
            }

            start += (uint)own.Sum();
        }

        if (!positions.IsEmpty)
        {
            output.WriteUInt32(positions[^1]);
        }

        for (int page = 0; page < bits.Length; page++)
        {
            if (Units(bits[page], unit) is int size && size > byte.MaxValue)
            {
                output.WriteUInt32((uint)page);
                output.WriteUInt32((uint)(size - byte.MaxValue));
            }
        }
    }

    /// <summary>Bits from the first body at which a page's body begins and ends.</summary>
    public void Find<TProbe>(ReadOnlySpan<byte> bytes, int page, out long begin, out long end, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int group = offset + (page / GroupPages * _groupBytes);
        int within = page % GroupPages;
        int sizes = group + (hasPositions ? 8 : 4);
        probe.Read(group, 4);
        probe.Read(sizes, within + 1);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(bytes[group..]);
        ReadOnlySpan<byte> own = bytes.Slice(sizes, GroupPages);
        long first = (start & ~HasLong) + SumBytes(own, within);
        long size = own[within];
        if ((start & HasLong) != 0)
        {
            AddLong(bytes, page, ref first, ref size, ref probe);
        }

        begin = first << unit;
        end = (first + size) << unit;
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

    private static int GroupBytes(bool hasPositions) => (hasPositions ? 8 : 4) + GroupPages;

    // Adds what the long pages of the group have beyond their bytes.
    private void AddLong<TProbe>(ReadOnlySpan<byte> bytes, int page, ref long first, ref long size, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> list = bytes.Slice(LongOffset, longPages * 8);
        int low = 0;
        int high = longPages;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            probe.Read(LongOffset + (middle * 8), 4);
            bool before = BinaryPrimitives.ReadUInt32LittleEndian(list[(middle * 8)..]) < page / GroupPages * GroupPages;
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        for (int i = low; i < Math.Min(longPages, low + GroupPages); i++)
        {
            probe.Read(LongOffset + (i * 8), 8);
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(list[(i * 8)..]);
            uint more = BinaryPrimitives.ReadUInt32LittleEndian(list[((i * 8) + 4)..]);
            if (number >= page)
            {
                size += number == page ? more : 0;
                return;
            }

            first += more;
        }
    }

    // Sums the bytes before an index: where the processor adds bytes, all 32 at once; else eight at a time, folded into 16-bit lanes that one multiplication adds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SumBytes(ReadOnlySpan<byte> sizes, int count)
    {
        if (Avx2.IsSupported)
        {
            Vector256<byte> kept = Vector256.Create(sizes) & Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)count));
            Vector256<ulong> sums = Avx2.SumAbsoluteDifferences(kept, Vector256<byte>.Zero).AsUInt64();
            return (uint)Vector256.Sum(sums);
        }

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
}
