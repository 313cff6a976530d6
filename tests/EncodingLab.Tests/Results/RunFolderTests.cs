using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Results;

/// <summary>Run folders that somebody cut, edited or lost parts of.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;
    private readonly RunFolder _run;

    public RunFolderTests()
    {
        _run = SyntheticRun.Create(Path.Combine(_folder, "run"), modules: 2);
        _run.WriteInfo(_run.Info with { Csv = RunHashes.OfAll(_run.Path) });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_whole_run_is_read() => Assert.NotEmpty(Again().Read<LookupRow>("lookups.csv"));

    [Theory]
    [InlineData("sizes.csv")]
    [InlineData("lookups.csv")]
    [InlineData("counters.csv")]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(_run.File(name));
        Assert.Contains($"{name}: missing", Problem(name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_comparison_does_not_read_must_be_as_it_was_written_too()
    {
        RunFolder other = SyntheticRun.Create(Path.Combine(_folder, "other"), modules: 2);
        File.WriteAllText(other.File("cells.csv"), "file,table\n");
        other.WriteInfo(other.Info with { Csv = RunHashes.OfAll(other.Path) });
        File.AppendAllText(other.File("cells.csv"), "a,traps\n");
        Assert.Contains("cells.csv: cut or edited", Refusal(other), StringComparison.Ordinal);
        File.Delete(other.File("cells.csv"));
        Assert.Contains("cells.csv: missing", Refusal(RunFolder.Open(other.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_edited_digit_is_found()
    {
        string text = File.ReadAllText(_run.File("sizes.csv"));
        int digit = text.LastIndexOf('7');
        File.WriteAllText(_run.File("sizes.csv"), text[..digit] + "8" + text[(digit + 1)..]);
        Assert.Contains("sizes.csv: cut or edited", Problem("sizes.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_is_found()
    {
        byte[] bytes = File.ReadAllBytes(_run.File("lookups.csv"));
        File.WriteAllBytes(_run.File("lookups.csv"), bytes[..(bytes.Length / 2)]);
        Assert.Contains("lookups.csv: cut or edited", Problem("lookups.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reordered_columns_are_found_in_a_run_without_hashes()
    {
        _run.WriteInfo(_run.Info with { Csv = [] });
        string[] lines = File.ReadAllLines(_run.File("sizes.csv"));
        lines[0] = string.Join(',', lines[0].Split(',').Reverse());
        File.WriteAllLines(_run.File("sizes.csv"), lines);
        Assert.Contains("the columns are not those expected", Problem("sizes.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_schema_is_refused()
    {
        _run.WriteInfo(_run.Info with { Schema = 99 });
        Assert.Contains("schema 99, expected 1", Problem("sizes.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_other_corpora_are_not_compared()
    {
        RunFolder other = SyntheticRun.Create(Path.Combine(_folder, "other"), modules: 2);
        other.WriteInfo(other.Info with { Corpus = [.. other.Info.Corpus.Select(file => file with { Sha256 = "0" })] });
        Assert.Contains("measured different files", Refusal(other), StringComparison.Ordinal);
        other.WriteInfo(other.Info with { Corpus = [.. other.Info.Corpus.Select(file => file with { File = "another-" + file.File })] });
        Assert.Contains("share no corpus file", Refusal(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_are_mixed_only_when_told()
    {
        RunFolder other = SyntheticRun.Create(Path.Combine(_folder, "other"), modules: 2);
        other.WriteInfo(other.Info with { Machine = [new("cpu", "another")] });
        Assert.Contains("different machines (cpu", Refusal(other), StringComparison.Ordinal);
        Assert.DoesNotContain(RunCompare.Runs(Again(), other, anyMachine: true, []).Shown, difference => difference.Low is null);
    }

    private RunFolder Again() => RunFolder.Open(_run.Path);

    private string Refusal(RunFolder other) => Assert.Throws<RunFolderException>(() => RunCompare.Runs(Again(), other, anyMachine: false, [])).Message;

    private string Problem(string name)
    {
        string message = Assert.Throws<RunFolderException>(() => name == "counters.csv" ? Again().Read<CounterRow>(name).Count : name == "sizes.csv" ? Again().Read<SizeRow>(name).Count : Again().Read<LookupRow>(name).Count).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
