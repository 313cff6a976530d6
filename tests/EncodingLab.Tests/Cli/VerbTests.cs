using System.Diagnostics;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cli;

public sealed class VerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    private static string SmallFile => Directory.EnumerateFiles(Repo.Path("corpus", "cwasm"), "as-sha256*").First();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("help.txt")]
    [InlineData("help-sweep.txt", "sweep")]
    [InlineData("help-corpus-add.txt", "corpus", "add")]
    public void Help_is_as_it_was(string golden, params string[] verb) => Golden.Match(Lab.Run([.. verb, "--help"]).Output, golden);

    [Fact]
    public void Encode_then_decode_gives_the_entries_of_the_file()
    {
        string bytes = Path.Combine(_folder, "map.bin");
        Assert.Equal(0, Lab.Run("encode", SmallFile, "--table", "addrmap", "--encoding", "block-leb128(block=96)", "-o", bytes).ExitCode);
        string fromBytes = Lab.Run("decode", "--table", "addrmap", "--encoding", "block-leb128(block=96)", "--bytes", bytes).Output;
        string fromFile = Lab.Run("decode", SmallFile, "--table", "addrmap").Output;
        Assert.StartsWith("pc,value\n", fromFile, StringComparison.Ordinal);
        Assert.Equal(fromFile, fromBytes);
    }

    [Fact]
    public void A_sweep_writes_what_the_house_plan_names()
    {
        string run = Path.Combine(_folder, "run");
        Lab.Outcome outcome = Lab.Run("sweep", "--files", "as-sha256*", "--out", run, "--block-sizes", "8");
        Assert.Equal(0, outcome.ExitCode);
        foreach (string name in new[] { "run.json", "cells.csv", "sizes.csv", "lookups.csv", "samples.csv", "tables.csv", "sections.csv", "encodings.csv", "report.html", "report.md" })
        {
            Assert.True(File.Exists(Path.Combine(run, name)), $"{name} is missing");
        }

        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(run, "charts"), "*.svg"));
        Assert.False(Directory.Exists(run + ".partial"));
        Assert.Contains("report.html", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Backtraces_are_timed_over_joint_structures_and_over_pairs_of_separate_ones()
    {
        string run = Path.Combine(_folder, "run");
        Lab.Outcome outcome = Lab.Run(
            "sweep", "--files", "as-sha256*", "--out", run, "--tables", "both", "--workloads", "backtrace-20", "--models", "find", "--encodings", "pair-v47,joint-pages(dense-cost=25)");
        Assert.Equal(0, outcome.ExitCode);
        string[] rows = File.ReadAllLines(Path.Combine(run, "lookups.csv"));
        Assert.All(new[] { "legacy-fixed", "pair-v47", "joint-pages" }, encoding => Assert.Contains(rows, row => row.Contains(encoding, StringComparison.Ordinal) && row.Contains(",backtrace-20,", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_stopped_sweep_keeps_a_partial_run_and_says_so()
    {
        string run = Path.Combine(_folder, "run");
        using Process process = Lab.Start("sweep", "--out", run, "--encodings", "*");
        string samples = Path.Combine(run + ".partial", "run.json");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(samples) || process.HasExited, TimeSpan.FromSeconds(60)));
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            kill.WaitForExit();
        }

        Lab.Outcome outcome = Lab.Finish(process);
        Assert.Equal(130, outcome.ExitCode);
        Assert.Contains("partial run is kept", outcome.Errors, StringComparison.Ordinal);
        Assert.True(Directory.Exists(run + ".partial"));
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void A_list_measures_nothing()
    {
        Lab.Outcome outcome = Lab.Run("sweep", "--list", "--files", "as-sha256*", "--out", Path.Combine(_folder, "run"));
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("file,table,track,encoding,workloads,models\n", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Verify_of_a_small_file_finds_nothing_wrong()
    {
        Lab.Outcome outcome = Lab.Run("verify", SmallFile);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(",ok\n", outcome.Output, StringComparison.Ordinal);
    }
}
