namespace EncodingLab.Encodings;

/// <summary>What a lookup reports of its own work. Counting costs nothing when off: <see cref="NoProbe"/> is an empty struct that the JIT removes.</summary>
public interface IProbe
{
    /// <summary>The lookup read <paramref name="length"/> bytes at <paramref name="offset"/> of the encoded bytes.</summary>
    void Read(int offset, int length);

    /// <summary>The lookup read <paramref name="length"/> bytes at <paramref name="offset"/> of the state that opening built.</summary>
    void ReadState(int offset, int length);

    /// <summary>The lookup decoded this many entries.</summary>
    void Decoded(int entries);
}

/// <summary>Counts nothing.</summary>
public readonly struct NoProbe : IProbe
{
    /// <inheritdoc/>
    public void Read(int offset, int length)
    {
    }

    /// <inheritdoc/>
    public void ReadState(int offset, int length)
    {
    }

    /// <inheritdoc/>
    public void Decoded(int entries)
    {
    }
}
