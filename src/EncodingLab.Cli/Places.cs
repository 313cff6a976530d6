using EncodingLab.Experiments;
using EncodingLab.Results;

namespace EncodingLab.Cli;

/// <summary>Where the project's folders are: beside the current folder or above it, as in a clone.</summary>
internal static class Places
{
    /// <summary>The folder of experiment definitions.</summary>
    public static string Experiments => Find("experiments");

    /// <summary>The folder of results: runs, reference, ledger.</summary>
    public static string Results => Find("results");

    /// <summary>The committed run.</summary>
    public static string Reference => Path.Combine(Results, "reference");

    /// <summary>The repository's own corpus.</summary>
    /// <exception cref="ExperimentException">There is none here.</exception>
    public static string Corpus
    {
        get
        {
            string found = Find("corpus");
            return File.Exists(Path.Combine(found, "manifest.csv"))
                ? found
                : throw new ExperimentException("no corpus here: expected a folder 'corpus' with manifest.csv in the current folder or one above; run in a clone of the repository, or name files with --corpus PATH");
        }
    }

    /// <summary>What real Wasmtime took for a trap with a backtrace, or null where that file is not here.</summary>
    public static string? EngineTruth => Path.Combine(Find("corpus"), "truth", "engine-backtrace.csv") is var path && File.Exists(path) ? path : null;

    /// <summary>The folder of a run: as named, else the newest in results/runs, else results/reference.</summary>
    public static string Run(string? name)
    {
        if (name is not null)
        {
            return name;
        }

        string runs = Path.Combine(Results, "runs");
        string? newest = Directory.Exists(runs)
            ? Directory.EnumerateDirectories(runs).Where(path => !path.EndsWith(RunFolder.PartialEnding, StringComparison.Ordinal)).MaxBy(Directory.GetLastWriteTimeUtc)
            : null;
        return newest ?? Reference;
    }

    /// <summary>All notebooks of the repository, by name.</summary>
    /// <exception cref="ExperimentException">There is none here.</exception>
    public static string[] AllNotebooks()
    {
        string folder = Find("notebooks");
        string[] found = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(Directory.GetCurrentDirectory(), path))] : [];
        return found.Length > 0 ? found : throw new ExperimentException("no notebooks here: expected a folder 'notebooks' with .ipynb files in the current folder or one above; or name files");
    }

    private static string Find(string name)
    {
        for (string? folder = Directory.GetCurrentDirectory(); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EncodingLab.sln")) || File.Exists(Path.Combine(folder, name, "manifest.csv")))
            {
                return Path.Combine(folder, name);
            }
        }

        return Path.Combine(Directory.GetCurrentDirectory(), name);
    }
}
