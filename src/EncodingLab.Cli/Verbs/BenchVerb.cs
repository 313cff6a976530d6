using System.CommandLine;
using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>bench</c>: the sampler's figures beside BenchmarkDotNet's.</summary>
internal static class BenchVerb
{
    private const string DefaultFile = "quickjs.x86_64.w47";
    private static readonly Option<string[]> s_corpus = Options.Corpus();
    private static readonly Option<string> s_file = new("--file") { Description = "The corpus file whose tables are asked.", HelpName = "NAME", DefaultValueFactory = _ => DefaultFile };
    private static readonly Option<string> s_encodings = Options.List("--encodings", "Encodings: ids or patterns. Default: the shipped ones and the finalists.", "GLOB,...");
    private static readonly Option<int> s_cells = new("--cells") { Description = "How many cells: readers of these encodings, the two tables in turn.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> s_seed = new("--seed") { Description = "Seed of the workloads.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> s_output = Options.OutputFile(required: false);
    private static readonly Option<bool> s_figures = new("--figures-only") { Description = "Print the benchmark's nanoseconds only, a cell a line.", Hidden = true };

    public static Command Create()
    {
        Command command = new("bench", "Time chosen cells by BenchmarkDotNet through the same readers, beside the sampler, and once more with .NET's default tiering.") { s_corpus, s_file, s_encodings, s_cells, s_seed, s_output, s_figures };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        (LabFile file, IReadOnlyList<TimedCell> cells) = Choose(parsed);
        if (parsed.GetValue(s_figures))
        {
            foreach (TimedCell cell in cells)
            {
                Console.WriteLine(LookupBenchmark.Run(cell, LookupBenchmark.Tiering).Median.ToString("R", CultureInfo.InvariantCulture));
            }

            return ExitCodes.Fine;
        }

        if (RunGuard.Check() is { Refusal: { } refusal })
        {
            return CommandRunner.Fail(ExitCodes.Input, refusal);
        }

        var progress = new ConsoleProgress();
        progress.Begin("benchmarks", cells.Count + 1);
        var rows = new List<BenchRow>();
        foreach (TimedCell cell in cells)
        {
            rows.Add(BenchRun.Compare(file.Name, cell));
            progress.Step($"{cell.EncodingId} {cell.Reader.Name}");
        }

        (string program, string[] self) = Self();
        IReadOnlyList<double> tiered = BenchRun.Tiered(program, [.. self, .. parsed.Tokens.Select(token => token.Value), "--figures-only"], cells.Count);
        progress.Step("default tiering");
        progress.Finish();
        return Print([.. rows.Zip(tiered, (row, ns) => row with { TieredNs = Math.Round(ns, 3), TieredRatio = Math.Round(ns / row.BenchmarkNs, 4) })], parsed.GetValue(s_output));
    }

    private static (LabFile File, IReadOnlyList<TimedCell> Cells) Choose(ParseResult parsed)
    {
        LabFile[] files = [.. LabCorpus.Open(parsed.GetValue(s_corpus) is { Length: > 0 } paths ? paths : [Places.Corpus])];
        string name = parsed.GetRequiredValue(s_file);
        LabFile file = files.FirstOrDefault(known => known.Name == name) ?? throw ExperimentException.Unknown("corpus file", name, files.Select(known => known.Name));
        IReadOnlyList<TableEncoding> encodings = Options.SplitIds(parsed.GetValue(s_encodings)) is { } ids
            ? ResolvedSelection.Of(new Selection { Encodings = ids }).Encodings
            : [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47, .. EncodingCatalog.Finalists];
        int count = parsed.GetValue(s_cells);
        return count > 0 ? (file, BenchCells.Choose(file, encodings, count, parsed.GetValue(s_seed))) : throw new ExperimentException($"--cells {count}: expected at least 1");
    }

    /// <summary>How this program is started again: itself, or dotnet with its assembly.</summary>
    private static (string Program, string[] Before) Self()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? (process, [typeof(BenchVerb).Assembly.Location]) : (process, []);
    }

    private static int Print(IReadOnlyList<BenchRow> rows, string? output)
    {
        if (output is not null)
        {
            CsvTable.Write(output, rows);
        }

        Output.Rows(
            rows,
            ("table", row => row.Table),
            ("encoding", row => row.Encoding),
            ("reader", row => row.Reader),
            ("sampler ns ", row => Number(row.SamplerNs)),
            ("spread ", row => Output.Percent(row.SamplerSpread)),
            ("benchmark ns ", row => Number(row.BenchmarkNs)),
            ("their spread ", row => Output.Percent(row.BenchmarkSpread)),
            ("ratio ", row => Number(row.Ratio)),
            ("tiered ns ", row => Number(row.TieredNs)),
            ("tiered / not ", row => Number(row.TieredRatio)),
            ("note", row => row.Note));
        int within = rows.Count(row => BenchRun.IsWithin(row.Ratio));
        int unexplained = rows.Count(row => row.Note == BenchRow.Unexplained);
        Console.Error.WriteLine($"within {Output.Percent(BenchRow.Margin)}: {within} of {rows.Count}; unexplained: {unexplained}");
        return within * 10 >= rows.Count * 9 && unexplained == 0 ? ExitCodes.Fine : ExitCodes.CheckFailed;
    }

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
}
