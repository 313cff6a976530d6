using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cli;

/// <summary>A sweep in parts, joined again; and what is refused.</summary>
public sealed class MergeTests : IDisposable
{
    private static readonly string[] s_sweep = ["sweep", "--files", "as-sha256*,hello-c-*,zig_fmt.x86*", "--encodings", "legacy-fixed,block-leb128(block=32)", "--workloads", "uniform-pc,trap-hit", "--models", "find"];
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Shards_merged_equal_the_whole_run_in_sizes_and_counters_and_keep_their_times()
    {
        Assert.Equal(0, Lab.Run([.. s_sweep, "--out", In("whole")]).ExitCode);
        for (int part = 1; part <= 2; part++)
        {
            Assert.Equal(0, Lab.Run([.. s_sweep, "--shard", $"{part}/2", "--out", In($"part{part}")]).ExitCode);
        }

        Lab.Outcome merged = Lab.Run("merge", In("part1"), In("part2"), "--out", In("merged"));
        Assert.True(merged.ExitCode == 0, merged.Errors);
        Assert.Equal(Text("whole", "sizes.csv"), Text("merged", "sizes.csv"));
        Assert.Equal(Text("whole", "counters.csv"), Text("merged", "counters.csv"));
        Assert.Equal(Text("whole", "tables.csv"), Text("merged", "tables.csv"));
        Assert.Equal(Text("whole", "sections.csv"), Text("merged", "sections.csv"));
        string[] times = Text("merged", "lookups.csv").Split('\n');
        Assert.All(new[] { "part1", "part2" }, part => Assert.All(Text(part, "lookups.csv").Split('\n').Skip(1), line => Assert.Contains(line, times)));
        Assert.Equal(Text("whole", "lookups.csv").Split('\n').Length, times.Length);
        Assert.Equal(0, Lab.Run("compare", In("whole"), In("merged"), "--fail-if", "bytes>0%,bytes<0%,cache_lines>0%").ExitCode);
        Lab.Run("merge", In("part1"), In("part1"), "--out", In("twice")).IsOneLineOfError(3, "part1 and part1 both have");
        Assert.False(Directory.Exists(In("twice")));
        Assert.Contains("\"1/2\"", Text("part1", "run.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("are missing", merged.Output, StringComparison.Ordinal);
        Assert.Contains("the parts 2/2 are missing", Lab.Run("merge", In("part1"), "--out", In("half")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_beyond_the_files_is_refused() =>
        Lab.Run([.. s_sweep, "--shard", "9/9", "--out", In("none")]).IsOneLineOfError(2, "shard 9/9 has no file", "3 files");

    [Fact]
    public void A_folder_that_is_no_run_is_refused() => Lab.Run("merge", _folder, "--out", In("merged")).IsOneLineOfError(3, "no run.json there");

    [Fact]
    public void Limits_of_bytes_and_times_end_a_comparison_of_encodings_with_one()
    {
        SyntheticRun.Create(In("run"));
        Lab.Outcome bytes = Lab.Run("compare", "block-leb128(block=128)", "block-leb128(block=32)", "--run", In("run"), "--fail-if", "bytes>+0.5%");
        Assert.Equal(1, bytes.ExitCode);
        Assert.Contains("bytes>+0.5%: ", bytes.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Lab.Run("compare", "block-leb128(block=128)", "block-leb128(block=32)", "--run", In("run"), "--fail-if", "bytes>+60%").ExitCode);
        Lab.Run("compare", In("run"), In("run"), "--fail-if", "bytes>5").IsOneLineOfError(3, "condition 'bytes>5'");
        Lab.Run("compare", "legacy-fixed", "block-leb128(block=4096)", "--run", In("run")).IsOneLineOfError(3, "no rows of encoding block-leb128(block=4096)");
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Text(string run, string name) => File.ReadAllText(Path.Combine(_folder, run, name));
}
