using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>What of the tables is kept. Rows of different tracks are never mixed in a chart, a mean or a frontier.</summary>
/// <param name="Name">Stable name in command lines and CSV.</param>
/// <param name="Description">What it keeps, in a sentence.</param>
public sealed record Track(string Name, string Description)
{
    /// <summary>Every entry, as Wasmtime wrote it.</summary>
    public static Track Lossless { get; } = new("lossless", "every entry as Wasmtime wrote it");

    /// <summary>Every track.</summary>
    public static IReadOnlyList<Track> All { get; } = [Lossless];

    /// <summary>Why the track does not apply to a file, or null where it does.</summary>
    public string? WhyNot(CodeTables tables) => null;

    /// <summary>The tables of the track. Call only where <see cref="WhyNot"/> allows it.</summary>
    public CodeTables Apply(CodeTables tables) => tables;
}
