using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Traps in two Elias-Fano lists: those of the usual code, and the rest with a code each.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1, bits from the least significant; a unit is a pc &gt;&gt; shift):</para>
/// <code>
/// shift      : u8   trailing zero bits that all pcs share
/// usual      : u8   the most frequent code
/// code_bits  : u8   width of an index into the codes
/// codes_cnt  : u8   other codes
/// codes      : codes_cnt x u8
/// usual list : the units of the entries of the usual code, an Elias-Fano list:
///              count, first_granule, granules : u32; low, rank_bytes, page_bits : u8
///              directory : per 2^page_bits granules, and once more at the end, the number of entries before them, rank_bytes each
///              upper     : per granule from the first on, a one for each entry and then a zero; padded to bytes
///              lows      : low bits an entry; padded to bytes
/// rest list  : the same of the other entries
/// rest codes : code_bits an entry of the rest list, the index of its code
/// padding    : 8 zero bytes
/// </code>
/// <para><b>Lookup</b>: in each list one directory record, one select in a page of granules, and one compare of the granule's lows; for the rest list then a code.
/// No search, and a miss costs what a hit in the rest costs.</para>
/// <para><b>Bets</b>: one code has most traps; even density of traps in the text.</para>
/// <para><b>Limits</b>: equal pcs of different codes lose their order, so tables with them are refused. Lists of clusters and huge gaps get wide lows, compared one by one.</para>
/// <para><b>Source</b>: the default code of wasmtime v47.0.2, crates/environ/src/compile/trap_encoding.rs; Elias-Fano lists; SpiderMonkey's lists by trap kind.</para>
/// </remarks>
/// <param name="Page">Granules a directory record, a power of two from 64 to 512.</param>
public sealed record EliasFanoTraps(int Page) : TableEncoding
{
    internal const int HeaderBytes = 4;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"elias-fano-traps(page={Page})");

    /// <inheritdoc/>
    public override string Family => "elias-fano";

    /// <inheritdoc/>
    public override string Summary => "two Elias-Fano lists: the usual code's pcs; the others' with their codes";

    /// <inheritdoc/>
    public override string LookupCost => "no search: a directory record, a select and a compare in each of two lists";

    /// <summary>Short pages for speed, long ones for size; all else is trained on the table.</summary>
    public static IEnumerable<TableEncoding> Variants => [new EliasFanoTraps(64), new EliasFanoTraps(256)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Traps;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) => TrapLists.WhyNot(tables[kind]);

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        var lists = TrapLists.Of(table);
        byte usual = lists.Codes.Length > 0 ? lists.Codes[0] : (byte)0;
        byte[] others = lists.Codes.Length > 1 ? lists.Codes[1..] : [];
        int codeBits = BitOperations.Log2((uint)Math.Max((others.Length * 2) - 1, 1));
        int pageBits = BitOperations.Log2((uint)Page);
        output.Part = BytePart.Index;
        output.WriteByte((byte)lists.Shift);
        output.WriteByte(usual);
        output.WriteByte((byte)codeBits);
        output.WriteByte((byte)others.Length);
        output.Write(others);
        EliasFanoList.Write(lists.UnitsOf(table, usual, true), pageBits, output);
        EliasFanoList.Write(lists.UnitsOf(table, usual, false), pageBits, output);
        int rest = 0;
        Span<byte> codes = output.Reserve(BitPacking.BytesFor((table.Count - table.Values.Count(usual)) * (long)codeBits) + EliasFanoList.Padding);
        foreach (uint code in table.Values)
        {
            if (code != usual)
            {
                BitPacking.Set(codes, (long)rest++ * codeBits, (ulong)Array.IndexOf(others, (byte)code), codeBits);
            }
        }
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (!TryOpen(bytes, out EliasFanoList usual, out EliasFanoList rest) || bytes[0] > 31)
        {
            throw new MalformedTableException($"{question}: header and lists do not fit {bytes.Length} bytes");
        }

        var usualUnits = new uint[usual.Count];
        var restUnits = new uint[rest.Count];
        if (!usual.TryRead(bytes, usualUnits) || !rest.TryRead(bytes, restUnits))
        {
            throw new MalformedTableException($"{question}: a list's upper bits contradict its count");
        }

        var restCodes = new uint[rest.Count];
        for (int i = 0; i < restCodes.Length; i++)
        {
            int index = (int)BitPacking.Field(bytes, (rest.End * 8L) + ((long)i * bytes[2]), bytes[2]);
            restCodes[i] = index < bytes[3]
                ? bytes[HeaderBytes + index]
                : throw new MalformedTableException($"{question}: code index {index} of entry {i} of the rest is not below {bytes[3]}");
        }

        var usualCodes = new uint[usual.Count];
        usualCodes.AsSpan().Fill(bytes[1]);
        return TrapLists.Merge(question, bytes[0], [usualUnits, restUnits], [usualCodes, restCodes]);
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

    private static bool TryOpen(ReadOnlySpan<byte> bytes, out EliasFanoList usual, out EliasFanoList rest)
    {
        rest = default;
        usual = default;
        return bytes.Length >= HeaderBytes && bytes[2] <= 8
            && EliasFanoList.TryOpen(bytes, HeaderBytes + bytes[3], out usual)
            && EliasFanoList.TryOpen(bytes, usual.End, out rest)
            && rest.End + BitPacking.BytesFor((long)rest.Count * bytes[2]) + EliasFanoList.Padding <= bytes.Length;
    }

    /// <summary>Asks the list of the usual code, then the rest.</summary>
    public readonly ref struct Reader<TOps> : ITableReader<Reader<TOps>>
        where TOps : struct, IWordOps
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly EliasFanoList _usual;
        private readonly EliasFanoList _rest;
        private readonly int _shift;
        private readonly int _codeBits;
        private readonly uint _usualCode;

        private Reader(ReadOnlySpan<byte> bytes)
        {
            if (TryOpen(bytes, out _usual, out _rest))
            {
                _bytes = bytes;
                (_shift, _usualCode, _codeBits) = (bytes[0] & 31, bytes[1], bytes[2]);
            }
            else
            {
                (_usual, _rest) = (default, default);
            }
        }

        /// <inheritdoc/>
        public static Reader<TOps> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

        /// <inheritdoc/>
        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            ref byte origin = ref MemoryMarshal.GetReference(_bytes);
            uint unit = pc >> _shift;
            value = 0;
            if (unit << _shift != pc)
            {
                return false;
            }

            probe.Decoded(1);
            if (_usual.FirstAt<TOps, TProbe>(in origin, unit, ref probe) >= 0)
            {
                value = _usualCode;
                return true;
            }

            int entry = _rest.FirstAt<TOps, TProbe>(in origin, unit, ref probe);
            if (entry < 0)
            {
                return false;
            }

            long bit = (long)entry * _codeBits;
            int at = _rest.End + (int)(bit >> 3);
            probe.Read(at, 2);
            int index = (int)(BitPacking.Half(in origin, at) >> (int)(bit & 7)) & ((1 << _codeBits) - 1);
            probe.Read(HeaderBytes + index, 1);
            value = _bytes[HeaderBytes + index];
            return true;
        }
    }
}
