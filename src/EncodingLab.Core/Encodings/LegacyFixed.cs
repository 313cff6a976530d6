using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Two parallel fixed-width arrays, binary searched: what Wasmtime wrote up to version 46.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// entry_count : u32
/// pcs         : entry_count x u32, non-decreasing
/// values      : entry_count x u8 (traps) or u32 (addrmap; 0xFFFFFFFF = none)
/// </code>
/// <para><b>Lookup</b>: binary search of the pcs, exact for traps, last at or before for addrmap; then one load.</para>
/// <para><b>Bets</b>: none; 5 or 8 bytes an entry whatever they are.</para>
/// <para><b>Limits</b>: below 2^32 entries and 4 GiB of text.</para>
/// <para><b>Source</b>: wasmtime v46.0.3, crates/environ/src/{address_map,trap_encoding}.rs.</para>
/// </remarks>
public sealed record LegacyFixed : TableEncoding
{
    private const int HeaderBytes = 4;

    /// <inheritdoc/>
    public override string Id => "legacy-fixed";

    /// <inheritdoc/>
    public override string Family => "shipped";

    /// <inheritdoc/>
    public override string Summary => "u32 pcs, then u8 codes or u32 positions";

    /// <inheritdoc/>
    public override string LookupCost => "binary search of all pcs, one load";

    /// <inheritdoc/>
    public override string? StockReader => "1-46";

    /// <summary>Every parameter choice worth sweeping; here there is nothing to choose.</summary>
    public static IEnumerable<TableEncoding> Variants => [new LegacyFixed()];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind.Rule != LookupRule.Joint;

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)table.Count);
        output.Part = BytePart.Body;
        Span<byte> body = output.Reserve(table.Count * (4 + kind.ValueBytes));
        FixedColumns.Write(table.Pcs, 4, body);
        FixedColumns.Write(table.Values, kind.ValueBytes, body[(table.Count * 4)..]);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question)
    {
        if (bytes.Length < HeaderBytes)
        {
            throw new MalformedTableException($"{question}: expected a header of {HeaderBytes} bytes, found {bytes.Length} bytes");
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        long expected = HeaderBytes + ((long)count * (4 + question.ValueBytes));
        if (bytes.Length != expected)
        {
            throw new MalformedTableException($"{question}: header says {count} entries, so {expected} bytes were expected; found {bytes.Length}");
        }

        var pcs = new uint[count];
        var values = new uint[count];
        ReadOnlySpan<byte> valueBytes = bytes[(HeaderBytes + ((int)count * 4))..];
        for (int i = 0; i < pcs.Length; i++)
        {
            pcs[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(HeaderBytes + (i * 4))..]);
            values[i] = question.ValueBytes == 1 ? valueBytes[i] : BinaryPrimitives.ReadUInt32LittleEndian(valueBytes[(i * 4)..]);
            if (i > 0 && pcs[i] < pcs[i - 1])
            {
                throw new MalformedTableException($"{question}: entry {i} has offset {pcs[i]}, below its predecessor's {pcs[i - 1]}; offsets must not decrease");
            }
        }

        return new PcTable(question, pcs, values);
    }

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (reader != ReaderInfo.Scalar.Name)
        {
            throw NoSuchReader(reader, question);
        }

        if (question.Rule == LookupRule.Exact && question.ValueBytes == 1)
        {
            action.Run<TrapReader>(bytes, 0);
        }
        else if (question.Rule == LookupRule.Exact)
        {
            action.Run<RecordReader>(bytes, 0);
        }
        else
        {
            action.Run<MapReader>(bytes, 0);
        }
    }

    /// <summary>The number of entries where the bytes hold that many, else 0.</summary>
    private static int Count(ReadOnlySpan<byte> bytes, uint valueBytes)
    {
        uint count = bytes.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return count * (4UL + valueBytes) <= (ulong)bytes.Length - HeaderBytes ? (int)count : 0;
    }

    /// <summary>Exact search, one code byte.</summary>
    internal readonly ref struct TrapReader : ITableReader<TrapReader>
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly int _count;

        private TrapReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _count = Count(bytes, 1);
        }

        /// <inheritdoc/>
        public static TrapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            value = 0;
            if (_count == 0)
            {
                return false;
            }

            ReadOnlySpan<uint> pcs = MemoryMarshal.Cast<byte, uint>(_bytes.Slice(HeaderBytes, _count * 4));
            int entry = Math.Min(SortedSearch.LowerBound(pcs, pc, HeaderBytes, ref probe), pcs.Length - 1);
            probe.Decoded(1);
            probe.Read(HeaderBytes + (entry * 4), 4);
            if (pcs[entry] != pc)
            {
                return false;
            }

            int code = HeaderBytes + (pcs.Length * 4) + entry;
            probe.Read(code, 1);
            value = _bytes[code];
            return true;
        }
    }

    /// <summary>Exact search, one word: where a side table's record is.</summary>
    internal readonly ref struct RecordReader : ITableReader<RecordReader>
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly int _count;

        private RecordReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _count = Count(bytes, 4);
        }

        /// <inheritdoc/>
        public static RecordReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

        /// <inheritdoc/>
        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            value = 0;
            ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(_bytes);
            ReadOnlySpan<uint> pcs = _count == 0 ? default : words.Slice(HeaderBytes / 4, _count);
            int entry = SortedSearch.LowerBound(pcs, pc, HeaderBytes, ref probe);
            probe.Decoded(1);
            if ((uint)entry >= (uint)pcs.Length || pcs[entry] != pc)
            {
                return false;
            }

            int record = (HeaderBytes / 4) + _count + entry;
            probe.Read(record * 4, 4);
            value = words[record];
            return true;
        }
    }

    /// <summary>Covering search, one position.</summary>
    internal readonly ref struct MapReader : ITableReader<MapReader>
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly int _count;

        private MapReader(ReadOnlySpan<byte> bytes)
        {
            _bytes = bytes;
            _count = Count(bytes, 4);
        }

        /// <inheritdoc/>
        public static MapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
            where TProbe : struct, IProbe, allows ref struct
        {
            value = 0;
            if (_count == 0)
            {
                return false;
            }

            ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(_bytes);
            int entry = SortedSearch.UpperBound(words.Slice(HeaderBytes / 4, _count), pc, HeaderBytes, ref probe);
            probe.Decoded(1);
            if (entry == 0)
            {
                return false;
            }

            int position = _count + entry;
            probe.Read(position * 4, 4);
            value = words[position];
            return true;
        }
    }
}
