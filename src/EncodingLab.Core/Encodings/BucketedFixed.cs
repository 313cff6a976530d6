using System.Buffers.Binary;
using System.Globalization;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>The legacy arrays behind a directory of buckets: a shift finds the bucket, one vector compare of low bytes the entry.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1; a unit is a pc &gt;&gt; shift, a bucket 2^bits units):</para>
/// <code>
/// entry_count  : u32
/// shift        : u8     trailing zero bits that all pcs share
/// bits         : u8     log2 of a bucket in units
/// narrow       : u8     1 where positions are as narrow as their bucket allows
/// value_bytes  : u8     1 (traps) or 4
/// first_bucket : u32    of the first entry
/// bucket_count : u32    up to and with the last entry's
/// first_pc     : u32
/// last_value   : u32    the answer behind the last bucket
/// directory    : bucket_count + 1 records: first : u32, entries before the bucket;
///                narrow only: values : u32, offset of its values in their part * 4 + log2 of their width; base : u32, least of them
/// lows         : entry_count x u8 (bits up to 8), u16 (up to 16) or u32, a unit's lowest bits
/// values       : entry_count x value_bytes; or narrow, a bucket after the other: the value before the bucket, then its entries', each less base;
///                all ones stand for none
/// padding      : 32 zero bytes
/// </code>
/// <para><b>Lookup</b>: one directory record and its neighbour, a vector compare of the bucket's lows and a count, one load. No search; a crowded bucket takes more vectors.</para>
/// <para><b>Bets</b>: even density of entries in the text.</para>
/// <para><b>Limits</b>: below 2^30 bytes of narrow values. Clusters far apart share few buckets, which are then scanned.</para>
/// <para><b>Source</b>: wasmtime v46.0.3's arrays; Go's findfunctab (runtime/symtab.go) for buckets.</para>
/// </remarks>
/// <param name="Bucket">Entries a bucket on the average, about.</param>
/// <param name="Narrow">Whether positions are stored as narrow as their bucket allows.</param>
public sealed record BucketedFixed(int Bucket, bool Narrow) : TableEncoding
{
    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"bucketed-fixed(bucket={Bucket},values={(Narrow ? "narrow" : "plain")})");

    /// <inheritdoc/>
    public override string Family => "fixed-width";

    /// <inheritdoc/>
    public override string Summary => "buckets found by a shift; low bytes of pcs; plain or narrow values";

    /// <inheritdoc/>
    public override string LookupCost => "no search: a directory record, a vector compare, one load";

    /// <summary>Short buckets with byte-wide lows, longer ones with 16-bit lows; narrow values for address maps.</summary>
    public static IEnumerable<TableEncoding> Variants => [new BucketedFixed(16, false), new BucketedFixed(64, false), new BucketedFixed(16, true)];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.AddressMap || (kind == TableKind.Traps && !Narrow);

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        var layout = BucketedLayout.For(table, Bucket, Narrow);
        output.Part = BytePart.Index;
        layout.Write(output);
        var values = new ByteWriter(table.Count * 4) { Part = BytePart.Body };
        int entry = 0;
        uint carried = TableKind.None;
        for (uint bucket = 0; bucket <= layout.Buckets; bucket++)
        {
            int first = entry;
            while (entry < table.Count && (((ulong)table.Pcs[entry] >> layout.Shift) >> layout.Bits) - layout.FirstBucket == bucket)
            {
                entry++;
            }

            output.WriteUInt32((uint)first);
            if (Narrow)
            {
                NarrowValues.Write(carried, table.Values[first..entry], values, output);
            }

            carried = entry > 0 ? table.Values[entry - 1] : carried;
        }

        output.Part = BytePart.Body;
        WriteLows(table, layout, output);
        WriteValues(table, values, output);
        output.Part = BytePart.Index;
        output.Reserve(BucketScan<byte>.Behind);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => BucketedDecoder.Decode(bytes, question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        int lowBytes = BucketedLayout.TryRead(bytes, out BucketedLayout layout) ? layout.LowBytes : 1;
        if (question.Rule == LookupRule.Exact)
        {
            ReadTraps(bytes, lowBytes, ref action);
        }
        else if (layout.Narrow)
        {
            ReadMap<TAction, NarrowValues>(bytes, lowBytes, ref action);
        }
        else
        {
            ReadMap<TAction, PlainValues>(bytes, lowBytes, ref action);
        }
    }

    private static void ReadTraps<TAction>(ReadOnlySpan<byte> bytes, int lowBytes, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
    {
        switch (lowBytes)
        {
            case 1: action.Run<BucketedTraps<byte>>(bytes, 0); break;
            case 2: action.Run<BucketedTraps<ushort>>(bytes, 0); break;
            default: action.Run<BucketedTraps<uint>>(bytes, 0); break;
        }
    }

    private static void ReadMap<TAction, TValues>(ReadOnlySpan<byte> bytes, int lowBytes, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
        where TValues : struct, IBucketValues
    {
        switch (lowBytes)
        {
            case 1: action.Run<BucketedMap<byte, TValues>>(bytes, 0); break;
            case 2: action.Run<BucketedMap<ushort, TValues>>(bytes, 0); break;
            default: action.Run<BucketedMap<uint, TValues>>(bytes, 0); break;
        }
    }

    private static void WriteLows(PcTable table, in BucketedLayout layout, ByteWriter output)
    {
        int width = layout.LowBytes;
        uint mask = (uint)((1UL << layout.Bits) - 1);
        Span<byte> lows = output.Reserve(table.Count * width);
        Span<byte> low = stackalloc byte[4];
        for (int i = 0; i < table.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(low, (table.Pcs[i] >> layout.Shift) & mask);
            low[..width].CopyTo(lows[(i * width)..]);
        }
    }

    private void WriteValues(PcTable table, ByteWriter narrow, ByteWriter output)
    {
        if (Narrow)
        {
            output.Append(narrow);
            return;
        }

        foreach (uint value in table.Values)
        {
            if (table.Kind.ValueBytes == 1)
            {
                output.WriteByte((byte)value);
            }
            else
            {
                output.WriteUInt32(value);
            }
        }
    }
}
