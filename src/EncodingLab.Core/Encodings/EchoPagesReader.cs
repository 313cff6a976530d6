using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Lookups in <see cref="EchoPages"/>.</summary>
internal readonly ref struct EchoPagesReader : ITableReader<EchoPagesReader>
{
    private readonly EchoReader _reader;

    private EchoPagesReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static EchoPagesReader Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}
