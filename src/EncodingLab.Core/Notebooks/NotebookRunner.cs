using System.Globalization;
using EncodingLab.Reporting.Advice;
using EncodingLab.Results;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace EncodingLab.Notebooks;

/// <summary>Runs a notebook's code cells, C# one after the other as a script goes on, and collects what each shows.</summary>
/// <remarks>
/// A cell sees what earlier cells declared and the members of <see cref="NotebookSession"/>. Shown are the arguments of <see cref="NotebookSession.Show"/>, then the cell's
/// last expression if it has a value and no semicolon. Paths are relative to the notebook's folder.
/// </remarks>
public sealed class NotebookRunner
{
    private static readonly string[] s_namespaces = ["System", "System.Collections.Generic", "System.Linq", "EncodingLab.Notebooks", "EncodingLab.Results", "EncodingLab.Reporting", "EncodingLab.Reporting.Advice", "EncodingLab.Reporting.Charts"];

    private readonly NotebookFile _notebook;
    private readonly NotebookSession _session;
    private ScriptState<object>? _state;

    private NotebookRunner(NotebookFile notebook)
    {
        _notebook = notebook;
        _session = new NotebookSession(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!);
    }

    /// <summary>Runs all code cells and replaces their saved outputs in memory; <see cref="NotebookFile.Save"/> writes them.</summary>
    /// <exception cref="NotebookCellException">A cell does not compile, or throws.</exception>
    public static async Task Run(NotebookFile notebook, CancellationToken cancel)
    {
        var runner = new NotebookRunner(notebook);
        int count = 0;
        foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.IsCode))
        {
            cell.Replace(await runner.Run(cell, cancel).ConfigureAwait(false), ++count);
        }
    }

    /// <summary>Runs a notebook and compares what its cells show with what is saved in it; of cells tagged <c>varies</c> the kinds only. Writes nothing.</summary>
    /// <returns>One line a cell that differs.</returns>
    /// <exception cref="NotebookCellException">A cell does not compile, or throws.</exception>
    public static async Task<IReadOnlyList<string>> Check(NotebookFile notebook, CancellationToken cancel)
    {
        var runner = new NotebookRunner(notebook);
        var differences = new List<string>();
        foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.IsCode))
        {
            IReadOnlyList<NotebookOutput> fresh = await runner.Run(cell, cancel).ConfigureAwait(false);
            if (Difference(cell, fresh) is { } difference)
            {
                differences.Add($"{notebook.Path}: cell {cell.Number}: {difference}; run notebook run {Path.GetFileName(notebook.Path)}");
            }
        }

        return differences;
    }

    private static string? Difference(NotebookCell cell, IReadOnlyList<NotebookOutput> fresh)
    {
        IReadOnlyList<NotebookOutput> saved = cell.Outputs;
        if (saved.Count != fresh.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"shows {fresh.Count} outputs, {saved.Count} are saved");
        }

        foreach ((NotebookOutput now, NotebookOutput then) in fresh.Zip(saved))
        {
            if (cell.Varies ? !now.Kinds.SequenceEqual(then.Kinds) : !now.SameAs(then))
            {
                return $"expected '{FirstDifference(now, then)}', found '{FirstDifference(then, now)}'";
            }
        }

        return null;
    }

    /// <summary>The first line of an output that another output does not have at that place.</summary>
    private static string FirstDifference(NotebookOutput output, NotebookOutput other)
    {
        string kind = output.Kinds.FirstOrDefault(kind => other.Data.GetValueOrDefault(kind) != output.Data[kind]) ?? NotebookOutput.Plain;
        string[] lines = output.Data.GetValueOrDefault(kind, "").Split('\n');
        string[] others = other.Data.GetValueOrDefault(kind, "").Split('\n');
        string line = lines.Where((text, i) => i >= others.Length || others[i] != text).FirstOrDefault() ?? "the end";
        return kind + ": " + (line.Length <= 100 ? line : line[..100] + "...");
    }

    private async Task<IReadOnlyList<NotebookOutput>> Run(NotebookCell cell, CancellationToken cancel)
    {
        try
        {
            _state = _state is null
                ? await CSharpScript.RunAsync<object>(cell.Source, Options(), _session, typeof(NotebookSession), cancel).ConfigureAwait(false)
                : await _state.ContinueWithAsync<object>(cell.Source, Options(), cancel).ConfigureAwait(false);
        }
        catch (CompilationErrorException e)
        {
            throw Failed(cell, "does not compile: " + string.Join("; ", e.Diagnostics.Take(2).Select(diagnostic => diagnostic.ToString())));
        }
        catch (Exception e) when (e is RunFolderException or UnknownNameException)
        {
            throw Failed(cell, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed(cell, $"{e.GetType().Name}: {e.Message}");
        }

        if (_state.ReturnValue is { } value)
        {
            _session.Show(value);
        }

        return _session.TakeOutputs();
    }

    private NotebookCellException Failed(NotebookCell cell, string why) => new($"{_notebook.Path}: cell {cell.Number}: {why.ReplaceLineEndings(" ")}");

    private static ScriptOptions Options() => ScriptOptions.Default
        .WithReferences(typeof(object).Assembly, typeof(Enumerable).Assembly, typeof(NotebookSession).Assembly)
        .WithImports(s_namespaces)
        .WithOptimizationLevel(OptimizationLevel.Release);
}
