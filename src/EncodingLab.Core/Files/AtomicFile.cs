using System.Globalization;

namespace EncodingLab.Files;

/// <summary>Writes a file whole or not at all: under a neighbouring name first, which becomes its own when every byte is down.</summary>
/// <remarks>Only files are replaced, never a device or a pipe. A link stays, what it leads to is replaced; the new file has the mode of the old one.</remarks>
public static class AtomicFile
{
    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="bytes">All of them.</param>
    /// <param name="force">Whether an existing file may be replaced.</param>
    /// <exception cref="IOException">The file exists, is no file, or cannot be written; nothing is left behind.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool force)
    {
        RequireFree(path, force);
        string target = EndOfLinks(path);
        string unfinished = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}.unfinished");
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                KeepMode(target, stream);
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, target, overwrite: force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(unfinished);
            throw new IOException($"{path}: cannot be written: {Why(e, path, unfinished)}; name a writable place with room");
        }
    }

    /// <summary>Says early what <see cref="Write"/> would say after the work: there is a file already, or something that is none.</summary>
    /// <exception cref="IOException">It may not be replaced.</exception>
    public static void RequireFree(string path, bool force)
    {
        string? problem = Directory.Exists(path) ? "is a folder; name a file"
            : SpecialFile.Is(path) ? "is a device or pipe; name a file"
            : !force && Path.Exists(path) ? "exists; name another file or add --force"
            : null;
        if (problem is not null)
        {
            throw new IOException($"{path}: {problem}");
        }
    }

    private static string EndOfLinks(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    private static void KeepMode(string target, FileStream stream)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
        }
    }

    /// <summary>The reason without the neighbouring name, of which the user knows nothing.</summary>
    private static string Why(Exception e, string path, string unfinished) => e switch
    {
        DirectoryNotFoundException when Path.GetDirectoryName(unfinished) is { Length: > 0 } folder && !Directory.Exists(folder) => $"there is no folder {folder}",
        DirectoryNotFoundException or FileNotFoundException => "no file can be made there",
        UnauthorizedAccessException => "permission denied",
        _ => e.Message.Split(" : '")[0].Replace(unfinished, path, StringComparison.Ordinal).TrimEnd('.'),
    };

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to tell; a leftover that cannot be removed changes nothing about it.
        }
    }
}
