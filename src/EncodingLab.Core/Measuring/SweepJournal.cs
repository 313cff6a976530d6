using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>The rows of a sweep, on disk as they are made. After each whole file and each whole group of cells the lengths are committed, so that a sweep killed at any moment can go on.</summary>
internal sealed class SweepJournal : IDisposable
{
    private readonly RowStream<RunFileRow> _files;
    private readonly RowStream<SizeRow> _sizes;
    private readonly RowStream<CounterRow> _counters;
    private readonly RowStream<LookupRow> _lookups;
    private readonly RowStream<SampleRow> _samples;
    private readonly RowStream<CommitRow> _commits;

    public SweepJournal(RunFolder folder)
    {
        Before = PartialRun.Read(folder);
        _files = new(folder.File(RunFileRow.FileName), Before.Commit.Files);
        _sizes = new(folder.File("sizes.csv"), Before.Commit.Sizes);
        _counters = new(folder.File("counters.csv"), Before.Commit.Counters);
        _lookups = new(folder.File("lookups.csv"), Before.Commit.Lookups);
        _samples = new(folder.File("samples.csv"), Before.Commit.Samples);
        _commits = new(folder.File(CommitRow.FileName), Before.CommitBytes);
        Commit();
    }

    /// <summary>What an earlier attempt left.</summary>
    public PartialRun Before { get; }

    /// <summary>All size rows, in the order in which they were made.</summary>
    public List<SizeRow> Sizes { get; } = [];

    /// <summary>All lookup rows, in the order in which they were made.</summary>
    public List<LookupRow> Lookups { get; } = [];

    /// <summary>The size rows that an earlier attempt left of a file, if it finished the same file; else null.</summary>
    public IReadOnlyList<SizeRow>? SizesOf(string file, string sha256) =>
        Before.Files.Any(row => row.File == file && row.Sha256 == sha256) ? [.. Before.Sizes.Where(row => row.File == file)] : null;

    /// <summary>Writes down a file that was sized.</summary>
    public void Add(SizedFile file)
    {
        Sizes.AddRange(file.Rows);
        if (!file.Resumed)
        {
            _sizes.Write(file.Rows);
            _counters.Write(file.Counters);
            _files.Write([new RunFileRow { File = file.File.Name, Sha256 = file.Sha256 }]);
            Commit();
        }
    }

    /// <summary>Writes down a group of cells.</summary>
    public void Add(IReadOnlyList<LookupRow> rows, IReadOnlyList<SampleRow> samples)
    {
        _samples.Write(samples);
        _lookups.Write(rows);
        Lookups.AddRange(rows);
        Commit();
    }

    /// <summary>Takes the rows of an earlier attempt over; they are on disk already.</summary>
    public void Keep(IReadOnlyList<LookupRow> rows) => Lookups.AddRange(rows);

    public void Dispose()
    {
        _files.Dispose();
        _sizes.Dispose();
        _counters.Dispose();
        _lookups.Dispose();
        _samples.Dispose();
        _commits.Dispose();
    }

    private void Commit() => _commits.Write([new CommitRow { Files = _files.Length, Sizes = _sizes.Length, Counters = _counters.Length, Lookups = _lookups.Length, Samples = _samples.Length }]);
}
