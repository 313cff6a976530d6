using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Traps as one Elias-Fano list for each code: the code itself takes no bits.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// shift   : u8   trailing zero bits that all pcs share
/// lists   : u8   number of lists, at most 32
/// lists x { code : u8, list : u32 }   where the list begins; the most frequent code first
/// lists, back to back, each the units of the entries of its code:
///   count, first_granule, granules : u32; low, rank_bytes, page_bits : u8
///   directory : per 2^page_bits granules, and once more at the end, the number of entries before them, rank_bytes each
///   upper     : per granule from the first on, a one for each entry and then a zero; padded to bytes
///   lows      : low bits an entry; padded to bytes
/// padding : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: the lists in turn, each by one directory record, one select and one compare, until one holds the unit. A miss asks all of them.</para>
/// <para><b>Bets</b>: few codes, very unequal in number; lookups that mostly hit the first.</para>
/// <para><b>Limits</b>: at most 32 codes. Equal pcs of different codes lose their order, so tables with them are refused.</para>
/// <para><b>Source</b>: SpiderMonkey's wasm::TrapSitesForKind (js/src/wasm/WasmCodegenTypes.h), lists by trap kind; Elias-Fano lists instead of its u32 arrays.</para>
/// </remarks>
public sealed record KindLists : TableEncoding
{
    private const int MaxLists = 32;
    private const int HeaderBytes = 2;
    private const int SlotBytes = 5;
    private const int PageBits = 8;

    /// <inheritdoc/>
    public override string Id => "kind-lists";

    /// <inheritdoc/>
    public override string Family => "elias-fano";

    /// <inheritdoc/>
    public override string Summary => "an Elias-Fano list of pcs for each trap code";

    /// <inheritdoc/>
    public override string LookupCost => "a directory record, a select and a compare in each list until one hits";

    /// <summary>Everything is trained on the table; there is nothing to choose.</summary>
    public static IEnumerable<TableEncoding> Variants => [new KindLists()];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind)
    {
        int codes = TrapLists.Of(tables[kind]).Codes.Length;
        return codes > MaxLists ? $"{codes} codes, more than {MaxLists} lists" : TrapLists.WhyNot(tables[kind]);
    }

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        var lists = TrapLists.Of(table);
        output.Part = BytePart.Index;
        output.WriteByte((byte)lists.Shift);
        output.WriteByte((byte)lists.Codes.Length);
        var bodies = new ByteWriter(table.Count + 64);
        int start = HeaderBytes + (lists.Codes.Length * SlotBytes);
        foreach (byte code in lists.Codes)
        {
            output.WriteByte(code);
            output.WriteUInt32((uint)(start + bodies.Length));
            EliasFanoList.Write(lists.UnitsOf(table, code, true), PageBits, bodies);
        }

        bodies.Reserve(EliasFanoList.Padding);
        output.Append(bodies);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!TryCount(bytes, out int count))
        {
            throw new MalformedTableException($"{question}: header and {MaxLists} lists at most do not fit {bytes.Length} bytes");
        }

        var units = new uint[count][];
        var codes = new uint[count][];
        int end = HeaderBytes + (count * SlotBytes);
        for (int i = 0; i < count; i++)
        {
            uint at = BitPacking.Half(bytes, HeaderBytes + (i * SlotBytes) + 1);
            if (at != (uint)end || !EliasFanoList.TryOpen(bytes, end, out EliasFanoList list))
            {
                throw new MalformedTableException($"{question}: list {i} at {at} does not follow the one before at {end}, or does not fit {bytes.Length} bytes");
            }

            (units[i], codes[i], end) = (new uint[list.Count], new uint[list.Count], list.End);
            codes[i].AsSpan().Fill(bytes[HeaderBytes + (i * SlotBytes)]);
            if (!list.TryRead(bytes, units[i]))
            {
                throw new MalformedTableException($"{question}: list {i}: its upper bits contradict its count");
            }
        }

        return TrapLists.Merge(question, bytes[0], units, codes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("bmi2", Bmi2Words.Isa, Bmi2Words.IsSupported)];

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        switch (reader)
        {
            case "scalar":
                action.Run<Reader<PortableWords>>(bytes, 0);
                break;
            case "bmi2":
                action.Run<Reader<Bmi2Words>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    private static bool TryCount(ReadOnlySpan<byte> bytes, out int count)
    {
        count = bytes.Length < HeaderBytes ? 0 : bytes[1];
        return bytes.Length >= HeaderBytes && bytes[0] < 32 && count <= MaxLists && HeaderBytes + (count * SlotBytes) <= bytes.Length;
    }

    /// <summary>Asks list after list; their headers are read anew for each lookup, so that opening builds nothing.</summary>
    public readonly ref struct Reader<TOps> : ITableReader<Reader<TOps>>
        where TOps : struct, IWordOps
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly EliasFanoList _first;
        private readonly int _count;
        private readonly int _shift;

        private Reader(ReadOnlySpan<byte> bytes)
        {
            if (TryCount(bytes, out _count) && (_count == 0 || EliasFanoList.TryOpen(bytes, HeaderBytes + (_count * SlotBytes), out _first)))
            {
                _bytes = bytes;
                _shift = bytes[0];
            }
            else
            {
                _count = 0;
            }
        }

        /// <inheritdoc/>
        public static Reader<TOps> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

        /// <inheritdoc/>
        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            uint unit = pc >> _shift;
            value = 0;
            if (_count == 0 || unit << _shift != pc)
            {
                return false;
            }

            ref byte origin = ref MemoryMarshal.GetReference(_bytes);
            probe.Decoded(1);
            if (_first.FirstAt<TOps, TProbe>(in origin, unit, ref probe) >= 0)
            {
                probe.Read(HeaderBytes, 1);
                value = _bytes[HeaderBytes];
                return true;
            }

            for (int i = 1; i < _count; i++)
            {
                int slot = HeaderBytes + (i * SlotBytes);
                uint at = BitPacking.Half(_bytes, slot + 1);
                probe.Read(slot, SlotBytes);
                if (!EliasFanoList.TryOpen(_bytes, (int)Math.Min(at, int.MaxValue), out EliasFanoList list))
                {
                    return false;
                }

                probe.Read((int)at, EliasFanoList.HeaderBytes);
                if (list.FirstAt<TOps, TProbe>(in origin, unit, ref probe) >= 0)
                {
                    value = _bytes[slot];
                    return true;
                }
            }

            return false;
        }
    }
}
