namespace EncodingLab.Tests.Support;

/// <summary>A folder of a test's own, gone when disposed.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("encodinglab-test-").FullName;

    public string Path { get; }

    /// <summary>The path of a file in it, made or not.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file below it, folders made as needed, and returns its path.</summary>
    public string Write(string relative, ReadOnlySpan<byte> bytes)
    {
        string path = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
