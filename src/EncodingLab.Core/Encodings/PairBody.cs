using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Gives the tokens of a block one after the other.</summary>
internal interface ITokenStream<TSelf>
    where TSelf : struct, ITokenStream<TSelf>
{
    /// <summary>Opens a block's tokens; eight bytes can be read from its start.</summary>
    /// <param name="origin">The table.</param>
    /// <param name="table">Its header.</param>
    /// <param name="block">The block.</param>
    /// <param name="extras">Where the bytes after the tokens begin; perhaps beyond the end.</param>
    static abstract TSelf Open(ref readonly byte origin, in SmallBlocks table, in SmallBlock block, out int extras);

    /// <summary>The next token.</summary>
    /// <param name="origin">The table.</param>
    /// <param name="entry">Tokens before it.</param>
    /// <param name="end">Eight bytes can be read up to here.</param>
    uint Next(ref readonly byte origin, int entry, int end);

    /// <summary>Bytes from the block's start up to what the next token begins with.</summary>
    int BytesRead(int entries);
}

/// <summary>A byte each, from the block's start.</summary>
internal readonly struct ByteTokens(int start) : ITokenStream<ByteTokens>
{
    /// <inheritdoc/>
    public static ByteTokens Open(ref readonly byte origin, in SmallBlocks table, in SmallBlock block, out int extras)
    {
        extras = block.Start + block.Count;
        return new(block.Start);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next(ref readonly byte origin, int entry, int end) => Unsafe.Add(ref Unsafe.AsRef(in origin), start + entry);

    /// <inheritdoc/>
    public int BytesRead(int entries) => entries;
}

/// <summary>Adds token after token up to the pc. How long an entry is never decides a branch.</summary>
internal readonly struct PairBody<TTokens> : ISmallBody
    where TTokens : struct, ITokenStream<TTokens>
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
        TTokens tokens = TTokens.Open(in origin, table, block, out int extras);
        int count = block.Count;
        int entry = 0;
        int position = extras;
        int end = table.End;
        uint model = (uint)table.ModelBytes;
        ulong reached = 0;
        uint current = block.Base;
        uint none = 0;
        bool found = false;
        value = 0;

        // Tokens and what follows them lie before the end: eight bytes more can be read.
        while (entry < count && position <= end)
        {
            uint at = tokens.Next(in origin, entry, end) * 4;
            if (at >= model)
            {
                break;
            }

            var record = new PairRecord(BitPacking.Half(in origin, SmallBlocks.HeaderBytes + (int)at));
            ulong extra = BitPacking.Word(in origin, position);
            ulong next = reached + record.StepWith(extra);
            probe.Read(SmallBlocks.HeaderBytes + (int)at, 4);
            if (TRule.Exact ? next >= distance : next > distance)
            {
                // The entry at the pc, or the first after it.
                found = TRule.Exact && next == distance;
                value = !found ? 0 : TRule.Codes ? record.ValueWith(extra) : record.None ? TableKind.None : current + record.ValueWith(extra);
                break;
            }

            entry++;
            reached = next;
            none = 0 - ((record.Bits >> 6) & 1);
            current += TRule.Codes ? 0 : record.ValueWith(extra);
            position += record.PcBytes + record.ValueBytes;
        }

        int asked = Math.Min(entry + 1, count);
        probe.Decoded(asked);
        probe.Read(block.Start, Math.Min(tokens.BytesRead(asked), bytes.Length - block.Start));
        probe.Read(Math.Min(extras, end), Math.Max(Math.Min(position + 8, bytes.Length) - Math.Min(extras, end), 0));
        if (TRule.Exact)
        {
            return found;
        }

        value = current | none;
        return entry > 0;
    }
}

/// <summary>What encodings by pairs do when they write and when they decode whole tables.</summary>
internal static class PairBodies
{
    /// <summary>Chooses the tokens of a block, and puts what they leave open into bytes.</summary>
    /// <returns>How many bytes.</returns>
    public static int Choose(PairModel model, bool codes, ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, Span<int> tokens, Span<byte> extras)
    {
        int length = 0;
        uint previous = start;
        for (int i = 0; i < units.Length; i++)
        {
            bool none = !codes && values[i] == TableKind.None;
            uint step = i == 0 ? 0 : units[i] - units[i - 1];
            uint value = none ? 0 : codes ? values[i] : values[i] - previous;
            tokens[i] = model.Token(step, value, none);
            PairRecord record = model.Record(tokens[i]);
            ulong rest = ((ulong)(value - (uint)record.Value) << (8 * record.PcBytes)) | (step - record.Step);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(extras[length..], rest);
            length += record.PcBytes + record.ValueBytes;
            previous = none ? previous : values[i];
        }

        return length;
    }

    /// <summary>Reads a block back from its tokens and the bytes after them.</summary>
    /// <returns>Where the body ends, or -1 where it is malformed.</returns>
    public static int Read(
        TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, ReadOnlySpan<int> tokens, int extras, Span<ulong> distances, Span<uint> values)
    {
        bool codes = question.ValueBytes == 1;
        int position = extras;
        ulong reached = 0;
        uint current = block.Base;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (position > block.End || tokens[i] * 4 >= table.ModelBytes)
            {
                return -1;
            }

            var record = new PairRecord(BitPacking.Half(bytes, SmallBlocks.HeaderBytes + (tokens[i] * 4)));
            ulong extra = BitPacking.Word(bytes, position);
            bool none = record.None && !codes;
            current = codes ? record.ValueWith(extra) : none ? current : current + record.ValueWith(extra);
            if (record.PcBytes > 4 || record.ValueBytes > 4 || (!none && !codes && current == TableKind.None))
            {
                return -1;
            }

            distances[i] = reached += record.StepWith(extra);
            values[i] = none ? TableKind.None : current;
            position += record.PcBytes + record.ValueBytes;
        }

        return position;
    }
}
