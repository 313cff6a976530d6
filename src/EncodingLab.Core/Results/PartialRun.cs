using System.ComponentModel.DataAnnotations.Schema;

namespace EncodingLab.Results;

/// <summary>One row of <c>commits.csv</c>, which only a partial run has: how long its other files were when a file or a group of cells was whole.</summary>
public sealed record CommitRow
{
    public const string FileName = "commits.csv";

    [Column("files")] public long Files { get; init; }
    [Column("sizes")] public long Sizes { get; init; }
    [Column("counters")] public long Counters { get; init; }
    [Column("lookups")] public long Lookups { get; init; }
    [Column("samples")] public long Samples { get; init; }
}

/// <summary>What a broken run had measured. Only what was whole counts; what came after the last commit is measured again.</summary>
public sealed class PartialRun
{
    private PartialRun(RunFolder folder)
    {
        (IReadOnlyList<CommitRow> commits, CommitBytes) = Whole<CommitRow>(folder, CommitRow.FileName, long.MaxValue);
        Commit = commits.LastOrDefault() ?? new();
        Files = Whole<RunFileRow>(folder, RunFileRow.FileName, Commit.Files).Rows;
        Sizes = Whole<SizeRow>(folder, "sizes.csv", Commit.Sizes).Rows;
        Counters = Whole<CounterRow>(folder, "counters.csv", Commit.Counters).Rows;
        Lookups = Whole<LookupRow>(folder, "lookups.csv", Commit.Lookups).Rows;
    }

    /// <summary>The lengths to go on from.</summary>
    public CommitRow Commit { get; }

    /// <summary>Bytes of the whole lines of commits.csv.</summary>
    public long CommitBytes { get; }

    public IReadOnlyList<RunFileRow> Files { get; }

    public IReadOnlyList<SizeRow> Sizes { get; }

    public IReadOnlyList<CounterRow> Counters { get; }

    public IReadOnlyList<LookupRow> Lookups { get; }

    /// <summary>Reads what a partial folder holds; nothing of a new one.</summary>
    /// <exception cref="RunFolderException">A file there is not what a sweep wrote.</exception>
    public static PartialRun Read(RunFolder folder) => new(folder);

    /// <summary>The rows of a file up to a length, less a line that was cut.</summary>
    private static (IReadOnlyList<TRow> Rows, long Bytes) Whole<TRow>(RunFolder folder, string name, long length)
    {
        string path = folder.File(name);
        if (length == 0 || !File.Exists(path))
        {
            return ([], 0);
        }

        byte[] bytes = File.ReadAllBytes(path);
        int whole = bytes.AsSpan(0, (int)Math.Min(length, bytes.Length)).LastIndexOf((byte)'\n') + 1;
        return (whole == 0 ? [] : CsvTable.Parse<TRow>(new MemoryStream(bytes, 0, whole), path), whole);
    }
}
