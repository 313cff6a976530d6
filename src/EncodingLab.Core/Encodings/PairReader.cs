namespace EncodingLab.Encodings;

/// <summary>Which of the two tables of a <see cref="Pair"/>.</summary>
public interface IPairPart
{
    /// <summary>The first one.</summary>
    static abstract bool IsTraps { get; }
}

/// <summary>The traps.</summary>
public readonly struct TrapsPart : IPairPart
{
    /// <inheritdoc/>
    public static bool IsTraps => true;
}

/// <summary>The address map.</summary>
public readonly struct MapPart : IPairPart
{
    /// <inheritdoc/>
    public static bool IsTraps => false;
}

/// <summary>Hands an action the reader of one part, as a reader of the whole.</summary>
internal ref struct PairAction<TAction, TPart>(ReadOnlySpan<byte> whole, TAction action) : IReaderAction
    where TAction : struct, IReaderAction, allows ref struct
    where TPart : struct, IPairPart
{
    private readonly ReadOnlySpan<byte> _whole = whole;
    private TAction _action = action;

    /// <summary>The action, with what it found.</summary>
    public readonly TAction Action => _action;

    public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
        where TReader : struct, ITableReader<TReader>, allows ref struct => _action.Run<PairReader<TReader, TPart>>(_whole, parameter);
}

/// <summary>Reads one part of a <see cref="Pair"/>.</summary>
internal ref struct PairReader<TReader, TPart> : ITableReader<PairReader<TReader, TPart>>
    where TReader : struct, ITableReader<TReader>, allows ref struct
    where TPart : struct, IPairPart
{
    private readonly int _start;
    private TReader _reader;

    private PairReader(ReadOnlySpan<byte> bytes, int parameter) => _reader = TReader.Open(Pair.Part<TPart>(bytes, out _start), parameter);

    public static PairReader<TReader, TPart> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes, parameter);

    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        var shifted = new ShiftedProbe<TProbe>(probe, _start);
        bool found = _reader.TryFind(pc, out value, ref shifted);
        probe = shifted.Probe;
        return found;
    }
}

/// <summary>Reports reads of a part as reads of the whole.</summary>
internal ref struct ShiftedProbe<TProbe>(TProbe probe, int start) : IProbe
    where TProbe : struct, IProbe, allows ref struct
{
    private TProbe _probe = probe;

    public readonly TProbe Probe => _probe;

    public void Read(int offset, int length) => _probe.Read(start + offset, length);

    public void ReadState(int offset, int length) => _probe.ReadState(offset, length);

    public void Decoded(int entries) => _probe.Decoded(entries);
}
