using System.Globalization;

namespace EncodingLab.Measuring;

/// <summary>The first core's caches, as Linux reports them.</summary>
internal static class CpuCaches
{
    private const string Folder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>Assumed where nothing is reported: larger than the caches of most machines of the day.</summary>
    private const long AssumedLastLevelBytes = 64L << 20;

    /// <summary>Such as <c>L1 Data 32K, L1 Instruction 32K, L2 Unified 1024K</c>.</summary>
    public static string Describe()
    {
        string[] caches = [.. Levels().Select(folder => $"L{Field(folder, "level")} {Field(folder, "type")} {Field(folder, "size")}")];
        return caches.Length > 0 ? string.Join(", ", caches) : SystemFile.Unknown;
    }

    /// <summary>Size of the largest cache, bytes.</summary>
    public static long LastLevelBytes() => Levels().Select(folder => ParseSize(Field(folder, "size"))).DefaultIfEmpty(AssumedLastLevelBytes).Max();

    /// <summary>Reads <c>36608K</c> or <c>2M</c>; 0 for anything else.</summary>
    internal static long ParseSize(string size)
    {
        int shift = size.EndsWith('K') ? 10 : size.EndsWith('M') ? 20 : 0;
        return long.TryParse(size.TrimEnd('K', 'M'), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number << shift : 0;
    }

    private static IEnumerable<string> Levels() =>
        Directory.Exists(Folder) ? Directory.EnumerateDirectories(Folder, "index*").Order(StringComparer.Ordinal) : [];

    private static string Field(string folder, string name) => SystemFile.FirstLine(Path.Combine(folder, name));
}
