using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Covering lookups with the model as it stands in the bytes.</summary>
public readonly ref struct PhraseMapReader : ITableReader<PhraseMapReader>
{
    private readonly PhraseReader<MapPhrases, InPlaceModel> _reader;

    private PhraseMapReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static PhraseMapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}

/// <summary>Covering lookups with the model expanded at open.</summary>
public readonly ref struct ExpandedPhraseMapReader : ITableReader<ExpandedPhraseMapReader>
{
    private readonly PhraseReader<MapPhrases, ExpandedModel> _reader;

    private ExpandedPhraseMapReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static ExpandedPhraseMapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}

/// <summary>Exact lookups with the model as it stands in the bytes.</summary>
public readonly ref struct PhraseTrapReader : ITableReader<PhraseTrapReader>
{
    private readonly PhraseReader<TrapPhrases, InPlaceModel> _reader;

    private PhraseTrapReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static PhraseTrapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}

/// <summary>Exact lookups with the model expanded at open.</summary>
public readonly ref struct ExpandedPhraseTrapReader : ITableReader<ExpandedPhraseTrapReader>
{
    private readonly PhraseReader<TrapPhrases, ExpandedModel> _reader;

    private ExpandedPhraseTrapReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static ExpandedPhraseTrapReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}
