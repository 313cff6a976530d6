using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A table of small blocks behind an index of two levels: words for runs of up to 32 blocks, u16 for a block. What lies in a block is the encoding's.</summary>
/// <remarks>
/// <code>
/// entry_count : u32
/// super_count : u32
/// model_bytes : u16
/// shift       : u8   trailing zero bits that all pcs share; a unit is a pc &gt;&gt; shift
/// block_log   : u8   log2 of the entries of a block
/// flags       : u8   bit 0: of a table asked by exact pc, equal pcs stand on both sides of a block border; bit 1: there are bases
/// spare       : u8
/// model       : model_bytes
/// keys        : super_count x u32, the first unit of each superblock
/// supers      : super_count + 1 x { body : u32, block : u32 }, where its first body begins, counted from the first of all, and its first block's number; at the end the totals
/// bases       : super_count x u32, only where flagged
/// units       : a u16 a block, its first unit less its superblock's
/// offsets     : a u16 a block, where its body begins less where its superblock's first does
/// bodies
/// padding     : 8 zero bytes
/// </code>
/// Bodies lie back to back. A superblock ends early where one of its u16 would not fit.
/// </remarks>
internal readonly struct SmallBlocks
{
    public const int HeaderBytes = 14;
    public const int Padding = 8;
    public const int MaxLog = 8;
    public const int MaxSuper = 32;
    public const byte TiedFlag = 1;
    public const byte BasesFlag = 2;

    private readonly int _blocks;
    private readonly int _keys;
    private readonly int _supers;
    private readonly int _bases;
    private readonly int _units;
    private readonly int _offsets;

    private SmallBlocks(ReadOnlySpan<byte> bytes, int supers, int blocks)
    {
        Entries = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        ModelBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        (Shift, Log, Tied, HasBases, Spare) = (bytes[10], bytes[11], (bytes[12] & TiedFlag) != 0, (bytes[12] & BasesFlag) != 0, bytes[13]);
        _blocks = blocks;
        _keys = HeaderBytes + ModelBytes;
        _supers = _keys + (supers * 4);
        _bases = _supers + (supers * 8) + 8;
        _units = _bases + (HasBases ? supers * 4 : 0);
        _offsets = _units + (blocks * 2);
        Body = _offsets + (blocks * 2);
        End = bytes.Length - Padding;
    }

    public int Entries { get; }

    /// <summary>Trailing zero bits that all pcs share.</summary>
    public int Shift { get; }

    /// <summary>Log2 of the entries of a block.</summary>
    public int Log { get; }

    /// <summary>Whether the first of equal pcs may stand in the block before.</summary>
    public bool Tied { get; }

    public bool HasBases { get; }

    public byte Spare { get; }

    /// <summary>Bytes of the model, which begins after the header.</summary>
    public int ModelBytes { get; }

    /// <summary>Where the bodies begin.</summary>
    public int Body { get; }

    /// <summary>Where they end.</summary>
    public int End { get; }

    public int Supers => (_supers - _keys) / 4;

    /// <summary>Reads the header; false where it cannot be true. A table that is <c>default</c> finds nothing.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> bytes, out SmallBlocks table)
    {
        table = default;
        if (bytes.Length < HeaderBytes + 8 + Padding || bytes[10] > 31 || bytes[11] > MaxLog)
        {
            return false;
        }

        long entries = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        long supers = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        long blocks = (entries + (1L << bytes[11]) - 1) >> bytes[11];
        long index = (supers * ((bytes[12] & BasesFlag) != 0 ? 16 : 12)) + 8 + (blocks * 4);
        if (entries > int.MaxValue || supers > blocks || HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) + index > bytes.Length - Padding)
        {
            return false;
        }

        table = new SmallBlocks(bytes, (int)supers, (int)blocks);
        return true;
    }

    /// <summary>The last block that begins at or before a unit.</summary>
    /// <returns>False where there is none, or the index contradicts itself.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind<TProbe>(ReadOnlySpan<byte> bytes, uint unit, bool wantsEnd, out SmallBlock block, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<uint> keys = MemoryMarshal.Cast<byte, uint>(bytes[_keys.._supers]);
        int super = SortedSearch.UpperBound(keys, unit, _keys, ref probe) - 1;
        block = default;
        if ((uint)super >= (uint)keys.Length || !TryRange(bytes, super, out uint first, out uint count, ref probe))
        {
            return false;
        }

        uint within = Math.Min(unit - keys[super], ushort.MaxValue);
        int upTo = CountUpTo(bytes, _units + ((int)first * 2), (int)count, (ushort)within, ref probe);
        return TryGet(bytes, super, keys[super], (int)first + Math.Max(upTo, 1) - 1, (int)(first + count), wantsEnd, out block, ref probe);
    }

    /// <summary>A block by its number, in a superblock or the one after it.</summary>
    public bool TryAt<TProbe>(ReadOnlySpan<byte> bytes, int super, int number, out SmallBlock block, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        for (int i = super; i <= super + 1 && i < Supers; i++)
        {
            if (TryRange(bytes, i, out uint first, out uint count, ref probe) && (uint)number - first < count)
            {
                probe.Read(_keys + (i * 4), 4);
                return TryGet(bytes, i, BitPacking.Half(bytes, _keys + (i * 4)), number, (int)(first + count), true, out block, ref probe);
            }
        }

        block = default;
        return false;
    }

    /// <summary>What the totals after the last superblock say: bytes of bodies, and blocks.</summary>
    public (uint Bodies, uint Blocks) Totals(ReadOnlySpan<byte> bytes) => (BitPacking.Half(bytes, _bases - 8), BitPacking.Half(bytes, _bases - 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRange<TProbe>(ReadOnlySpan<byte> bytes, int super, out uint first, out uint count, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = _supers + (super * 8);
        probe.Read(at, 16);
        first = BitPacking.Half(bytes, at + 4);
        count = BitPacking.Half(bytes, at + 12) - first;
        return count - 1 < MaxSuper && first + (ulong)count <= (ulong)_blocks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryGet<TProbe>(ReadOnlySpan<byte> bytes, int super, uint key, int number, int next, bool wantsEnd, out SmallBlock block, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int from = _supers + (super * 8);
        int offset = _offsets + (number * 2);
        bool last = number + 1 == next;
        long body = BitPacking.Half(bytes, from);
        long start = Body + body + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(offset, 2));
        long end = !wantsEnd ? End : last ? Body + (long)BitPacking.Half(bytes, from + 8) : Body + body + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(offset + 2, 2));
        uint unit = key + BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(_units + (number * 2), 2));
        uint position = HasBases ? BitPacking.Half(bytes, _bases + (super * 4)) : 0;
        probe.Read(_units + (number * 2), 2);
        probe.Read(offset, wantsEnd && !last ? 4 : 2);
        probe.Read(_bases + (super * 4), HasBases ? 4 : 0);
        block = new SmallBlock(number, super, Math.Min(1 << Log, Entries - (number << Log)), unit, (int)start, (int)end, position);
        return start <= end && end <= End;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountUpTo<TProbe>(ReadOnlySpan<byte> bytes, int at, int count, ushort bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(at, count * 2);
        if (at > bytes.Length - (MaxSuper * 2))
        {
            return CountFew(bytes.Slice(at, count * 2), bound);
        }

        // What follows the superblock's own blocks is compared too, and dropped.
        ref ushort first = ref Unsafe.As<byte, ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
        uint low = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first), Vector256.Create(bound)).ExtractMostSignificantBits();
        uint high = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first, 16), Vector256.Create(bound)).ExtractMostSignificantBits();
        return BitOperations.PopCount((low | (high << 16)) & (uint.MaxValue >> (MaxSuper - count)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountFew(ReadOnlySpan<byte> units, ushort bound)
    {
        int count = 0;
        for (int i = 0; i < units.Length; i += 2)
        {
            count += BinaryPrimitives.ReadUInt16LittleEndian(units[i..]) <= bound ? 1 : 0;
        }

        return count;
    }
}
