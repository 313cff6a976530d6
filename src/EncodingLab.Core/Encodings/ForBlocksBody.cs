using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The head of a body of <see cref="ForBlocks"/>.</summary>
internal readonly struct ForHead
{
    private const int Sizes = 0x4210;

    private readonly uint _bits;

    /// <summary>From the first eight bytes of a body.</summary>
    public ForHead(ulong word)
    {
        _bits = (uint)word & 0xffff;
        Base = (uint)((word >> 16) & ((1UL << (8 * (Bytes - 2))) - 1));
    }

    /// <summary>For fields up to these.</summary>
    public ForHead(uint pc, uint value, uint least, bool none)
    {
        int size = least == 0 ? 0 : least <= byte.MaxValue ? 1 : least <= ushort.MaxValue ? 2 : 3;
        int pcBits = 32 - BitOperations.LeadingZeroCount(pc);
        int valueBits = 32 - BitOperations.LeadingZeroCount(value);
        _bits = (uint)(pcBits | (valueBits << 6) | (size << 12) | (none ? 1 << 14 : 0));
        Base = least;
    }

    public int PcBits => (int)_bits & 63;

    public int ValueBits => (int)(_bits >> 6) & 63;

    /// <summary>1 where none occurs, else 0.</summary>
    public uint None => (_bits >> 14) & 1;

    /// <summary>The least value, less the superblock's.</summary>
    public uint Base { get; }

    /// <summary>Bytes of the head with the base.</summary>
    public int Bytes => 2 + ((Sizes >> (int)((_bits >> 10) & 12)) & 15);

    /// <summary>Bytes of the whole body.</summary>
    public int Length(int count) => Bytes + ((((count - 1) * PcBits) + (count * ValueBits) + 7) >> 3);

    public void Write(Span<byte> bytes) => BitPacking.Set(bytes, 0, _bits | ((ulong)Base << 16), 8 * Bytes);
}

/// <summary>Counts packed fields.</summary>
internal interface IPackedSearch
{
    /// <summary>How many of sorted fields are at or below a bound.</summary>
    /// <param name="origin">The table.</param>
    /// <param name="at">Where the fields begin; all of them and eight bytes more can be read.</param>
    /// <param name="bits">Of a field.</param>
    /// <param name="count">Fields.</param>
    /// <param name="log">Fields are fewer than 2^log.</param>
    /// <param name="bound">The bound.</param>
    /// <param name="probe">Told of each read.</param>
    static abstract int CountUpTo<TProbe>(ref readonly byte origin, int at, int bits, int count, int log, uint bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct;
}

/// <summary>Halvings without a branch on the data.</summary>
internal readonly struct HalvingSearch : IPackedSearch
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo<TProbe>(ref readonly byte origin, int at, int bits, int count, int log, uint bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int found = 0;
        ulong mask = (1UL << bits) - 1;
        int last = Math.Max(count, 1);
        for (int step = 1 << log >> 1; step > 0; step >>= 1)
        {
            int upTo = found + step;
            int bit = (Math.Min(upTo, last) - 1) * bits;
            long field = (long)((BitPacking.Word(in origin, at + (bit >> 3)) >> (bit & 7)) & mask);
            probe.Read(at + (bit >> 3), ((bit & 7) + bits + 7) >> 3);
            found += step & (int)((field - bound - 1) >> 63) & ((upTo - count - 1) >> 31);
        }

        return found;
    }
}

/// <summary>Gathers eight fields at once and compares all of them; fields of over 25 bits are halved.</summary>
internal readonly struct GatheredSearch : IPackedSearch
{
    private const int MaxBits = 25;

    /// <summary>Whether this machine has AVX2.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int CountUpTo<TProbe>(ref readonly byte origin, int at, int bits, int count, int log, uint bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (bits > MaxBits || !Avx2.IsSupported)
        {
            return HalvingSearch.CountUpTo(in origin, at, bits, count, log, bound, ref probe);
        }

        int found = 0;
        var most = Vector256.Create((int)Math.Min(bound, int.MaxValue));
        var mask = Vector256.Create((1 << bits) - 1);
        probe.Read(at, ((count * bits) + 7) >> 3);
        fixed (byte* fields = &Unsafe.Add(ref Unsafe.AsRef(in origin), at))
        {
            for (int i = 0; i < count; i += 8)
            {
                // Lanes past the last field read it again and are dropped.
                Vector256<int> lanes = Vector256.Min(Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(i), Vector256.Create(count - 1)) * bits;
                Vector256<int> words = Avx2.GatherVector256((int*)fields, lanes >> 3, 1);
                Vector256<int> own = Avx2.ShiftRightLogicalVariable(words, (lanes & Vector256.Create(7)).AsUInt32()) & mask;
                uint counted = Vector256.LessThanOrEqual(own, most).ExtractMostSignificantBits();
                found += BitOperations.PopCount(counted & (uint)((1 << Math.Min(count - i, 8)) - 1));
            }
        }

        return found;
    }
}

/// <summary>Reads bodies of <see cref="ForBlocks"/>: a search of packed pcs, then one field.</summary>
internal readonly struct ForBody<TSearch> : ISmallBody
    where TSearch : struct, IPackedSearch
{
    /// <inheritdoc/>
    public static bool WantsEnd => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        int count = block.Count;
        var head = new ForHead(BitPacking.Word(in origin, block.Start));
        value = 0;
        if (block.Start + head.Length(count) > table.End)
        {
            return false;
        }

        probe.Read(block.Start, head.Bytes);
        int pcs = block.Start + head.Bytes;
        int entry = TSearch.CountUpTo(in origin, pcs, head.PcBits, count - 1, table.Log, TRule.Exact ? distance - 1 : distance, ref probe);
        if (TRule.Exact && distance == 0)
        {
            entry = 0;
        }
        else if (TRule.Exact)
        {
            if (++entry >= count || Field(in origin, pcs, (entry - 1) * head.PcBits, head.PcBits, ref probe) != distance)
            {
                return false;
            }
        }

        probe.Decoded(1);
        uint field = Field(in origin, pcs, ((count - 1) * head.PcBits) + (entry * head.ValueBits), head.ValueBits, ref probe);
        if (TRule.Codes)
        {
            uint index = head.Base + field;
            bool known = index < (uint)table.ModelBytes;
            probe.Read(SmallBlocks.HeaderBytes + (int)(known ? index : 0), known ? 1 : 0);
            value = known ? bytes[SmallBlocks.HeaderBytes + (int)index] : 0u;
            return known;
        }

        value = field < head.None ? TableKind.None : block.Base + head.Base + field - head.None;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Field<TProbe>(ref readonly byte origin, int at, int bit, int bits, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(at + (bit >> 3), ((bit & 7) + bits + 7) >> 3);
        return (uint)((BitPacking.Word(in origin, at + (bit >> 3)) >> (bit & 7)) & ((1UL << bits) - 1));
    }
}
