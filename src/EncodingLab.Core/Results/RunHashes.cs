using System.Security.Cryptography;

namespace EncodingLab.Results;

/// <summary>Hashes of a run's CSV files, for run.json.</summary>
public static class RunHashes
{
    /// <summary>Every CSV file of a folder with its SHA-256, by name.</summary>
    public static IReadOnlyList<NamedFact> OfAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(path => new NamedFact(Path.GetFileName(path), Of(path)))];

    /// <summary>SHA-256 of a file in lower-case hexadecimal.</summary>
    public static string Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
