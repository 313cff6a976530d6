using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Encodings;

/// <summary>Table -> bytes, bytes -> answers. A record whose parameters are its properties; its remark is the specification of its bytes.</summary>
public abstract record TableEncoding
{
    /// <summary>Stable, lower-case, parses back: <c>block-leb128(block=128)</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The kind of idea, for grouping: <c>shipped</c>, <c>elias-fano</c>, <c>huffman</c> ...</summary>
    public abstract string Family { get; }

    /// <summary>The layout in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>The cost of a lookup in one line.</summary>
    public abstract string LookupCost { get; }

    /// <summary>Which stock Wasmtime reads these bytes as they are, such as <c>47-48</c>; null where none does.</summary>
    public virtual string? StockReader => null;

    /// <summary>Entries per block, where the encoding has blocks of entries.</summary>
    public virtual int? BlockEntries => null;

    /// <summary>Whether encoding searches for a model (grammar, contexts), and so is held to a lower speed.</summary>
    public virtual bool SearchesModel => false;

    /// <summary>Whether this encoding is made for tables of a kind.</summary>
    public abstract bool Supports(TableKind kind);

    /// <summary>Why this file's table cannot be held, or null where it can: ties, too many entries, no call sites ...</summary>
    public virtual string? WhyNot(CodeTables tables, TableKind kind) => null;

    /// <summary>Writes the table. Call only where <see cref="Supports"/> and <see cref="WhyNot"/> allow it.</summary>
    /// <param name="tables">The file's tables and surroundings.</param>
    /// <param name="kind">Which of them to encode.</param>
    /// <param name="output">Receives the bytes, each counted in the part that is current.</param>
    public abstract void Encode(CodeTables tables, TableKind kind, ByteWriter output);

    /// <summary>Reads every entry back.</summary>
    /// <param name="bytes">Exactly the encoded bytes.</param>
    /// <param name="question">Which table to read: the encoded kind, or one of the two that a joint structure holds.</param>
    /// <exception cref="MalformedTableException">The bytes contradict themselves.</exception>
    public abstract PcTable Decode(ReadOnlySpan<byte> bytes, TableKind question);

    /// <summary>The readers that answer a question; the first is the portable baseline, and others follow from slow to fast.</summary>
    public virtual IReadOnlyList<ReaderInfo> Readers(TableKind question) => [ReaderInfo.Scalar];

    /// <summary>Hands the bytes and the type of a reader to an action: one generic call a batch.</summary>
    /// <param name="bytes">Exactly the encoded bytes.</param>
    /// <param name="question">Which table is asked.</param>
    /// <param name="reader">A name from <see cref="Readers"/>.</param>
    /// <param name="action">What to do; its result stays in it.</param>
    /// <exception cref="ArgumentException">No such reader.</exception>
    public abstract void Read<TAction>(ReadOnlySpan<byte> bytes, TableKind question, string reader, ref TAction action)
        where TAction : struct, IReaderAction, allows ref struct;

    /// <summary>Encodes and returns the bytes with their parts.</summary>
    public EncodedTable Encode(CodeTables tables, TableKind kind)
    {
        var output = new ByteWriter(64 + (tables.Entries(kind) * 2));
        Encode(tables, kind, output);
        return output.ToEncodedTable();
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Id;

    /// <summary>For <see cref="Read"/> when a reader's name is unknown.</summary>
    protected ArgumentException NoSuchReader(string reader, TableKind question) =>
        new($"encoding {Id} has no reader '{reader}' for {question}; it has {string.Join(", ", Readers(question).Select(info => info.Name))}", nameof(reader));
}

/// <summary>Encoded bytes and how they divide.</summary>
/// <param name="Bytes">All that a reader gets.</param>
/// <param name="IndexBytes">Headers, indexes, directories.</param>
/// <param name="BodyBytes">The entries.</param>
/// <param name="ModelBytes">Tables that the body is decoded with: code lengths, dictionaries.</param>
public sealed record EncodedTable(byte[] Bytes, int IndexBytes, int BodyBytes, int ModelBytes);
