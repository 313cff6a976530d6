using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>Lookups in <see cref="PhrasePages"/>.</summary>
/// <typeparam name="TQuestion">What is asked.</typeparam>
/// <typeparam name="TModel">How the model is held.</typeparam>
internal readonly ref struct PhrasePagesReader<TQuestion, TModel> : ITableReader<PhrasePagesReader<TQuestion, TModel>>
    where TQuestion : struct, IPhraseQuestion
    where TModel : struct, IPhraseModelForm
{
    private readonly PhraseReader<TQuestion, TModel> _reader;

    private PhrasePagesReader(ReadOnlySpan<byte> bytes) => _reader = new(bytes);

    /// <inheritdoc/>
    public static PhrasePagesReader<TQuestion, TModel> Open(ReadOnlySpan<byte> bytes, int parameter) => new(bytes);

    /// <inheritdoc/>
    public bool TryFind<TProbe>(uint pc, out uint value, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct => _reader.TryFind(pc, out value, ref probe);
}
