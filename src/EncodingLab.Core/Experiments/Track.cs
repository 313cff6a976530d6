using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>What of the tables is kept. Rows of different tracks are never mixed in a chart, a mean or a frontier.</summary>
/// <param name="Name">Stable name in command lines and CSV.</param>
/// <param name="Description">What it keeps, in a sentence.</param>
public sealed record Track(string Name, string Description)
{
    /// <summary>Every entry, as Wasmtime wrote it.</summary>
    public static Track Lossless { get; } = new("lossless", "every entry as Wasmtime wrote it");

    /// <summary>What an engine can ask.</summary>
    public static Track QueryEquivalent { get; } = new("query-equivalent", "an address map that answers as before at every trap and at every call's return address minus 1, and nowhere else");

    /// <summary>Every track.</summary>
    public static IReadOnlyList<Track> All { get; } = [Lossless, QueryEquivalent];

    /// <summary>Why the track does not apply to a file, or null where it does.</summary>
    public string? WhyNot(LabFileContent content) => this == Lossless ? null : content.WhyNotAsked;

    /// <summary>The tables of the track. Call only where <see cref="WhyNot"/> allows it.</summary>
    public CodeTables Apply(LabFileContent content) => this == Lossless ? content.Tables : content.AskedTables;
}
