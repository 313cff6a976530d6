using System.Globalization;

namespace EncodingLab.Files;

/// <summary>Writes a file whole or not at all: under a neighbouring name first, which becomes its own when every byte is down.</summary>
public static class AtomicFile
{
    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="bytes">All of them.</param>
    /// <param name="force">Whether an existing file may be replaced.</param>
    /// <exception cref="IOException">The file exists, or cannot be written; nothing is left behind.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool force)
    {
        if (!force && Path.Exists(path))
        {
            throw new IOException($"{path}: exists; name another file or add --force");
        }

        string unfinished = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.unfinished");
        try
        {
            using (FileStream stream = File.Create(unfinished))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(unfinished);
            string why = e is DirectoryNotFoundException ? $"there is no folder {Path.GetDirectoryName(path)}" : e.Message.Split(" : '")[0].TrimEnd('.');
            throw new IOException($"{path}: cannot be written: {why}; name a writable place with room");
        }
    }

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
