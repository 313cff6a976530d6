using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>An address map whose pcs are one Elias-Fano list: the rank that it gives leads to a block of values. Derived records say how a block holds them.</summary>
/// <param name="Block">Entries a block, a power of two up to 64.</param>
public abstract record EliasFanoMap(int Block) : TableEncoding
{
    private const int HeaderBytes = 1 + RankedBlocks.HeaderBytes;

    /// <inheritdoc/>
    public sealed override string Family => "elias-fano";

    /// <inheritdoc/>
    public sealed override int? BlockEntries => Block;

    /// <inheritdoc/>
    public sealed override bool Supports(TableKind kind) => kind == TableKind.AddressMap;

    /// <inheritdoc/>
    public sealed override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        PcTable table = tables[kind];
        int blockBits = BitOperations.Log2((uint)Block);
        var values = new ValueBlocks(RankedBlocks.Blocks(table.Count, blockBits), table.Count * 2);
        Train(table, values);
        for (int block = 0; block < values.Bases.Length; block++)
        {
            values.Offsets[block] = values.Bodies.Length;
            int start = block << blockBits;
            WriteBlock(table.Values[start..Math.Min(start + Block, table.Count)], values, block);
        }

        uint union = 0;
        foreach (uint pc in table.Pcs)
        {
            union |= pc;
        }

        int shift = union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
        var units = new uint[table.Count];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = table.Pcs[i] >> shift;
        }

        output.Part = BytePart.Index;
        output.WriteByte((byte)shift);
        RankedBlocks.WriteHeader(blockBits, values.Bases, values.Bodies.Length, values.TableBits, values.Bias, output);
        EliasFanoList.Write(units, EliasFanoList.MinPageBits, output);
        output.Part = BytePart.Index;
        RankedBlocks.WriteDirectory(values.Bases, values.Offsets, values.Bodies.Length, output);
        output.Part = BytePart.Model;
        foreach (uint entry in values.Table)
        {
            output.WriteUInt32(entry);
        }

        output.Append(values.Bodies);
        output.Reserve(RankedBlocks.Padding);
    }

    /// <summary>Learns from the whole table before the first block.</summary>
    private protected abstract void Train(PcTable table, ValueBlocks values);

    /// <summary>Appends a block's body and sets its base.</summary>
    private protected abstract void WriteBlock(ReadOnlySpan<uint> own, ValueBlocks values, int block);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar, new("bmi2", Bmi2Words.Isa, Bmi2Words.IsSupported)];

    /// <summary><see cref="TableEncoding.Read"/> for values that are read in a way.</summary>
    private protected void ReadBy<TAction, TValues>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct
        where TValues : struct, IRankedValues
    {
        switch (reader)
        {
            case "scalar":
                action.Run<EliasFanoMapReader<PortableWords, TValues>>(bytes, 0);
                break;
            case "bmi2":
                action.Run<EliasFanoMapReader<Bmi2Words, TValues>>(bytes, 0);
                break;
            default:
                throw NoSuchReader(reader, question);
        }
    }

    /// <summary><see cref="TableEncoding.Decode"/> for values that are read in a way.</summary>
    private protected static PcTable DecodeBy<TValues>(ReadOnlySpan<byte> bytes, TableKind question)
        where TValues : struct, IRankedValues
    {
        if (!TryOpen(bytes, out EliasFanoList pcs, out RankedBlocks blocks))
        {
            throw new MalformedTableException($"{question}: header, list of pcs and directory do not fit {bytes.Length} bytes");
        }

        var units = new uint[pcs.Count];
        if (!pcs.TryRead(bytes, units))
        {
            throw new MalformedTableException($"{question}: the upper bits of the pcs contradict their count");
        }

        var values = new uint[units.Length];
        var probe = default(NoProbe);
        for (int i = 0; i < units.Length; i++)
        {
            values[i] = TValues.Get<PortableWords, NoProbe>(in MemoryMarshal.GetReference(bytes), in blocks, i, ref probe);
            uint pc = units[i] << bytes[0];
            units[i] = pc >> bytes[0] == units[i] && (i == 0 || pc >= units[i - 1])
                ? pc
                : throw new MalformedTableException($"{question}: entry {i} has unit {units[i]}, below its predecessor's or beyond 32 bits");
        }

        return new PcTable(question, units, values);
    }

    /// <summary>Finds the parts; false, with an empty list, where they do not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryOpen(ReadOnlySpan<byte> bytes, out EliasFanoList pcs, out RankedBlocks blocks)
    {
        blocks = default;
        if (bytes.Length >= HeaderBytes && bytes[0] < 32
            && EliasFanoList.TryOpen(bytes, HeaderBytes, out pcs) && RankedBlocks.TryOpen(bytes, 1, pcs.End, pcs.Count, out blocks))
        {
            return true;
        }

        pcs = default;
        return false;
    }

    /// <summary>What the blocks of a table become.</summary>
    private protected sealed class ValueBlocks(int count, int capacity)
    {
        public uint[] Bases { get; } = new uint[count];

        public int[] Offsets { get; } = new int[count];

        public ByteWriter Bodies { get; } = new(capacity) { Part = BytePart.Body };

        public uint[] Table { get; set; } = [];

        public int TableBits => Table.Length == 0 ? 0 : BitOperations.Log2((uint)Table.Length);

        public int Bias { get; set; }

        /// <summary>The code of the deltas, where they have one.</summary>
        public DeltaCode? Code { get; set; }

        /// <summary>The last position that was not none.</summary>
        public uint Position { get; set; }
    }
}
