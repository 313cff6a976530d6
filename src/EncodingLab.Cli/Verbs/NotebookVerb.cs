using System.CommandLine;
using EncodingLab.Notebooks;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>notebook run|check</c>: the notebooks' C# cells run by the lab itself.</summary>
internal static class NotebookVerb
{
    public static Command Create() => new("notebook", "Run the C# cells of notebooks and save what they show, or check that what is saved is what they show.")
    {
        Create("run", "Run every code cell and write its outputs back into the file.", Save),
        Create("check", "Run every code cell and compare with the saved outputs; write nothing. Exit code 1 on a difference.", Check),
    };

    private static Command Create(string name, string description, Func<NotebookFile, CancellationToken, Task<int>> action)
    {
        Argument<string[]> files = new("FILE") { Description = "Notebooks. Default: all of the folder notebooks.", Arity = ArgumentArity.ZeroOrMore };
        Command command = new(name, description) { files };
        command.SetAction(async (parsed, cancel) =>
        {
            int worst = ExitCodes.Fine;
            foreach (string path in parsed.GetValue(files) is { Length: > 0 } named ? named : Places.AllNotebooks())
            {
                worst = Math.Max(worst, await action(NotebookFile.Read(path), cancel).ConfigureAwait(false));
            }

            return worst;
        });
        return command;
    }

    private static async Task<int> Save(NotebookFile notebook, CancellationToken cancel)
    {
        string before = notebook.ToText();
        await NotebookRunner.Run(notebook, cancel).ConfigureAwait(false);
        bool changed = before != notebook.ToText();
        if (changed)
        {
            notebook.Save();
        }

        Console.WriteLine($"{notebook.Path}: {(changed ? "changed" : "as it was")}");
        return ExitCodes.Fine;
    }

    private static async Task<int> Check(NotebookFile notebook, CancellationToken cancel)
    {
        IReadOnlyList<string> differences = await NotebookRunner.Check(notebook, cancel).ConfigureAwait(false);
        foreach (string difference in differences)
        {
            Console.Error.WriteLine(difference);
        }

        Console.WriteLine($"{notebook.Path}: {(differences.Count == 0 ? "its outputs are what its cells show" : $"{differences.Count} cells differ")}");
        return differences.Count == 0 ? ExitCodes.Fine : ExitCodes.CheckFailed;
    }
}
