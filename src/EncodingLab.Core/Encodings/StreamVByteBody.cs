using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Reads bodies of <see cref="StreamVByte"/> field by field.</summary>
internal readonly struct StreamVByteBody : ISmallBody
{
    /// <inheritdoc/>
    public static bool WantsEnd => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!StreamVByteParts.TryFind(bytes, table, block, out StreamVByteParts parts, ref probe))
        {
            return false;
        }

        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        int at = parts.Pcs;
        int upTo = 0;
        ulong reached = 0;
        for (; upTo < block.Count; upTo++)
        {
            int length = QuadLengths.Of(Unsafe.Add(ref origin, block.Start + (upTo >> 2)), upTo);
            ulong next = reached + (BitPacking.Half(in origin, at) & ((1UL << (8 * length)) - 1));
            at += length;
            if (TRule.Exact ? next >= distance : next > distance)
            {
                upTo += TRule.Exact && next == distance ? 1 : 0;
                reached = TRule.Exact ? next : reached;
                break;
            }

            reached = next;
        }

        probe.Read(parts.Pcs, at - parts.Pcs);
        if (upTo == 0 || (TRule.Exact && reached != distance))
        {
            return false;
        }

        return TryValue<TRule, TProbe>(ref origin, table, block, parts, upTo, out value, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryValue<TRule, TProbe>(
        ref readonly byte origin, in SmallBlocks table, in SmallBlock block, in StreamVByteParts parts, int upTo, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = parts.Values;
        int length = 0;
        uint field = 0;
        value = block.Base;
        for (int i = 0; i < upTo; i++)
        {
            length = QuadLengths.Of(Unsafe.Add(ref Unsafe.AsRef(in origin), parts.Controls + (i >> 2)), i);
            field = (uint)(BitPacking.Half(in origin, at) & ((1UL << (8 * length)) - 1));
            value += Nibbles.Unzigzag(field);
            at += length;
        }

        probe.Decoded(upTo);
        probe.Read(parts.Values, at - parts.Values);
        value = TRule.Codes ? field ^ table.Spare : length == 0 ? TableKind.None : value;
        return true;
    }
}

/// <summary>Reads bodies of <see cref="StreamVByte"/> four fields a step.</summary>
internal readonly struct StreamVByteQuads : ISmallBody
{
    private const int Ahead = 16;

    /// <inheritdoc/>
    public static bool WantsEnd => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        value = 0;
        if (!StreamVByteParts.TryFind(bytes, table, block, out StreamVByteParts parts, ref probe))
        {
            return false;
        }

        if (parts.End > bytes.Length - Ahead)
        {
            return StreamVByteBody.TryFind<TRule, TProbe>(bytes, table, block, distance, out value, ref probe);
        }

        ref byte origin = ref MemoryMarshal.GetReference(bytes);
        int at = parts.Pcs;
        uint below = TRule.Exact ? distance - 1 : distance;
        int entry = TRule.Exact && distance == 0 ? 0 : -1;
        var reached = Vector128<uint>.Zero;
        for (int first = 0; first < block.Count && entry < 0; first += 4)
        {
            uint control = Unsafe.Add(ref origin, block.Start + (first >> 2));
            Vector128<uint> steps = QuadShuffles.Decode(ref Unsafe.Add(ref origin, at), control);
            steps += Vector128.ShuffleNative(steps, Vector128.Create(4u, 0, 1, 2)) & Vector128.Create(0, ~0u, ~0u, ~0u);
            steps += Vector128.ShuffleNative(steps, Vector128.Create(4u, 4, 0, 1)) & Vector128.Create(0, 0, ~0u, ~0u);
            reached = Vector128.ShuffleNative(reached, Vector128.Create(3u)) + steps;
            uint above = Vector128.GreaterThan(reached, Vector128.Create(below)).ExtractMostSignificantBits();
            entry = above == 0 ? -1 : first + BitOperations.TrailingZeroCount(above);
            at += QuadLengths.Sum(control);
        }

        probe.Read(parts.Pcs, at - parts.Pcs);
        entry = entry < 0 || entry > block.Count ? block.Count : entry;
        if (TRule.Exact)
        {
            // The first entry at or after the pc.
            bool there = entry < block.Count && (distance == 0 || reached.GetElement(entry & 3) == distance);
            return there && Sum<TRule, TProbe>(ref origin, table, block, parts, entry, out value, ref probe);
        }

        return entry > 0 && Sum<TRule, TProbe>(ref origin, table, block, parts, entry - 1, out value, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Sum<TRule, TProbe>(
        ref readonly byte origin, in SmallBlocks table, in SmallBlock block, in StreamVByteParts parts, int entry, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = parts.Values;
        int last = entry & ~3;
        var sums = Vector128<uint>.Zero;
        for (int first = 0; first < last; first += 4)
        {
            uint passed = Unsafe.Add(ref Unsafe.AsRef(in origin), parts.Controls + (first >> 2));
            sums += TRule.Codes ? default : Unzigzag(QuadShuffles.Decode(in Unsafe.Add(ref Unsafe.AsRef(in origin), at), passed));
            at += QuadLengths.Sum(passed);
        }

        uint control = Unsafe.Add(ref Unsafe.AsRef(in origin), parts.Controls + (entry >> 2));
        Vector128<uint> fields = QuadShuffles.Decode(in Unsafe.Add(ref Unsafe.AsRef(in origin), at), control);
        probe.Decoded(entry + 1);
        probe.Read(parts.Values, at + QuadLengths.Sum(control) - parts.Values);
        if (TRule.Codes)
        {
            value = fields.GetElement(entry & 3) ^ table.Spare;
            return true;
        }

        sums += Unzigzag(fields) & Vector128.LessThanOrEqual(Vector128.Create(0u, 1, 2, 3), Vector128.Create((uint)entry & 3));
        value = QuadLengths.Of(control, entry) == 0 ? TableKind.None : block.Base + Vector128.Sum(sums);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Unzigzag(Vector128<uint> fields) => (fields >>> 1) ^ (Vector128<uint>.Zero - (fields & Vector128<uint>.One));
}

/// <summary>Where the parts of a body lie. All of them have been checked to end in the bodies.</summary>
/// <param name="Controls">The value lengths; the pc lengths begin with the body.</param>
/// <param name="Pcs">The pc bytes.</param>
/// <param name="Values">The value bytes.</param>
/// <param name="End">Their end.</param>
internal readonly record struct StreamVByteParts(int Controls, int Pcs, int Values, int End)
{
    /// <summary>Reads the lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind<TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, out StreamVByteParts parts, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int quads = (block.Count + 3) >> 2;
        int pcs = block.Start + (2 * quads);
        parts = default;
        if (pcs > table.End)
        {
            return false;
        }

        probe.Read(block.Start, 2 * quads);
        int values = pcs + QuadLengths.Sum(bytes.Slice(block.Start, quads));
        int end = values + QuadLengths.Sum(bytes.Slice(block.Start + quads, quads));
        parts = new(block.Start + quads, pcs, values, end);
        return end <= table.End;
    }
}
