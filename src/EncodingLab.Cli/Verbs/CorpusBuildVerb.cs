using System.CommandLine;
using System.Globalization;
using EncodingLab.Experiments;
using EncodingLab.Files.Building;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>corpus build</c>: a corpus from modules of one's own.</summary>
internal static class CorpusBuildVerb
{
    private const string DefaultFolder = "my-corpus";
    private static readonly Argument<string?> s_matrix = new("MATRIX") { Description = "A JSON file with inputs, targets, settings, wasmtime, time_limit_seconds; each may be left out, and options below replace what it says.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> s_inputs = new("--inputs") { Description = "A .wasm or .wat file, or a folder of them. May be given more than once.", HelpName = "PATH" };
    private static readonly Option<string[]> s_wasmtime = new("--wasmtime") { Description = "A Wasmtime: a path, or a name on PATH. May be given once a version. Default: ENCODINGLAB_WASMTIME, else the one on PATH.", HelpName = "EXE" };
    private static readonly Option<string> s_targets = Options.List("--targets", "Target triples. Default: this machine's.", "TRIPLE,...");
    private static readonly Option<string> s_out = Options.OutputFolder();
    private static readonly Option<int?> s_jobs = new("--jobs") { Description = "Compilations at once, by default one a core.", HelpName = "N" };
    private static readonly Option<double?> s_limit = new("--time-limit") { Description = "Seconds after which a compilation is taken to hang. Default: 600.", HelpName = "SECONDS" };

    public static Command Create()
    {
        s_out.Description = $"The corpus folder to make or to extend. Default: {DefaultFolder}.";
        Command command = new("build", "Compile modules of yours into a corpus: inputs x targets x settings x Wasmtimes; what is there by hash is kept, what fails is a row.") { s_matrix, s_inputs, s_wasmtime, s_targets, s_out, s_jobs, s_limit };
        command.SetAction((parsed, cancel) => Task.Run(() => Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancel)
    {
        BuildMatrix matrix = Matrix(parsed);
        IReadOnlyList<PlannedBuild> plan = BuildPlan.Of(matrix);
        string folder = parsed.GetValue(s_out) ?? DefaultFolder;
        var progress = new ConsoleProgress();
        progress.Begin("builds", plan.Count);
        var builder = new CorpusBuilder(folder, TimeSpan.FromSeconds(matrix.TimeLimitSeconds), Math.Max(1, parsed.GetValue(s_jobs) ?? Environment.ProcessorCount));
        IReadOnlyList<BuildRow> rows = builder.Build(plan, row => progress.Step(row.File), cancel);
        progress.Finish();
        foreach (IGrouping<string, BuildRow> problem in rows.Where(row => row.Outcome == BuildRow.Failed).GroupBy(row => row.Error.Replace(row.Module, "", StringComparison.Ordinal)))
        {
            string[] files = [.. problem.Select(row => Path.GetFileName(row.File))];
            Console.Error.WriteLine($"failed: {files[0]}{(files.Length > 1 ? $" and {files.Length - 1} more" : "")}: {problem.First().Error}");
        }

        int left = plan.Count - rows.Count;
        if (left > 0)
        {
            Console.Error.WriteLine($"stopped: {left} of {plan.Count} builds are left; the same command goes on");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{folder}: {Count(rows, BuildRow.Built)} built, {Count(rows, BuildRow.Cached)} there already, {Count(rows, BuildRow.Failed)} failed; {BuildRow.FileName} says how each was made"));
        if (Count(rows, BuildRow.Failed) < rows.Count)
        {
            Console.WriteLine($"next: dotnet run -- sweep --corpus {folder}");
        }

        return cancel.IsCancellationRequested ? ExitCodes.Interrupted : Count(rows, BuildRow.Failed) > 0 ? ExitCodes.CheckFailed : ExitCodes.Fine;
    }

    private static int Count(IReadOnlyList<BuildRow> rows, string outcome) => rows.Count(row => row.Outcome == outcome);

    private static BuildMatrix Matrix(ParseResult parsed)
    {
        BuildMatrix matrix = parsed.GetValue(s_matrix) is { } path ? BuildMatrix.Read(path) : new();
        double limit = parsed.GetValue(s_limit) ?? matrix.TimeLimitSeconds;
        if (limit is not (> 0 and <= 86_400))
        {
            throw new ExperimentException(string.Create(CultureInfo.InvariantCulture, $"time limit {limit}: expected seconds above 0, at most a day"));
        }

        return matrix with
        {
            Inputs = parsed.GetValue(s_inputs) is { Length: > 0 } inputs ? inputs : matrix.Inputs,
            Wasmtime = parsed.GetValue(s_wasmtime) is { Length: > 0 } engines ? engines : matrix.Wasmtime,
            Targets = Options.Split(parsed.GetValue(s_targets)) ?? matrix.Targets,
            TimeLimitSeconds = limit,
        };
    }
}
