using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The traps of Wasmtime 47 with one default code for the table, in smaller blocks behind an index of two levels.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16 = 0; shift, block_log, flags : u8; spare : u8 = the most frequent code, of equally frequent ones the least
/// keys, supers, units, offsets : the index of small blocks: per up to 32 blocks 12 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// body    : per entry ULEB128(delta &lt;&lt; 1 | differs), code : u8 if differs; delta in units (a unit is a pc &gt;&gt; shift), the block's first is 0
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, then decode of half a block on average.</para>
/// <para><b>Bets</b>: one code has most traps, everywhere alike; deltas below 64 units.</para>
/// <para><b>Limits</b>: below 2^31 entries. A superblock ends early where the next block is 2^16 units away.</para>
/// <para><b>Source</b>: wasmtime v47.0.2, crates/environ/src/compile/trap_encoding.rs, whose default code is a block's.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record DefaultCodeLeb128(int Block) : SmallBlockEncoding(Block)
{
    /// <inheritdoc/>
    public override string Family => "small-blocks";

    /// <inheritdoc/>
    public override string Summary => "one default trap code a table; LEB128 deltas behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, serial decode of half a small block";

    /// <summary>The sizes at which the index pays.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 8, 16, 32, 64 }.Select(block => new DefaultCodeLeb128(block));

    private protected override string Name => "default-code-leb128";

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps;

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        Run<DefaultCodeBody, TAction>(bytes, question, ref action);
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) => new Writer(table.Values);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        int position = block.Start;
        ReadOnlySpan<byte> bodies = bytes[..block.End];
        ulong reached = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            if (!Leb128.TryReadUnsigned(bodies, ref position, out ulong field) || ((field & 1) != 0 && position >= bodies.Length) || field >> 1 > uint.MaxValue)
            {
                return -1;
            }

            distances[i] = reached += field >> 1;
            values[i] = (field & 1) != 0 ? bodies[position++] : table.Spare;
        }

        return position;
    }

    private sealed class Writer : ISmallBodyWriter
    {
        public Writer(ReadOnlySpan<uint> codes)
        {
            var counts = new int[256];
            foreach (uint code in codes)
            {
                counts[code]++;
            }

            Spare = (byte)Array.IndexOf(counts, counts.Max());
        }

        public byte Spare { get; }

        public bool HasBases => false;

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            uint previous = units[0];
            for (int i = 0; i < units.Length; i++)
            {
                bool differs = values[i] != Spare;
                body.WriteUleb128(((ulong)(units[i] - previous) << 1) | (differs ? 1u : 0u));
                previous = units[i];
                if (differs)
                {
                    body.WriteByte((byte)values[i]);
                }
            }
        }
    }
}

/// <summary>Entry by entry; fields of one and two bytes in line.</summary>
internal readonly struct DefaultCodeBody : ISmallBody
{
    /// <inheritdoc/>
    public static bool WantsEnd => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind<TRule, TProbe>(ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct
    {
        int position = block.Start;
        int left = block.Count;
        ulong reached = 0;
        bool found = false;
        value = 0;
        while (left > 0 && (uint)position < (uint)bytes.Length)
        {
            ulong field = bytes[position++];
            if (field >= 0x80 && !LebField.TryExtend(bytes, ref field, ref position))
            {
                break;
            }

            left--;
            reached += field >> 1;
            if (reached >= distance)
            {
                bool differs = (field & 1) != 0 && (uint)position < (uint)bytes.Length;
                found = reached == distance;
                value = !found ? 0u : differs ? bytes[position] : table.Spare;
                position += differs ? 1 : 0;
                break;
            }

            position += (int)(field & 1);
        }

        probe.Decoded(block.Count - left);
        probe.Read(block.Start, Math.Min(position, bytes.Length) - block.Start);
        return found;
    }
}
