using EncodingLab.Experiments;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cli;

/// <summary>Bad input gets one clear line and its exit code.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0", "block size '0'")]
    [InlineData("abc", "block size 'abc'")]
    [InlineData("1048577", "block size '1048577'")]
    [InlineData("128,128", "block size 128 is named twice")]
    [InlineData("", "block size ''")]
    public void Block_sizes_out_of_range_or_named_twice_are_refused(string sizes, string problem) =>
        Lab.Run("sweep", "--sizes-only", "--block-sizes", sizes).IsOneLineOfError(2, problem);

    [Theory]
    [InlineData("--encodings", "elias-fanoo", "unknown encoding 'elias-fanoo'")]
    [InlineData("--encodings", "phrase-pages(*,paged-sums*", "a parenthesis without its partner near 'phrase-pages(*,paged-sums*'; write")]
    [InlineData("--encodings", "legacy-fixed,phrase-pages),x", "a parenthesis without its partner near 'phrase-pages'")]
    [InlineData("--tables", "trap", "did you mean 'traps'?")]
    [InlineData("--workloads", "uniform", "did you mean 'uniform-pc'?")]
    [InlineData("--models", "fnd", "did you mean 'find'?")]
    [InlineData("--tracks", "lossy", "unknown track 'lossy'")]
    [InlineData("--cache", "warm", "unknown cache state 'warm'")]
    [InlineData("--files", "no-such-module", "no corpus file matches")]
    public void An_unknown_name_shows_the_known_ones(string option, string name, string problem) =>
        Lab.Run("sweep", option, name).IsOneLineOfError(2, problem);

    [Theory]
    [InlineData("--budget", "-3", "--budget '-3': expected a number above 0")]
    [InlineData("--budget", "NaN", "--budget 'NaN'")]
    [InlineData("--seed", "abc", "--seed 'abc': expected a whole number from 0")]
    [InlineData("--jobs", "0", "--jobs '0': expected a whole number from 1")]
    [InlineData("--files", "quickjs.x86_64.w47.cwasm.br,quikjs*", "no corpus file matches 'quikjs*'")]
    [InlineData("--bogus", "1", "unknown option '--bogus'")]
    [InlineData("--block-sizs", "32", "did you mean '--block-sizes'?")]
    public void A_value_or_an_option_that_means_nothing_is_usage(string option, string value, string problem) =>
        Lab.Run("sweep", "--sizes-only", option, value).IsOneLineOfError(2, problem);

    [Fact]
    public void No_verb_writes_a_file_to_stdout() => Lab.Run("recommend", "-o", "-").IsOneLineOfError(2, "-o '-': expected a file");

    [Fact]
    public void A_weight_that_is_named_twice_is_usage() => Lab.Run("recommend", "--weight", "bytes=1,bytes=2").IsOneLineOfError(2, "--weight 'bytes=1,bytes=2': expected bytes and ns, each once");

    [Fact]
    public void An_unknown_experiment_shows_the_known_ones() => Lab.Run("sweep", "99-nothing").IsOneLineOfError(2, "unknown experiment '99-nothing'", "01-shipped");

    [Fact]
    public void Where_there_are_no_experiments_that_is_said() =>
        Assert.Contains("no experiments here, so no '02'", Assert.Throws<ExperimentException>(() => Experiment.Find(_folder, "02")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_output_folder_is_named() => Lab.Run("encode", Directory.EnumerateFiles(Repo.Path("corpus", "cwasm"), "as-sha256*").First(), "--table", "traps", "--encoding", "legacy-fixed", "-o", Path.Combine(_folder, "missing", "traps.bin"))
        .IsOneLineOfError(3, "traps.bin: cannot be written: there is no folder " + Path.Combine(_folder, "missing"));

    [Fact]
    public void An_unknown_verb_is_usage() => Lab.Run("sweeep").IsOneLineOfError(2, "unknown verb 'sweeep'; known:", "did you mean 'sweep'?");

    [Fact]
    public void A_folder_is_not_a_file() => Lab.Run("inspect", _folder).IsOneLineOfError(3, _folder, "a folder, expected one file");

    [Fact]
    public void A_missing_file_is_named() => Lab.Run("lookup", Path.Combine(_folder, "nothing.cwasm"), "0").IsOneLineOfError(3, "nothing.cwasm", "no such file");

    [Fact]
    public void An_empty_folder_is_no_corpus() => Lab.Run("sweep", "--sizes-only", "--corpus", _folder).IsOneLineOfError(3, _folder);

    [Fact]
    public void A_file_that_is_no_elf_fails_its_cells_and_the_others_go_on()
    {
        File.WriteAllText(Path.Combine(_folder, "junk.cwasm"), "this is no ELF file, whatever its name says; it is long enough to hold a header of 64 bytes");
        string good = Directory.EnumerateFiles(Repo.Path("corpus", "cwasm"), "as-sha256*").First();
        File.Copy(good, Path.Combine(_folder, Path.GetFileName(good)));
        string run = Path.Combine(_folder, "run");
        Lab.Outcome outcome = Lab.Run("sweep", "--sizes-only", "--corpus", _folder, "--out", run);
        outcome.IsOneLineOfError(1, "cells failed");
        Assert.Single(outcome.Errors.Split('\n'), line => line.StartsWith("failed: ", StringComparison.Ordinal) && line.Contains("junk.cwasm: not an ELF file", StringComparison.Ordinal));
        string[] rows = File.ReadAllLines(Path.Combine(run, "sizes.csv"));
        Assert.Contains(rows, row => row.Contains("junk", StringComparison.Ordinal) && row.Contains("not an ELF file", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("as-sha256", StringComparison.Ordinal) && row.EndsWith(','));
    }

    [Fact]
    public void An_output_folder_that_is_a_file_is_refused()
    {
        string path = Path.Combine(_folder, "occupied");
        File.WriteAllText(path, "a file");
        Lab.Run("sweep", "--sizes-only", "--files", "as-sha256*", "--out", Path.Combine(path, "run")).IsOneLineOfError(3, "cannot");
    }

    [Fact]
    public void An_existing_file_is_not_overwritten_without_force()
    {
        string file = Directory.EnumerateFiles(Repo.Path("corpus", "cwasm"), "as-sha256*").First();
        string output = Path.Combine(_folder, "traps.bin");
        File.WriteAllText(output, "precious");
        Lab.Run("encode", file, "--table", "traps", "--encoding", "legacy-fixed", "-o", output).IsOneLineOfError(3, output, "--force");
        Assert.Equal("precious", File.ReadAllText(output));
        Assert.Equal(0, Lab.Run("encode", file, "--table", "traps", "--encoding", "legacy-fixed", "-o", output, "--force").ExitCode);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0x")]
    [InlineData("4294967296")]
    [InlineData("pc")]
    public void A_pc_that_is_none_is_refused(string pc)
    {
        string file = Directory.EnumerateFiles(Repo.Path("corpus", "cwasm"), "as-sha256*").First();
        Assert.Equal(2, Lab.Run("lookup", file, pc).ExitCode);
    }
}
