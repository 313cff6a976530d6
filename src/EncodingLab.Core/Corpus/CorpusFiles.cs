using EncodingLab.Cwasm;

namespace EncodingLab.Corpus;

/// <summary>Finds files to work on: in a corpus folder, in a folder of the user's, or one by one.</summary>
public static class CorpusFiles
{
    private static readonly string[] s_endings = [".cwasm", ".cwasm.br"];

    /// <summary>Opens a corpus folder, a folder of cwasm files, or one file.</summary>
    /// <exception cref="CwasmFormatException">Nothing there, an unreadable manifest, or a single file that is no cwasm.</exception>
    public static IReadOnlyList<CorpusFile> Open(string path) => Open([path]);

    /// <summary>Opens several, each file once; files of equal names are told apart. Sorted by name.</summary>
    /// <exception cref="CwasmFormatException">Nothing there, an unreadable manifest, or a single file that is no cwasm.</exception>
    public static IReadOnlyList<CorpusFile> Open(IEnumerable<string> paths) => CorpusNames.Assign(paths.SelectMany(Find));

    /// <summary>Paths below a folder, with forward slashes, sorted, of all cwasm files.</summary>
    public static IReadOnlyList<string> List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsCwasm)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CwasmFormatException(CwasmErrorKind.Unreadable, folder, $"cannot be read: {e.Message}", "check the path and its permissions");
        }
    }

    private static bool IsCwasm(string path) => s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<FoundFile> Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return [OneFile(path)];
        }

        string manifest = Path.Combine(path, CorpusManifest.FileName);
        IReadOnlyList<FoundFile> found = File.Exists(manifest)
            ? [.. CorpusManifest.Read(manifest).Select(entry => FromManifest(path, entry))]
            : [.. List(path).AsParallel().AsOrdered().Select(relative => FromFolder(path, relative))];
        return found.Count > 0 ? found : throw new CwasmFormatException(
            CwasmErrorKind.EmptyFolder, path, $"expected a {CorpusManifest.FileName} or files ending in {string.Join(" or ", s_endings)}, found none", "give a folder that has some, or one file");
    }

    private static FoundFile OneFile(string path)
    {
        using CwasmFile file = CwasmFile.Open(path);
        string full = Path.GetFullPath(path);
        return new(Path.GetDirectoryName(full)!, Path.GetFileName(full), new CorpusFile("", full, CorpusIdentity.Of(file, path)));
    }

    private static FoundFile FromManifest(string folder, CorpusEntry entry)
    {
        string full = Path.GetFullPath(Path.Combine(folder, entry.File));
        string callSites = Path.Combine(folder, "truth", CorpusIdentity.WithoutEndings(Path.GetFileName(entry.File)) + ".callsites.br");
        return new(folder, entry.File, new CorpusFile("", full, new(entry.Module, entry.Target, entry.Wasmtime, entry.Variant))
        {
            Entry = entry,
            CallSitesPath = File.Exists(callSites) ? Path.GetFullPath(callSites) : null,
            Problem = File.Exists(full) ? null : new CwasmFormatException(
                CwasmErrorKind.Unreadable, full, $"named by {CorpusManifest.FileName}, but not there", "fetch the file, or take its row out of the manifest"),
        });
    }

    private static FoundFile FromFolder(string folder, string relative)
    {
        string full = Path.GetFullPath(Path.Combine(folder, relative));
        try
        {
            using CwasmFile file = CwasmFile.Open(full);
            return new(folder, relative, new CorpusFile("", full, CorpusIdentity.Of(file, full)));
        }
        catch (CwasmFormatException e)
        {
            return new(folder, relative, new CorpusFile("", full, new(CorpusIdentity.ModuleName(full, "?"), "", "", "")) { Problem = e });
        }
    }
}

/// <summary>A file and the folder it was found by, before it has a name.</summary>
internal sealed record FoundFile(string Folder, string Relative, CorpusFile File);
