using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Two separate encodings back to back: what a joint structure has to beat.</summary>
/// <remarks>
/// <para><b>Layout</b> (little-endian, alignment 1):</para>
/// <code>
/// traps_bytes : u32
/// traps       : the traps in their own encoding
/// addrmap     : the address map in its own, up to the end
/// </code>
/// <para>An ELF file would have a section each, and the section header in place of the u32.</para>
/// <para><b>Lookup</b>: that of the part asked; nothing is shared.</para>
/// <para><b>Bets</b>: none of its own.</para>
/// <para><b>Limits</b>: those of the parts.</para>
/// <para><b>Source</b>: wasmtime keeps the two tables apart (crates/environ/src/obj.rs, v47.0.2).</para>
/// </remarks>
/// <param name="Name">What it is called: <c>pair-</c> and this.</param>
/// <param name="Traps">The encoding of the traps.</param>
/// <param name="Map">The encoding of the address map.</param>
public sealed record Pair(string Name, TableEncoding Traps, TableEncoding Map) : TableEncoding
{
    internal const int HeaderBytes = 4;

    /// <inheritdoc/>
    public override string Id => "pair-" + Name;

    /// <inheritdoc/>
    public override string Family => "pair";

    /// <inheritdoc/>
    public override string Summary => $"separate tables: traps in {Traps.Id}, addrmap in {Map.Id}";

    /// <inheritdoc/>
    public override string LookupCost => "that of the separate table that is asked";

    /// <inheritdoc/>
    public override bool SearchesModel => Traps.SearchesModel || Map.SearchesModel;

    /// <summary>What Wasmtime 46 and 47 write; and the separate encodings that are fast, and that are small, by results/reference.</summary>
    public static IEnumerable<TableEncoding> Variants =>
    [
        new Pair("v46", new LegacyFixed(), new LegacyFixed()),
        new Pair("v47", new BlockLeb128(128), new BlockLeb128(128)),
        new Pair("fast", new EliasFanoTraps(64), new PagedSums(25)),
        new Pair("small", new PhrasePages(384, InPlace: true), new PhrasePages(384, InPlace: true)),
    ];

    /// <inheritdoc/>
    public override bool Supports(TableKind kind) => kind == TableKind.Both;

    /// <inheritdoc/>
    public override string? WhyNot(CodeTables tables, TableKind kind) => Traps.WhyNot(tables, TableKind.Traps) ?? Map.WhyNot(tables, TableKind.AddressMap);

    /// <inheritdoc/>
    public override IReadOnlyList<ReaderInfo> Readers(TableKind question) => Of(question).Readers(question);

    /// <inheritdoc/>
    public override void Encode(CodeTables tables, TableKind kind, ByteWriter output)
    {
        var traps = new ByteWriter();
        Traps.Encode(tables, TableKind.Traps, traps);
        output.Part = BytePart.Index;
        output.WriteUInt32((uint)traps.Length);
        output.Append(traps);
        Map.Encode(tables, TableKind.AddressMap, output);
    }

    /// <inheritdoc/>
    public override PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question) => question == TableKind.Traps
        ? Traps.Decode(Part<TrapsPart>(bytes, out _), question)
        : Map.Decode(Part<MapPart>(bytes, out _), question);

    /// <inheritdoc/>
    public override void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
    {
        if (question == TableKind.Traps)
        {
            var traps = new PairAction<TAction, TrapsPart>(bytes, action);
            Traps.Read(Part<TrapsPart>(bytes, out _), question, reader, ref traps);
            action = traps.Action;
        }
        else
        {
            var map = new PairAction<TAction, MapPart>(bytes, action);
            Map.Read(Part<MapPart>(bytes, out _), question, reader, ref map);
            action = map.Action;
        }
    }

    /// <summary>One of the two; where the header cannot be true, no bytes.</summary>
    internal static ReadOnlySpan<byte> Part<TPart>(ReadOnlySpan<byte> bytes, out int start)
        where TPart : struct, IPairPart
    {
        uint traps = bytes.Length < HeaderBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bool fits = traps <= bytes.Length - HeaderBytes;
        start = !fits ? 0 : TPart.IsTraps ? HeaderBytes : HeaderBytes + (int)traps;
        return !fits ? [] : TPart.IsTraps ? bytes.Slice(start, (int)traps) : bytes[start..];
    }

    private TableEncoding Of(TableKind question) => question == TableKind.Traps ? Traps : Map;
}
