using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Files.Building;
using EncodingLab.Processes;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>The steps of a ladder, compiled by real Wasmtimes into a corpus folder.</summary>
/// <param name="Steps">A row a Wasmtime and step, those that failed among them.</param>
/// <param name="Sections">What each section takes at each step.</param>
public sealed record LadderBuild(IReadOnlyList<LadderRow> Steps, IReadOnlyList<LadderSectionRow> Sections)
{
    private const long Kib = 1024;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Compiles every step with every Wasmtime.</summary>
    /// <param name="ladder">The steps.</param>
    /// <param name="inputs">The folder of their modules.</param>
    /// <param name="engines">Executables.</param>
    /// <param name="folder">The corpus folder to write.</param>
    /// <param name="progress">Told of each.</param>
    public static LadderBuild Make(Ladder ladder, string inputs, IReadOnlyList<WasmtimeProcess> engines, string folder, ISweepProgress progress)
    {
        progress.Begin("ladder", ladder.Steps.Count * engines.Count);
        (LadderRow Row, PlannedBuild? Build)[] asked = [.. from engine in engines from step in ladder.Steps select Ask(ladder, step, engine, inputs)];
        var builder = new CorpusBuilder(folder, s_limit, Environment.ProcessorCount) { DropUnknownOptions = true };
        IReadOnlyList<BuildRow> built = builder.Build([.. asked.Select(pair => pair.Build).OfType<PlannedBuild>()], row => progress.Step(row.File));
        var steps = new List<LadderRow>();
        var sections = new List<LadderSectionRow>();
        foreach ((LadderRow row, PlannedBuild? build) in asked)
        {
            LadderRow? before = steps.LastOrDefault(one => one.Wasmtime == row.Wasmtime);
            LadderRow now = build is null ? row : Made(row, built.First(one => one.File == build.Row.File), before);
            steps.Add(now);
            if (now.Bytes is not null)
            {
                sections.AddRange(SectionsOf(now, SectionBytes.Of(Path.Combine(folder, build!.Row.File)), [.. sections.Where(one => one.Wasmtime == now.Wasmtime && one.Step == before?.Step)]));
            }
        }

        return new(steps, sections);
    }

    /// <summary>Writes its rows into a run, and those of its tables, which the run has sized.</summary>
    public void Write(RunFolder folder)
    {
        CsvTable.Write(folder.File(LadderRow.FileName), Steps);
        CsvTable.Write(folder.File(LadderSectionRow.FileName), Sections);
        IReadOnlyList<SizeRow> sizes = folder.Read<SizeRow>("sizes.csv");
        CsvTable.Write(folder.File(LadderTableRow.FileName), from step in Steps
                                                             from size in sizes
                                                             where size.File == step.File && size is { Kind: "encoding", Error: "", Track: "lossless" }
                                                             select new LadderTableRow
                                                             {
                                                                 Step = step.Step,
                                                                 Wasmtime = step.Wasmtime,
                                                                 Table = size.Table,
                                                                 Encoding = size.Encoding,
                                                                 Entries = size.Entries!.Value,
                                                                 Bytes = size.Bytes!.Value,
                                                                 FileBytes = size.FileBytes!.Value,
                                                                 FileBytesWith = size.FileBytesWith!.Value,
                                                             });
    }

    private static (LadderRow Row, PlannedBuild? Build) Ask(Ladder ladder, LadderStep step, WasmtimeProcess engine, string inputs)
    {
        var row = new LadderRow { Step = step.Step, What = step.What, Source = ladder.Source, Wasmtime = engine.Version, WasmInput = step.Input, PublishedKib = step.PublishedKib, PublishedWasmKib = step.PublishedWasmKib };
        string plain = Path.Combine(inputs, step.Input);
        string? path = File.Exists(plain) ? plain : File.Exists(plain + ".br") ? plain + ".br" : null;
        return path is null
            ? (row with { Error = $"no {step.Input} among the inputs; METHODOLOGY.md says how to build it" }, null)
            : (row, BuildPlan.Named(WasmInput.Open(path), engine, $"step {step.Step}", $"ladder-{step.Step}.w{engine.Version}", step.Options));
    }

    private static LadderRow Made(LadderRow row, BuildRow built, LadderRow? before) => row with
    {
        File = built.Bytes > 0 ? Path.GetFileNameWithoutExtension(built.File) : "",
        WasmBytes = built.WasmBytes,
        WasmSha256 = built.WasmSha256,
        Command = built.Command,
        Dropped = built.Dropped,
        Bytes = built.Bytes > 0 ? built.Bytes : null,
        Kib = built.Bytes > 0 ? (built.Bytes + Kib - 1) / Kib : null,
        ChangeBytes = built.Bytes > 0 ? built.Bytes - before?.Bytes : null,
        Error = built.Error,
    };

    private static IEnumerable<LadderSectionRow> SectionsOf(LadderRow step, IReadOnlyDictionary<string, long> now, LadderSectionRow[] before) =>
        now.Keys.Union(before.Where(row => row.Bytes > 0).Select(row => row.Section)).Select(section => new LadderSectionRow
        {
            Step = step.Step,
            Wasmtime = step.Wasmtime,
            Section = section,
            Bytes = now.GetValueOrDefault(section),
            ChangeBytes = before.Length == 0 ? null : now.GetValueOrDefault(section) - before.Where(row => row.Section == section).Sum(row => row.Bytes),
        });
}
