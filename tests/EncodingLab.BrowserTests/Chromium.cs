namespace EncodingLab.BrowserTests;

/// <summary>Where a Chromium is: ENCODINGLAB_CHROMIUM, else the usual names on PATH.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The executable, or null where there is none.</summary>
    public static string? Executable { get; } = Find();

    /// <summary>Why the tests cannot run; null where they can.</summary>
    public static string? Missing => Executable is null ? "no Chromium found (ENCODINGLAB_CHROMIUM, or chromium on PATH; on Debian: apt-get install chromium): the report was not tried in a browser" : null;

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("ENCODINGLAB_CHROMIUM");
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named) ? named : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>A fact that needs a browser; skipped with the reason where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>As <see cref="BrowserFactAttribute"/>, for theories.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
