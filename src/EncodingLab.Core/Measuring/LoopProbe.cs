using EncodingLab.Encodings;

namespace EncodingLab.Measuring;

/// <summary>An empty probe that says which copy of a loop it makes.</summary>
internal interface ILoopProbe : IProbe
{
    static abstract int Copy { get; }
}

/// <summary>As empty as <see cref="NoProbe"/>, and for every copy and side another type: code that is generic over the probe is compiled once more for each.</summary>
internal readonly struct LoopProbe<TCopy, TSide> : ILoopProbe
    where TCopy : struct, ICopyNumber
    where TSide : struct
{
    public static int Copy => TCopy.Value;

    public void Read(int offset, int length)
    {
    }

    public void ReadState(int offset, int length)
    {
    }

    public void Decoded(int entries)
    {
    }
}

/// <summary>A number as a type.</summary>
internal interface ICopyNumber
{
    static abstract int Value { get; }
}

internal readonly struct Copy0 : ICopyNumber
{
    public static int Value => 0;
}

internal readonly struct Copy1 : ICopyNumber
{
    public static int Value => 1;
}

internal readonly struct Copy2 : ICopyNumber
{
    public static int Value => 2;
}

internal readonly struct Copy3 : ICopyNumber
{
    public static int Value => 3;
}
