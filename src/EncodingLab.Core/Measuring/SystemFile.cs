namespace EncodingLab.Measuring;

/// <summary>Small files in which Linux tells about itself; absent ones elsewhere.</summary>
internal static class SystemFile
{
    public const string Unknown = "unknown";

    public static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public static string FirstLine(string path) => Lines(path).FirstOrDefault()?.Trim() is { Length: > 0 } line ? line : Unknown;
}
