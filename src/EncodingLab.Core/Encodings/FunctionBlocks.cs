using System.Globalization;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Blocks that begin where functions begin, their bodies in byte tokens that know neither pc nor position: equal functions share one body.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// entry_count : u32
/// shift       : u8    trailing zero bits that all pcs share
/// block_bits  : u8    0
/// base_bits, offset_bits : u8    widths of a directory record's fields
/// table_bits  : u8    8
/// bias        : i16   0
/// starts      : the unit of each block's first entry, an Elias-Fano list as in elias-fano-traps
/// directory   : per block base_bits + offset_bits, padded to whole bytes: its first position (address maps; 0 where it has none, and for traps);
///               where its body begins, counted from the first body
/// model       : 256 x u32, by token: bits 0-11 units since the entry before, bit 12 set for none, bits 13-31 signed the position less the block's last, or the code
/// bodies      : a token an entry: a u8 of the model from 2 on; or 1, then ULEB128 of units * 2 + (1 for none) and, unless none, SLEB128 of the position less the
///               last, or for traps ULEB128 of the units and the code as u8. 0 ends a body. Several blocks may have the same body.
/// padding     : 8 zero bytes
/// </code>
/// <para>A block ends before the first entry of the next function once it has 8 entries, and at its longest; never between equal pcs. Where functions are unknown, only at its longest.</para>
/// <para><b>Lookup</b>: predecessor in the list of starts, a record, then the body's tokens up to the pc.</para>
/// <para><b>Bets</b>: few different pairs of steps; code that repeats.</para>
/// <para><b>Limits</b>: below 2^31 bytes. A run of equal pcs makes its block as long.</para>
/// <para><b>Source</b>: GSYM, CoreCLR and ART keep a table a function; byte tokens: DWARF's special opcodes, here trained on the table.</para>
/// </remarks>
/// <param name="Longest">Entries at which a block ends inside a function.</param>
public sealed record FunctionBlocks(int Longest) : TableEncoding
{
    internal const int HeaderBytes = 5 + RankedBlocks.HeaderBytes;
    internal const int EndToken = 0;
    internal const int EscapeToken = 1;
    internal const int UnitBits = 12;
    internal const int NoneFlag = 1 << UnitBits;
    internal const int PayloadShift = UnitBits + 1;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"function-blocks(longest={Longest})");

    /// <inheritdoc/>
    public override string Family => "byte-tokens";

    /// <inheritdoc/>
    public override string Summary => "blocks at function starts; trained byte tokens; equal bodies stored once";

    /// <inheritdoc/>
    public override string LookupCost => "predecessor of an Elias-Fano list, a record, the block's tokens up to the pc";

    /// <summary>Short blocks for speed, long ones for size.</summary>
    public static IEnumerable<TableEncoding> Variants => [new FunctionBlocks(16), new FunctionBlocks(64)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap || kind == TableKind.Traps;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output) =>
        new FunctionBlocksWriter(tables[kind], tables.FunctionStarts ?? [], Longest).Write(output);

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => FunctionBlocksDecoder.Decode(bytes, question);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("bmi2", Bmi2Words.Isa, Bmi2Words.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader, question.Rule)
        {
            case ("scalar", LookupRule.Exact):
                action.Run<FunctionTraps<PortableWords>>(bytes, 0);
                break;
            case ("scalar", _):
                action.Run<FunctionMap<PortableWords>>(bytes, 0);
                break;
            case ("bmi2", LookupRule.Exact):
                action.Run<FunctionTraps<Bmi2Words>>(bytes, 0);
                break;
            case ("bmi2", _):
                action.Run<FunctionMap<Bmi2Words>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    /// <summary>Finds the parts; false, with an empty list, where they do not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryOpen(ReadOnlySpan<byte> bytes, out EliasFanoList starts, out RankedBlocks blocks)
    {
        blocks = default;
        if (bytes.Length >= HeaderBytes && bytes[4] < 32 && EliasFanoList.TryOpen(bytes, HeaderBytes, out starts)
            && RankedBlocks.TryOpen(bytes, 5, starts.End, starts.Count, out blocks) && blocks.BlockBits == 0 && blocks.TableBits == 8)
        {
            return true;
        }

        starts = default;
        return false;
    }
}
