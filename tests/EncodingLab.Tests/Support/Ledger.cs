using EncodingLab.Results;

namespace EncodingLab.Tests.Support;

/// <summary>Compares rows with a committed table of results/ledger. The table is written only when UPDATE_GOLDEN=1.</summary>
internal static class Ledger
{
    private const long SmallFileBytes = 400_000;

    /// <summary>Whether this run writes the tables anew.</summary>
    public static bool Writing => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>Whether a corpus file is checked by this run: an ordinary one checks small files; ENCODINGLAB_LEDGER=1, or writing the ledger, walks all.</summary>
    public static bool Covers(string path) => Writing || Environment.GetEnvironmentVariable("ENCODINGLAB_LEDGER") == "1" || new FileInfo(path).Length < SmallFileBytes;

    /// <summary>Requires each row to be in the ledger as it is; rows of other keys may be there too.</summary>
    public static void Match<TRow>(string name, IReadOnlyList<TRow> rows, Func<TRow, string> key)
    {
        string path = Repo.Path("results", "ledger", name);
        if (Writing)
        {
            CsvTable.Write(path, rows);
        }

        Assert.True(File.Exists(path), $"no results/ledger/{name}; run once with UPDATE_GOLDEN=1 and look at it");
        HashSet<string> keys = [.. rows.Select(key)];
        Assert.Equal(CsvTable.Read<TRow>(path).Where(row => keys.Contains(key(row))), rows);
    }
}
