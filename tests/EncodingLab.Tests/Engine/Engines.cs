using System.IO.Compression;
using EncodingLab.Processes;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Engine;

/// <summary>The real Wasmtimes that tests may run: those of the variable or the path, else those beside the repository, unpacked once.</summary>
internal static class Engines
{
    private static readonly Lazy<IReadOnlyList<WasmtimeProcess>> s_all = new(Find);

    /// <summary>Why there are none, or null.</summary>
    public static string? WhyNone => Usable.Count > 0 ? null : $"needs a real Wasmtime 46 or 47: set {WasmtimeProcess.Variable} or put it on the path; none found";

    /// <summary>Those of a version whose files can be pruned and whose native code this machine runs.</summary>
    public static IReadOnlyList<WasmtimeProcess> Usable => s_all.Value;

    private static IReadOnlyList<WasmtimeProcess> Find()
    {
        IReadOnlyList<WasmtimeProcess> given = WasmtimeProcess.FindAll();
        return [.. (given.Count > 0 ? given : Shared()).Where(engine => engine.Major is 46 or 47)];
    }

    private static IReadOnlyList<WasmtimeProcess> Shared()
    {
        string? folder = Repo.Shared is null ? null : Path.Combine(Repo.Shared, "bin");
        if (folder is null || !Directory.Exists(folder) || !OperatingSystem.IsLinux())
        {
            return [];
        }

        string unpacked = Directory.CreateTempSubdirectory("encodinglab-engines-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(unpacked, recursive: true);
        return [.. Directory.EnumerateFiles(folder, "wasmtime-*.gz").Order(StringComparer.Ordinal).Select(packed => Unpack(packed, unpacked))];
    }

    private static WasmtimeProcess Unpack(string packed, string folder)
    {
        string path = Path.Combine(folder, Path.GetFileNameWithoutExtension(packed));
        using (var input = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
        using (FileStream output = File.Create(path))
        {
            input.CopyTo(output);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return WasmtimeProcess.Open(path);
    }
}

/// <summary>A fact that needs a real Wasmtime; skipped, with the reason, where there is none.</summary>
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute() => Skip = Engines.WhyNone;
}
