using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Variable-length integers of three bits a nibble: finer than bytes, and read one after the other.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, the low nibble of a byte first; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count, super_count : u32; model_bytes : u16; shift, block_log, flags, spare : u8
/// model   : traps: the codes that occur, the most frequent first, a byte each; else nothing
/// keys, supers, bases (not of traps: a position), units, offsets : the index of small blocks: per up to 32 blocks 12 or 16 bytes, per block two u16 (see Primitives/SmallBlocks.cs)
/// varint  : nibbles of 3 bits, least significant first, bit 3 set where more follow; at most 11
/// traps body   : per entry varint(delta &lt;&lt; 1 | differs), varint(index of its code in the model) if it differs from the first code
/// addrmap body : per entry varint(delta), varint(0 for none, else 1 + zigzag of the difference to the block's previous position that was not none, of the first to the superblock's,
///                modulo 2^32); delta in units, the block's first is 0
///           padded to whole bytes
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: search of the superblocks' words, one vector comparison of up to 32 u16, serial decode of half a block on average; a varint's length is a count of zeros, not a loop.</para>
/// <para><b>Bets</b>: fields of up to 6 bits are frequent.</para>
/// <para><b>Limits</b>: below 2^31 entries. A superblock ends early where the next block is 2^16 units away.</para>
/// <para><b>Source</b>: CoreCLR's nibble writer (src/coreclr/inc/nibblestream.h), which the runtime's debug info used up to PR 116031; its nibbles come most significant first.</para>
/// </remarks>
/// <param name="Block">Entries per block, a power of two up to 256.</param>
public sealed record NibbleVarint(int Block) : SmallBlockEncoding(Block)
{
    /// <inheritdoc/>
    public override string Family => "varint";

    /// <inheritdoc/>
    public override string Summary => "varints of 3 bits a nibble behind u32 superblocks and u16 blocks";

    /// <inheritdoc/>
    public override string LookupCost => "search of the superblocks, one vector compare, serial decode of half a small block";

    /// <summary>The sizes between a dear index and a long decode.</summary>
    public static IEnumerable<TableEncoding> Variants => new[] { 16, 32, 64 }.Select(block => new NibbleVarint(block));

    private protected override string Name => "nibble-varint";

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("bmi2", Bmi2Nibbles.Isa, Bmi2Nibbles.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar":
                Run<NibbleBody<PortableNibbles>, TAction>(bytes, question, ref action);
                break;
            case "bmi2":
                Run<NibbleBody<Bmi2Nibbles>, TAction>(bytes, question, ref action);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    private protected override ISmallBodyWriter Train(PcTable table, uint[] units) => new Writer(table);

    private protected override int ReadBody(TableKind question, ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, Span<ulong> distances, Span<uint> values)
    {
        int end = (block.End - block.Start) * 2;
        int start = block.Start;
        int nibble = 0;
        ulong reached = 0;
        uint current = block.Base;
        bool codes = question.ValueBytes == 1;
        for (int i = 0; i < distances.Length; i++)
        {
            ulong field = Next(bytes);
            ulong value = codes && (field & 1) == 0 ? 0 : Next(bytes);
            ulong step = codes ? field >> 1 : field;
            if (nibble > end || step > uint.MaxValue || (codes ? value >= (uint)table.ModelBytes : value > 1UL << 32))
            {
                return -1;
            }

            distances[i] = reached += step;
            current = codes ? bytes[SmallBlocks.HeaderBytes + (int)value] : value == 0 ? current : current + Nibbles.Unzigzag((uint)(value - 1));
            values[i] = !codes && value == 0 ? TableKind.None : current;
            if (!codes && value != 0 && current == TableKind.None)
            {
                return -1;
            }
        }

        return start + ((nibble + 1) >> 1);

        ulong Next(ReadOnlySpan<byte> from)
        {
            ulong field = 0;
            int count = 0;
            uint piece = 8;
            for (; (piece & 8) != 0 && count < Nibbles.MaxLength && nibble < end; count++, nibble++)
            {
                piece = (uint)from[start + (nibble >> 1)] >> ((nibble & 1) * 4);
                field |= (ulong)(piece & 7) << (3 * count);
            }

            nibble = (piece & 8) != 0 ? end + 1 : nibble;
            return field;
        }
    }

    private sealed class Writer : ISmallBodyWriter
    {
        private readonly uint[] _index = new uint[256];

        public Writer(PcTable table)
        {
            HasBases = table.Kind.ValueBytes != 1;
            Model = HasBases ? [] : TrapLists.Of(table).Codes;
            for (int i = 0; i < Model.Length; i++)
            {
                _index[Model[i]] = (uint)i;
            }
        }

        public byte[] Model { get; }

        public bool HasBases { get; }

        public void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body)
        {
            var nibbles = new Nibbles(stackalloc byte[units.Length * Nibbles.MaxLength]);
            uint previous = start;
            for (int i = 0; i < units.Length; i++)
            {
                ulong step = i == 0 ? 0 : units[i] - units[i - 1];
                if (!HasBases)
                {
                    uint code = _index[values[i]];
                    nibbles.Append((step << 1) | (code == 0 ? 0u : 1));
                    if (code != 0)
                    {
                        nibbles.Append(code);
                    }
                }
                else
                {
                    bool none = values[i] == TableKind.None;
                    nibbles.Append(step);
                    nibbles.Append(none ? 0 : 1 + (ulong)Nibbles.Zigzag(values[i] - previous));
                    previous = none ? previous : values[i];
                }
            }

            body.Write(nibbles.Bytes);
        }
    }
}
