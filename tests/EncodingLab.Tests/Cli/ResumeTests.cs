using System.Diagnostics;
using EncodingLab.Results;

namespace EncodingLab.Tests.Cli;

public sealed class ResumeTests : IDisposable
{
    private const int Kills = 20;
    private const int Seed = 20261121;
    private static readonly string[] s_sweep = ["sweep", "--files", "as-sha256*,hello-c-*", "--encodings", "legacy-fixed,block-leb128(block=32)", "--workloads", "uniform-pc,trap-hit", "--models", "find"];
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sweep_killed_twenty_times_at_random_moments_loses_nothing_and_measures_nothing_twice()
    {
        string whole = Path.Combine(_folder, "whole");
        string broken = Path.Combine(_folder, "broken");
        Assert.Equal(0, Lab.Run([.. s_sweep, "--out", whole]).ExitCode);
        var random = new Random(Seed);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Lab.Run([.. s_sweep, "--out", whole, "--force"]).ExitCode);
        int usual = (int)clock.ElapsedMilliseconds;
        for (int kills = 0; kills < Kills;)
        {
            using Process process = Lab.Start([.. s_sweep, .. Begun(broken) ? new[] { "--resume", broken } : ["--out", broken]]);
            if (process.WaitForExit(random.Next(usual / 4, usual)))
            {
                Check(whole, broken);
                Directory.Delete(broken, recursive: true);
                continue;
            }

            process.Kill();
            process.WaitForExit();
            kills++;
        }

        if (!Directory.Exists(broken))
        {
            Lab.Outcome last = Lab.Run([.. s_sweep, .. Begun(broken) ? new[] { "--resume", broken } : ["--out", broken]]);
            Assert.True(last.ExitCode == 0, last.Errors);
        }

        Check(whole, broken);
    }

    private static void Check(string whole, string broken)
    {
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "counters.csv")), File.ReadAllText(Path.Combine(broken, "counters.csv")));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "sizes.csv")), File.ReadAllText(Path.Combine(broken, "sizes.csv")));
        Assert.Equal(Keys(whole), Keys(broken));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "cells.csv")), File.ReadAllText(Path.Combine(broken, "cells.csv")));
        IReadOnlyList<SampleRow> samples = CsvTable.Read<SampleRow>(Path.Combine(broken, "samples.csv"));
        Assert.Equal(CsvTable.Read<LookupRow>(Path.Combine(broken, "lookups.csv")).Sum(row => row.Samples ?? 0), samples.Count);
    }

    [Fact]
    public void A_run_goes_on_only_with_the_options_that_it_was_begun_with()
    {
        string run = Path.Combine(_folder, "run");
        RunFolder folder = RunFolder.Create(run);
        folder.WriteInfo(new RunInfo { Id = "run", Key = "another", Arguments = ["sweep", "--seed", "7"] });
        Lab.Run([.. s_sweep, "--resume", run]).IsOneLineOfError(3, "other options", "--seed 7");
    }

    [Fact]
    public void Only_a_broken_run_goes_on() => Lab.Run([.. s_sweep, "--resume", Path.Combine(_folder, "none")]).IsOneLineOfError(3, "no broken run");

    private static bool Begun(string run) => File.Exists(Path.Combine(run + RunFolder.PartialEnding, "run.json"));

    private static IEnumerable<string> Keys(string run) => CsvTable.Read<LookupRow>(Path.Combine(run, "lookups.csv"))
        .Select(row => string.Join('|', row.File, row.Table, row.Encoding, row.Reader, row.Workload, row.Model, row.Checksum, row.Error));
}
