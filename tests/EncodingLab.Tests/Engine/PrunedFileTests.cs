using System.Globalization;
using EncodingLab.Files;
using EncodingLab.Processes;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Engine;

/// <summary>
/// Real programs before and after pruning, in a real Wasmtime: the same exit code, output, error and wasm backtrace, to the letter. A seeded share of the runs; ENCODINGLAB_ENGINE_RUNS
/// asks for another number of them.
/// </summary>
public sealed class PrunedFileTests(ITestOutputHelper output) : IDisposable
{
    private const int UsualRuns = 60;
    private const string Proposals = "-Wexceptions=y,gc=y,function-references=y,tail-call=y";
    private readonly string _folder = Directory.CreateTempSubdirectory("encodinglab-pruned-").FullName;

    /// <summary>A way to compile: its options, and what it compiles.</summary>
    private sealed record Setting(string Name, ProgramLevel Level, params string[] Options);

    private static readonly Setting[] s_settings =
    [
        new("x86-64", ProgramLevel.Threads, Proposals, "-Wthreads=y"),
        new("pulley64", ProgramLevel.Managed, Proposals, "--target", "pulley64"),
        new("winch", ProgramLevel.Plain, "-Ccompiler=winch"),
        new("not optimised", ProgramLevel.Threads, Proposals, "-Wthreads=y", "-Oopt-level=0"),
        new("no signals", ProgramLevel.Threads, Proposals, "-Wthreads=y", "-Osignals-based-traps=n"),
        new("bounds checks", ProgramLevel.Threads, Proposals, "-Wthreads=y", "-Omemory-reservation=0,memory-guard-size=0"),
    ];

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("ENCODINGLAB_ENGINE_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs : UsualRuns;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [EngineFact]
    public void Generated_programs_trap_the_same_after_pruning()
    {
        int cells = Engines.Usable.Count * s_settings.Length;
        int share = (Runs + cells - 1) / cells;
        int trapped = 0;
        int runs = 0;
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            foreach ((int seed, Setting setting) in s_settings.Index())
            {
                var program = new TrappingProgram(seed, Math.Clamp(share * 30, 150, 2500), setting.Level);
                (string before, string after) = CompileAndPrune(engine, setting, program.Text());
                var random = new Random(seed);
                for (int run = 0; run < share; run++)
                {
                    string kind = (run % program.Kinds).ToString(CultureInfo.InvariantCulture);
                    string[] call = ["run", random.Next(program.Functions).ToString(CultureInfo.InvariantCulture), random.Next(1 << random.Next(8)).ToString(CultureInfo.InvariantCulture), kind];
                    trapped += Same(engine, before, after, [.. setting.Options, "-Wunknown-imports-trap=y"], call) ? 1 : 0;
                    runs++;
                }
            }
        }

        output.WriteLine($"{runs} runs, {trapped} trapped, 0 differ; engines {string.Join(", ", Engines.Usable.Select(engine => engine.Version))}; {s_settings.Length} settings");
        Assert.Equal(runs, trapped);
    }

    private (string Before, string After) CompileAndPrune(WasmtimeProcess engine, Setting setting, string text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, engine.Version + setting.Name)).FullName;
        string source = Path.Combine(folder, "program.wat");
        string before = Path.Combine(folder, "program.cwasm");
        string after = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "pruned")).FullName, "program.cwasm");
        File.WriteAllText(source, text);
        engine.Compile(source, before, setting.Options);
        PruneReport report = Pruner.Prune(before, after, force: false);
        output.WriteLine($"{engine.Version} {setting.Name}: map {report.MapBytes} -> {report.PrunedMapBytes} bytes, {report.CallSites} calls, {report.UnlistedTraps} unlisted traps");
        return (before, after);
    }

    private static bool Same(WasmtimeProcess engine, string before, string after, string[] options, string[] call)
    {
        EngineRun expected = engine.Run(before, options, call);
        EngineRun actual = engine.Run(after, options, call);
        Assert.True(expected == actual, $"{engine.Version} {string.Join(' ', options)} {string.Join(' ', call)}:\nexpected exit code {expected.ExitCode}\n{expected.Error}\nfound {actual.ExitCode}\n{actual.Error}");
        return expected.Trapped;
    }
}
