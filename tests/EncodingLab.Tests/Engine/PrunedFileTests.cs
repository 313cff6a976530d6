using System.Globalization;
using System.IO.Compression;
using EncodingLab.Processes;
using EncodingLab.Tests.Support;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Engine;

/// <summary>
/// Real programs before and after pruning, in a real Wasmtime: the same exit code, output, error and wasm backtrace, to the letter. A seeded share of the runs; ENCODINGLAB_ENGINE_RUNS
/// asks for another number of them.
/// </summary>
public sealed class PrunedFileTests(ITestOutputHelper output) : IDisposable
{
    private const int UsualRuns = 24;
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

    private static bool Whole => Runs > UsualRuns;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [EngineFact]
    public void Generated_programs_trap_the_same_after_pruning()
    {
        var tally = new Tally();
        int share = Share(Engines.Usable.Count * s_settings.Length);
        int kind = 0;
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            foreach ((int seed, Setting setting) in s_settings.Index())
            {
                var program = new TrappingProgram(seed, Math.Clamp(share * 30, 150, 2500), setting.Level);
                string source = Path.Combine(_folder, $"{seed}.wat");
                File.WriteAllText(source, program.Text());
                PrunedPair pair = PrunedPair.Make(engine, source, _folder, setting.Options);
                var random = new Random(seed);
                for (int run = 0; run < share; run++, kind++)
                {
                    string depth = Text(random.Next(1 << random.Next(8)));
                    tally.Add(pair.Compare(["-Wunknown-imports-trap=y"], "run", Text(random.Next(program.Functions)), depth, Text(kind % program.Kinds)));
                }
            }
        }

        output.WriteLine($"generated programs: {tally}");
        Assert.Equal(tally.Runs, tally.Trapped);
    }

    [EngineFact]
    public void Real_programs_stopped_anywhere_give_the_same_backtrace_after_pruning()
    {
        string[] names = Whole ? ["hello-default.wasm.br", "hello-os-lto.wasm", "hello-c-Os-strip.component.wasm"] : ["hello-os-lto.wasm"];
        var tally = new Tally();
        int share = Share(names.Length * Engines.Usable.Count * 2);
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            foreach ((int seed, string name) in names.Index())
            {
                foreach (string target in new[] { "x86_64-unknown-linux-gnu", "pulley64" })
                {
                    PrunedPair pair = PrunedPair.Make(engine, Unpacked(name), _folder, "-Wfuel=1", "--target", target);
                    var random = new Random(seed);
                    for (int run = 0; run < share; run++)
                    {
                        tally.Add(pair.Compare([$"-Wfuel={Text(50 + random.Next(1 << random.Next(4, 16)))}"]));
                    }
                }
            }
        }

        output.WriteLine($"real programs out of fuel: {tally}");
        Assert.True(tally.Trapped * 2 > tally.Runs, tally.ToString());
    }

    [EngineFact]
    public void Exports_of_real_modules_called_with_anything_end_the_same_after_pruning()
    {
        string[] names = Whole ? ["quickjs.wasm", "rollup.wasm", "wasmoon-lua.wasm", "zig_fmt.wasm", "as-sha256-simd.wasm"] : ["zig_fmt.wasm", "as-sha256-simd.wasm"];
        var tally = new Tally();
        int share = Share(names.Length * Engines.Usable.Count * 2);
        foreach (WasmtimeProcess engine in Engines.Usable)
        {
            foreach ((int seed, string name) in names.Index())
            {
                IReadOnlyList<WasmExports.Export> exports = WasmExports.Of(File.ReadAllBytes(Unpacked(name)));
                foreach (string target in new[] { "x86_64-unknown-linux-gnu", "pulley64" })
                {
                    PrunedPair pair = PrunedPair.Make(engine, Unpacked(name), _folder, "-Wfuel=1", "--target", target);
                    var random = new Random(seed);
                    for (int run = 0; run < share; run++)
                    {
                        WasmExports.Export export = exports[random.Next(exports.Count)];
                        string[] arguments = [.. export.Parameters.Select(_ => Text(random.Next(4) switch { 0 => 0, 1 => random.Next(70000), _ => random.Next() }))];
                        tally.Add(pair.Compare(["-Wunknown-imports-trap=y", $"-Wfuel={Text(1 << random.Next(8, 18))}"], [export.Name, .. arguments]));
                    }
                }
            }
        }

        output.WriteLine($"exports of real modules: {tally}");
        Assert.True(tally.Trapped * 3 > tally.Runs, tally.ToString());
    }

    private static int Share(int cells) => (Runs + cells - 1) / cells;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Unpacked(string name)
    {
        string path = Path.Combine(Repo.Shared!, "corpus", "wasm", name);
        if (!name.EndsWith(".br", StringComparison.Ordinal))
        {
            return path;
        }

        string unpacked = Path.Combine(_folder, Path.GetFileNameWithoutExtension(name));
        using var input = new BrotliStream(File.OpenRead(path), CompressionMode.Decompress);
        using FileStream copy = File.Create(unpacked);
        input.CopyTo(copy);
        return unpacked;
    }

    /// <summary>Runs and those among them that trapped with a backtrace.</summary>
    private sealed class Tally
    {
        public int Runs { get; private set; }

        public int Trapped { get; private set; }

        public void Add(bool trapped)
        {
            Runs++;
            Trapped += trapped ? 1 : 0;
        }

        public override string ToString() => $"{Runs} runs, {Trapped} trapped, 0 differ; Wasmtime {string.Join(", ", Engines.Usable.Select(engine => engine.Version))}";
    }
}
