using System.Text.Json;

namespace EncodingLab.Results;

/// <summary>A run on disk. It is written under a partial name and gets its own when whole, so that a run's name is a promise.</summary>
/// <remarks>See the house plan: run.json, cells.csv, sizes.csv, lookups.csv, samples.csv and whatever else a report shows.</remarks>
public sealed class RunFolder
{
    /// <summary>Version of every CSV here; raised when a column changes its meaning or goes.</summary>
    public const int Schema = 1;

    /// <summary>How an error text begins that is no failure.</summary>
    public const string NotApplicable = "not applicable: ";

    /// <summary>Ending of the folder's name while a run is under way, and after it was broken off.</summary>
    public const string PartialEnding = ".partial";

    private Lazy<RunInfo> _info;

    private RunFolder(string path)
    {
        Path = path;
        _info = new(ReadInfo);
    }

    /// <summary>Where the files are now.</summary>
    public string Path { get; private set; }

    /// <summary>The folder's name without its partial ending.</summary>
    public string Id => System.IO.Path.GetFileName(FinalPath);

    /// <summary>What <c>run.json</c> says, read once.</summary>
    /// <exception cref="RunFolderException">It is missing, cut, or of another schema.</exception>
    public RunInfo Info => _info.Value;

    private string FinalPath => Path.EndsWith(PartialEnding, StringComparison.Ordinal) ? Path[..^PartialEnding.Length] : Path;

    /// <summary>Opens an existing run for reading.</summary>
    public static RunFolder Open(string path) => new(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));

    /// <summary>Makes a new run's partial folder.</summary>
    /// <exception cref="RunFolderException">The folder exists and holds files, or cannot be written.</exception>
    public static RunFolder Create(string path, bool replace = false)
    {
        string final = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            if (Directory.Exists(final) && Directory.EnumerateFileSystemEntries(final).Any() && !replace)
            {
                throw new RunFolderException($"{path}: the folder exists and is not empty; name another with --out, or add --force");
            }

            string partial = final + PartialEnding;
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }

            Directory.CreateDirectory(System.IO.Path.Combine(partial, "charts"));
            return new RunFolder(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{path}: cannot write there: {e.Message}; name a writable folder with --out");
        }
    }

    /// <summary>Opens the partial folder that a broken sweep left, by the run's name or the folder's own.</summary>
    /// <exception cref="RunFolderException">There is none.</exception>
    public static RunFolder Resume(string path)
    {
        RunFolder folder = Open(path);
        string partial = folder.FinalPath + PartialEnding;
        return Directory.Exists(partial)
            ? new RunFolder(partial)
            : throw new RunFolderException($"{path}: no broken run there; expected a folder whose name ends in {PartialEnding}, as a sweep that was stopped leaves it");
    }

    /// <summary>Full path of a file in the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Gives the folder its final name.</summary>
    public void Complete()
    {
        string final = FinalPath;
        if (Directory.Exists(final))
        {
            Directory.Delete(final, recursive: true);
        }

        Directory.Move(Path, final);
        Path = final;
    }

    /// <summary>Writes <c>run.json</c>.</summary>
    public void WriteInfo(RunInfo info)
    {
        System.IO.File.WriteAllText(File("run.json"), JsonSerializer.Serialize(info, RunInfo.Json) + "\n");
        _info = new(ReadInfo);
    }

    /// <summary>Reads <c>run.json</c>.</summary>
    /// <exception cref="RunFolderException">It is missing, cut, or of another schema.</exception>
    private RunInfo ReadInfo()
    {
        string path = File("run.json");
        if (!System.IO.File.Exists(path))
        {
            throw new RunFolderException($"{Path}: no run.json there; expected the folder of a run, as sweep --out writes it");
        }

        try
        {
            RunInfo info = JsonSerializer.Deserialize<RunInfo>(System.IO.File.ReadAllText(path), RunInfo.Json)
                ?? throw new RunFolderException($"{path}: empty; run the sweep again");
            return info.Schema == Schema
                ? info
                : throw new RunFolderException($"{path}: schema {info.Schema}, expected {Schema}; read it with the version of the lab that wrote it ({info.LabVersion})");
        }
        catch (JsonException e)
        {
            throw new RunFolderException($"{path}: not the JSON of a run: {e.Message}; run the sweep again");
        }
    }

    /// <summary>Reads one of the run's CSV files; of those that not every run has, an absent one has no rows.</summary>
    /// <exception cref="RunFolderException">The file is missing, cut, edited, reordered or of another schema.</exception>
    public IReadOnlyList<TRow> Read<TRow>(string name)
    {
        string path = File(name);
        if (!System.IO.File.Exists(path))
        {
            return Expected(name) is null && name is not ("sizes.csv" or "lookups.csv")
                ? []
                : throw Missing(path);
        }

        // Read first, then looked whether it is the file that was written: run.json is read at the same time.
        IReadOnlyList<TRow> rows = [];
        RunFolderException? damage = null;
        try
        {
            rows = CsvTable.Read<TRow>(path);
        }
        catch (RunFolderException e)
        {
            damage = e;
        }

        return Expected(name) is { } hash && hash != RunHashes.Of(path)
            ? throw Altered(path)
            : damage is null ? rows : throw damage;
    }

    /// <summary>Looks at every CSV file that the run was written with, also those that the caller does not read.</summary>
    /// <exception cref="RunFolderException">One is missing, cut, edited or reordered.</exception>
    public void RequireAsWritten()
    {
        foreach (NamedFact csv in Info.Csv)
        {
            string path = File(csv.Name);
            if (!System.IO.File.Exists(path))
            {
                throw Missing(path);
            }

            if (RunHashes.Of(path) != csv.Value)
            {
                throw Altered(path);
            }
        }
    }

    private static RunFolderException Missing(string path) => new($"{path}: missing; expected the file as the sweep wrote it: restore it, or run the sweep again");

    private static RunFolderException Altered(string path) =>
        new($"{path}: cut or edited since the run was written: its SHA-256 is not the one in run.json; restore it, or run the sweep again");

    /// <summary>The SHA-256 that a CSV file had when the run was written; null where run.json does not say.</summary>
    private string? Expected(string name) => System.IO.File.Exists(File("run.json")) ? Info.Csv.FirstOrDefault(file => file.Name == name)?.Value : null;
}

/// <summary>A run's folder or file is not what it should be. The message says what, where, and what to do.</summary>
public sealed class RunFolderException(string message) : Exception(message);
