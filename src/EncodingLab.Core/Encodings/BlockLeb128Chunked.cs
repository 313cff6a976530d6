using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The address map by chunks of bytes: entries are passed by sums of many fields; no entry is decoded alone.</summary>
/// <remarks>
/// A chunk begins with an entry. The flags of pc fields say which fields follow one (positions), as a backslash escapes what follows it. Only whole
/// entries count; the next chunk begins after them. Fields of three bytes or more but the block's first position, and the end of the section, are left
/// to the scalar decoder from where this one has come to.
/// </remarks>
internal readonly struct BlockLeb128ChunkedMap<TChunk> : IBlockDecoder
    where TChunk : struct, IByteChunk<TChunk>
{
    /// <inheritdoc/>
    public static bool StopsAtEnd => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        // One idea, hence long: the masks of a chunk live in registers from its load to its sums.
        ReadOnlySpan<byte> bytes = block.Bodies;
        CacheLines.PrefetchAfter(bytes, block.Start);
        int position = block.Start;
        int readTo = position;
        int entries = 0;
        ulong rest = block.Distance;
        uint current = 0;
        uint none = 0;
        while (position < block.End)
        {
            if (position > bytes.Length - TChunk.Width)
            {
                goto OneByOne;
            }

            TChunk chunk = TChunk.Load(bytes.Slice(position, TChunk.Width));
            int length = Math.Min(block.End - position, TChunk.Width);
            readTo = position + length;
            ulong terminators = ~chunk.Continued & (ulong.MaxValue >> (64 - length));
            ulong starts = (terminators << 1) | 1;
            ulong odd = chunk.Odd;
            ulong steps = TChunk.Escaped(starts & ~odd, starts);
            ulong pcs = starts & ~steps;
            int whole = 63 - BitOperations.LeadingZeroCount(pcs);
            ulong below = (1ul << whole) - 1;
            ulong tails = ~starts & below;
            pcs &= below;
            steps &= below;
            if (entries == 0 && !TryTakeFirst(bytes[position..], ref steps, ref tails, out current))
            {
                goto OneByOne;
            }

            if ((tails & (tails << 1)) != 0 || whole == 0)
            {
                goto OneByOne;
            }

            int next = position + whole;
            ulong pcTails = (pcs << 1) & tails;
            if (chunk.HalvesWithin(pcs, pcTails, rest, out ulong delta, out int within))
            {
                rest -= delta;
            }
            else
            {
                // The first field that ends at or after the byte that passes the limit is the first entry after the pc.
                int after = BitOperations.TrailingZeroCount(((pcs & terminators) | pcTails) >> within << within);
                after -= (int)(pcTails >> after) & 1;
                below = (1ul << after) - 1;
                pcs &= below;
                steps &= below;
                next = block.End;
            }

            ulong stepTails = (steps << 1) & tails;
            ulong signs = chunk.Negative;
            current += chunk.Sum(steps, stepTails)
                - ((uint)BitOperations.PopCount(steps & terminators & signs) << 7)
                - ((uint)BitOperations.PopCount(stepTails & signs) << 14);
            none = pcs == 0 ? none : (uint)(odd >> (63 - BitOperations.LeadingZeroCount(pcs))) & 1;
            entries += BitOperations.PopCount(pcs);
            position = next;
        }

        probe.Decoded(entries);
        probe.Read(block.Origin + block.Start, readTo - block.Start);
        value = entries == 0 ? 0 : none != 0 ? TableKind.None : current;
        return entries != 0;

    OneByOne:
        return BlockLeb128ScalarMap.Continue(block, new(position, entries, block.Distance - rest, current, entries != 0, none), out value, ref probe);
    }

    /// <summary>Takes the block's first position, which is absolute, out of the steps and their tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTakeFirst(ReadOnlySpan<byte> bytes, ref ulong steps, ref ulong tails, out uint position)
    {
        int first = BitOperations.TrailingZeroCount(steps);
        position = 0;
        if (steps == 0 || first > bytes.Length - 8)
        {
            return false;
        }

        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(first, 8));
        ulong stops = ~word & 0x8080808080808080;
        word &= stops ^ (stops - 1);
        position = (uint)((word & 0x7f) | ((word & 0x7f00) >> 1) | ((word & 0x7f0000) >> 2) | ((word & 0x7f000000) >> 3) | ((word & 0x7f00000000) >> 4));
        steps &= steps - 1;

        // Adding to the lowest of a row of ones clears the row.
        tails &= tails + (2ul << first);
        return word <= 0x7fffffffff;
    }
}

/// <summary>Traps by chunks of bytes, as <see cref="BlockLeb128ChunkedMap{TChunk}"/>; here what follows a pc field is a code.</summary>
internal readonly struct BlockLeb128ChunkedTraps<TChunk> : IBlockDecoder
    where TChunk : struct, IByteChunk<TChunk>
{
    /// <inheritdoc/>
    public static bool StopsAtEnd => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TProbe>(in BlockBody block, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        ReadOnlySpan<byte> bytes = block.Bodies;
        CacheLines.PrefetchAfter(bytes, block.Start);
        int position = block.Start + 1;
        int readTo = position;
        int entries = 0;
        ulong rest = block.Distance;
        bool found = false;
        value = 0;
        while (position < block.End)
        {
            if (position > bytes.Length - TChunk.Width || rest == 0)
            {
                goto OneByOne;
            }

            TChunk chunk = TChunk.Load(bytes.Slice(position, TChunk.Width));
            int length = Math.Min(block.End - position, TChunk.Width);
            readTo = position + length;
            ulong terminators = ~chunk.Continued & (ulong.MaxValue >> (64 - length));
            ulong starts = (terminators << 1) | 1;
            ulong odd = chunk.Odd;
            ulong codes = TChunk.Escaped(starts & odd, starts);
            ulong pcs = starts & ~codes;
            int whole = 63 - BitOperations.LeadingZeroCount(pcs);
            ulong below = (1ul << whole) - 1;
            ulong tails = ~starts & below;
            pcs &= below;

            // A code of 128 or more looks like a field that goes on.
            if ((tails & ((tails | codes) << 1)) != 0 || whole == 0)
            {
                goto OneByOne;
            }

            ulong pcTails = (pcs << 1) & tails;
            entries += BitOperations.PopCount(pcs);
            if (chunk.HalvesWithin(pcs, pcTails, rest - 1, out ulong delta, out int within))
            {
                rest -= delta;
                position += whole;
                continue;
            }

            // The first field that ends at or after the byte that reaches the pc.
            ulong ends = ((pcs & terminators) | pcTails) >> within << within;
            int last = BitOperations.TrailingZeroCount(ends);
            int first = last - ((int)(pcTails >> last) & 1);
            ulong upTo = ends ^ (ends - 1);
            delta = (chunk.Sum(pcs & upTo, pcTails & upTo) - (uint)BitOperations.PopCount(pcs & upTo & odd)) >> 1;
            int code = ((odd >> first) & 1) == 0 ? block.Start : position + last + 1;
            uint answer = bytes[code];
            found = delta == rest;
            value = found ? answer : 0;
            break;
        }

        probe.Decoded(entries);
        probe.Read(block.Origin + block.Start, readTo - block.Start);
        return found;

    OneByOne:
        return BlockLeb128ScalarTraps.Continue(block, new(position, entries, block.Distance - rest), out value, ref probe);
    }
}
