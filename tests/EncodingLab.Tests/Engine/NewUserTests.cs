using EncodingLab.Corpus;
using EncodingLab.Tests.Cli;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Engine;

/// <summary>The README's two commands for one's own modules, with real Wasmtimes.</summary>
public sealed class NewUserTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public void Two_commands_lead_from_modules_to_a_report()
    {
        for (int i = 0; i < 3; i++)
        {
            _folder.Write($"in/m{i}.wat", System.Text.Encoding.UTF8.GetBytes($"(module (memory 1) (func (export \"f\") (param i32) (result i32) (i32.div_s (i32.load offset={i} (local.get 0)) (local.get 0))))"));
        }

        string corpus = Path.Combine(_folder.Path, "corpus");
        Lab.Outcome built = Lab.Run(["corpus", "build", "--inputs", Path.Combine(_folder.Path, "in"), "--out", corpus, .. Engines.Usable.SelectMany(engine => new[] { "--wasmtime", engine.Path })]);
        Assert.True(built.ExitCode == 0, built.Errors);
        Assert.Equal(3 * Engines.Usable.Count, CorpusManifest.Read(Path.Combine(corpus, CorpusManifest.FileName)).Count);
        string run = Path.Combine(_folder.Path, "run");
        Lab.Outcome swept = Lab.Run("sweep", "--corpus", corpus, "--sizes-only", "--out", run);
        Assert.True(swept.ExitCode == 0, swept.Errors);
        Assert.Contains("m1", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
    }
}
