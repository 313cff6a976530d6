namespace EncodingLab.Encodings;

/// <summary>Answers one question (traps or addrmap) straight from encoded bytes. A struct, so that loops over it are specialised and nothing is dispatched per lookup.</summary>
/// <typeparam name="TSelf">The reader itself.</typeparam>
public interface ITableReader<TSelf>
    where TSelf : struct, ITableReader<TSelf>, allows ref struct
{
    /// <summary>Opens the bytes. Never throws: a reader over malformed bytes answers "not found".</summary>
    /// <param name="bytes">Exactly the encoded bytes; nothing outside may be read.</param>
    /// <param name="parameter">What the bytes do not say and the reader must be told, such as a block size; 0 where they say all.</param>
    static abstract TSelf Open(ReadOnlySpan<byte> bytes, int parameter);

    /// <summary>Looks a pc up. Never throws, allocates, loops forever or reads outside the bytes, whatever they are.</summary>
    /// <param name="pc">Offset in <c>.text</c>, bytes.</param>
    /// <param name="value">The answer: a trap code, a position, or <see cref="Tables.TableKind.None"/>; 0 where there is none.</param>
    /// <param name="probe">Told of each read; empty in timed runs.</param>
    /// <returns>False where the table has no answer.</returns>
    bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct;
}

/// <summary>Work on a reader whose type is known: the JIT compiles one copy per reader.</summary>
public interface IReaderAction
{
    /// <summary>Called once per batch.</summary>
    /// <param name="bytes">The encoded bytes, for the action to open.</param>
    /// <param name="parameter">For <see cref="ITableReader{TSelf}.Open"/>.</param>
    void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
        where TReader : struct, ITableReader<TReader>, allows ref struct;
}

/// <summary>One of several readers of the same bytes.</summary>
/// <param name="Name">Stable name, such as <c>scalar</c> or <c>avx2</c>.</param>
/// <param name="Isa">Instruction set extensions it needs, joined by <c>+</c>; <c>portable</c> where none.</param>
/// <param name="IsSupported">Whether this machine can run it.</param>
/// <param name="BuildsState">Whether opening allocates state beyond the reader struct.</param>
public sealed record ReaderInfo(string Name, string Isa, bool IsSupported, bool BuildsState = false)
{
    /// <summary>The only reader of most encodings: portable code, no state.</summary>
    public static ReaderInfo Scalar { get; } = new("scalar", "portable", true);
}
