namespace EncodingLab.Tests.Support;

/// <summary>Where things are in the repository that the tests were built from.</summary>
internal static class Repo
{
    /// <summary>The repository's root: the first folder above the test assembly that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project's shared reference material beside the repository, or null: a user has none.</summary>
    public static string? Shared { get; } = Directory.Exists(System.IO.Path.Combine(Root, "..", "shared", "corpus"))
        ? System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared"))
        : null;

    /// <summary>A path below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>All C# sources below a folder, without build output.</summary>
    public static IEnumerable<string> Sources(params string[] folder) => Directory
        .EnumerateFiles(Path(folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "EncodingLab.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("no EncodingLab.sln above the test assembly");
    }
}
