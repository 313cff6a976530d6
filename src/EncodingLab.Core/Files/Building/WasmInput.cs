using System.IO.Compression;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;

namespace EncodingLab.Files.Building;

/// <summary>A module to compile.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Module">Its name: the file's without endings.</param>
/// <param name="Bytes">Of the module, unpacked.</param>
/// <param name="Sha256">Of the module, unpacked; lower-case hexadecimal.</param>
public sealed record WasmInput(string Path, string Module, long Bytes, string Sha256)
{
    private const string Packed = ".br";
    private static readonly string[] s_endings = [".wasm", ".wat"];

    /// <summary>The file's name without folder and without <c>.br</c>.</summary>
    public string FileName => System.IO.Path.GetFileName(Path) is var name && IsPacked ? name[..^Packed.Length] : name;

    private bool IsPacked => Path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>All modules of files and folders, each once, sorted by name.</summary>
    /// <exception cref="CwasmFormatException">A path is missing, cannot be read, or holds no module.</exception>
    public static IReadOnlyList<WasmInput> Find(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Files).Distinct(StringComparer.Ordinal).Select(Open).OrderBy(input => input.Module, StringComparer.Ordinal).ThenBy(input => input.Path, StringComparer.Ordinal)];

    /// <summary>Reads and hashes one.</summary>
    /// <exception cref="CwasmFormatException">It cannot be read.</exception>
    public static WasmInput Open(string path)
    {
        byte[] bytes = Read(path);
        var input = new WasmInput(path, "", bytes.Length, CorpusFile.Sha256(bytes));
        string name = input.FileName;
        return input with { Module = s_endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } end ? name[..^end.Length] : name };
    }

    /// <summary>A path at which the module lies unpacked: its own, or a copy in the folder.</summary>
    public string Unpacked(string folder)
    {
        if (!IsPacked)
        {
            return Path;
        }

        string copy = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.{FileName}");
        File.WriteAllBytes(copy, Read(Path));
        return copy;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] found = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsModule).Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new CwasmFormatException(CwasmErrorKind.EmptyFolder, path, "expected files ending in .wasm or .wat, found none", "name a folder that has some");
    }

    private static bool IsModule(string path) => s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || path.EndsWith(ending + Packed, StringComparison.OrdinalIgnoreCase));

    private static byte[] Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (!path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase))
            {
                return bytes;
            }

            using var unpacked = new MemoryStream();
            using (var stream = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))
            {
                stream.CopyTo(unpacked);
            }

            return unpacked.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, path, $"cannot be read: {e.Message}", "check the path and its permissions");
        }
    }
}
