namespace EncodingLab.Results;

/// <summary>Why a text file could not be read, in words of the user's.</summary>
internal static class Unreadable
{
    public static string Why(string path, Exception e) =>
        Directory.Exists(path) ? "a folder, expected one file" : !File.Exists(path) ? "no such file" : $"cannot be read: {e.Message.TrimEnd('.')}";
}
