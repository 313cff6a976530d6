using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Adds token after token up to the pc. How long an entry is never decides a branch.</summary>
internal readonly struct PairTokensBody : ISmallBody
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
        int token = block.Start;
        int extras = token + block.Count;
        int position = extras;
        int end = table.End;
        uint model = (uint)table.ModelBytes;
        ulong reached = 0;
        uint current = block.Base;
        uint none = 0;
        bool found = false;
        value = 0;

        // Tokens and what follows them lie before the end: eight bytes more can be read.
        while (token < extras && position <= end)
        {
            uint at = (uint)Unsafe.Add(ref origin, token) * 4;
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
                token++;
                break;
            }

            token++;
            reached = next;
            none = 0 - ((record.Bits >> 6) & 1);
            current += TRule.Codes ? 0 : record.ValueWith(extra);
            position += record.PcBytes + record.ValueBytes;
        }

        probe.Decoded(token - block.Start);
        probe.Read(block.Start, Math.Min(token, end) - block.Start);
        probe.Read(Math.Min(extras, end), Math.Max(Math.Min(position + 8, bytes.Length) - Math.Min(extras, end), 0));
        if (TRule.Exact)
        {
            return found;
        }

        value = current | none;
        return token > block.Start;
    }
}
