using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Notebooks;

/// <summary>What the cells of a notebook may call by name, beside C# and LINQ.</summary>
/// <param name="folder">The notebook's folder, from which paths are taken.</param>
public sealed class NotebookSession(string folder)
{
    private readonly List<NotebookOutput> _outputs = [];

    /// <summary>Opens a run's folder: <c>var run = Open("../results/reference");</c>.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, or a file of it is damaged.</exception>
    public NotebookRun Open(string path) => new(RunFolder.Open(Path.Combine(folder, path)));

    /// <summary>Shows something under the cell: a <see cref="Chart"/> as SVG, a <see cref="NotebookTable"/> as HTML and text, Markdown, rows as a table, anything else as its text.</summary>
    public void Show(object value) => _outputs.Add(NotebookDisplay.Of(value));

    /// <summary>Rows as a table; a column is a name and what it shows of a row. Numbers as texts are written by <see cref="Numbers"/>.</summary>
    public NotebookTable Table<T>(IEnumerable<T> rows, params (string Name, Func<T, object?> Value)[] columns) =>
        new([.. columns.Select(column => column.Name)], [.. rows.Select(row => columns.Select(column => column.Value(row)).ToArray())]);

    /// <summary>A text with its marks of emphasis, lists and tables.</summary>
    public NotebookMarkdown Markdown(string text) => new(text);

    /// <summary>Geometric mean of the values that are positive; null where none is.</summary>
    public double? GeometricMean(IEnumerable<double?> values) => Reporting.Means.Geometric(values, value => value);

    /// <summary>What was shown since the last call.</summary>
    internal IReadOnlyList<NotebookOutput> TakeOutputs()
    {
        NotebookOutput[] taken = [.. _outputs];
        _outputs.Clear();
        return taken;
    }
}

/// <summary>Rows to show: names of columns, and each row's values.</summary>
public sealed record NotebookTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>Markdown to show.</summary>
public sealed record NotebookMarkdown(string Text);
