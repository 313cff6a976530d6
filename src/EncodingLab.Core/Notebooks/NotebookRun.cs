using EncodingLab.Reporting;
using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Notebooks;

/// <summary>A run as a notebook sees it: its rows, its means, its charts, its advice.</summary>
public sealed class NotebookRun
{
    private readonly RunFolder _folder;
    private readonly RunData _data;
    private readonly Lazy<Dictionary<string, Chart>> _charts;

    internal NotebookRun(RunFolder folder)
    {
        _folder = folder;
        _data = RunData.Load(folder);
        _charts = new(() => ReportBuilder.Build(_data).Sections.SelectMany(section => section.Charts).DistinctBy(chart => chart.Name).ToDictionary(chart => chart.Name));
    }

    /// <summary>What run.json says: arguments, machine, corpus, counts.</summary>
    public RunInfo Info => _data.Info;

    /// <summary>Rows of sizes.csv: bytes of a table in an encoding.</summary>
    public IReadOnlyList<SizeRow> Sizes => _data.Sizes;

    /// <summary>Rows of lookups.csv: nanoseconds of one operation.</summary>
    public IReadOnlyList<LookupRow> Lookups => _data.Lookups;

    /// <summary>Rows of tables.csv: entries, ties, histograms.</summary>
    public IReadOnlyList<TableRow> Tables => _data.Tables;

    /// <summary>Rows of sections.csv: bytes by section of a file.</summary>
    public IReadOnlyList<SectionRow> Sections => _data.Sections;

    /// <summary>Rows of encodings.csv: specification, readers, IL bytes and source lines.</summary>
    public IReadOnlyList<EncodingRow> Encodings => _data.Encodings;

    /// <summary>All targets, the headline's first.</summary>
    public IReadOnlyList<string> Targets => _data.Files.Targets;

    /// <summary>Those rows that count in a mean: lossless, measured, one file a module (newest Wasmtime, default settings) of a target.</summary>
    public IEnumerable<SizeRow> SizesOf(string table, string? target = null) => _data.Files.Keep(_data.MeasuredSizes(table, "lossless"), target ?? _data.Files.HeadlineTarget);

    /// <summary>The same for times of one hot lookup with the reader open, in nanoseconds.</summary>
    public IEnumerable<LookupRow> TimesOf(string table, string? target = null) => _data.Files.Keep(_data.HotFinds(table), target ?? _data.Files.HeadlineTarget);

    /// <summary>Means by block size of the shipped encoding, legacy first.</summary>
    public BlockSizeTable BlockSizes(string table, string? target = null) => _data.BlockSizesOf(table, target ?? _data.Files.HeadlineTarget);

    /// <summary>Which encoding and which block size, under constraints; see <see cref="RecommendOptions"/>.</summary>
    public Recommendation Recommend(RecommendOptions? options = null) => Recommender.Of(_data, options ?? new RecommendOptions());

    /// <summary>The memo that <c>recommend</c> prints.</summary>
    public NotebookMarkdown Memo(RecommendOptions? options = null) => new(MemoWriter.Write(_data, Recommend(options)));

    /// <summary>The claims of the pull request with what was measured of each, and the verdict by its stated rule.</summary>
    public NotebookTable Claims()
    {
        DataTable table = ClaimsSection.Verdicts(ClaimsTable.Of(_data));
        return new NotebookTable([.. table.Columns.Select(column => column.Name)], [.. table.Lines.Select(line => line.Cells.Select(cell => (object?)cell.Text).ToArray())]);
    }

    /// <summary>Names of the report's charts.</summary>
    public IReadOnlyList<string> ChartNames => [.. _charts.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A chart of the report by its name, such as <c>trade-off-addrmap-x86_64</c>.</summary>
    /// <exception cref="RunFolderException">The run has no such chart.</exception>
    public Chart Chart(string name) => _charts.Value.TryGetValue(name, out Chart? chart)
        ? chart
        : throw new RunFolderException($"{_folder.Path}: no chart '{name}'; it has {string.Join(", ", ChartNames)}");
}
