using EncodingLab.Cwasm;

namespace EncodingLab.Files;

/// <summary>Where a file's bytes are.</summary>
public static class SectionBytes
{
    /// <summary>Bytes by section, headers and padding by their names; they sum to the file.</summary>
    /// <exception cref="CwasmFormatException">It cannot be read or is no cwasm.</exception>
    public static IReadOnlyDictionary<string, long> Of(string path)
    {
        using CwasmFile file = CwasmFile.Open(path);
        return InspectedRanges.Of(file).GroupBy(range => range.Name).ToDictionary(group => group.Key, group => group.Sum(range => range.Bytes));
    }
}
