using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Processes;
using EncodingLab.Tests.Support;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Engine;

/// <summary>Every whole shared file that this machine can run, pruned: the Wasmtime that wrote it takes it, and it ends as the original does. Small files, or all with ENCODINGLAB_LEDGER=1.</summary>
public sealed class SharedFilesTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>What the engine must be told before it takes a file of a variant.</summary>
    private static readonly Dictionary<string, string> s_settings = new() { ["nosignals"] = "-Osignals-based-traps=n", ["winch"] = "-Ccompiler=winch" };

    private readonly string _folder = Directory.CreateTempSubdirectory("encodinglab-shared-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [EngineFact]
    public void Pruned_shared_files_are_taken_by_their_own_Wasmtime_and_end_the_same()
    {
        int runs = 0;
        int taken = 0;
        foreach (CorpusFile source in CorpusFixture.AllShared.Where(file => file.Identity.Target is "x86_64" or "pulley64" && Ledger.Covers(file.FullPath)))
        {
            using CwasmFile file = source.Open();
            if (RedactionNote.Read(file) is null && Engines.Usable.FirstOrDefault(engine => engine.Major == file.Engine.Major) is { } engine)
            {
                PrunedPair pair = Unpack(file, engine with { Details = false }, source.Identity.Target);
                string[] options = [.. file.IsComponent ? [] : new[] { "-Wunknown-imports-trap=y" }, .. s_settings.TryGetValue(source.Identity.Variant, out string? setting) ? [setting] : Array.Empty<string>()];
                pair.Compare(options);
                string error = pair.Run(pair.After, options).Error;
                Assert.False(error.Contains("deserializ", StringComparison.OrdinalIgnoreCase), $"{source.Name}: {error}");
                taken += error.Contains("failed to run main module", StringComparison.Ordinal) ? 0 : 1;
                runs++;
            }
        }

        output.WriteLine($"{runs} shared files, {taken} of which run to an end of their own");
        Assert.Equal(Repo.Shared is null, runs == 0);
    }

    private PrunedPair Unpack(CwasmFile file, WasmtimeProcess engine, string target)
    {
        string own = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        string before = Path.Combine(own, "program.cwasm");
        string after = Path.Combine(Directory.CreateDirectory(Path.Combine(own, "pruned")).FullName, "program.cwasm");
        File.WriteAllBytes(before, file.Bytes().ToArray());
        return new(engine, before, after, target == "pulley64" ? ["--target", "pulley64"] : [], Pruner.Prune(before, after, force: false));
    }
}
