using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cli;

/// <summary>What <c>report</c> and <c>recommend</c> print when their output is piped.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_summary_shows_other_encodings_beside_block_sizes_with_bars_and_no_colours_in_a_pipe()
    {
        RunFolder run = SyntheticRun.Create(_folder.File("run"), 3);
        string output = Lab.Run("report", run.Path).Output;
        string[] lines = output.Split('\n');
        Assert.Contains(lines, line => line.Contains("block-leb128(block=128)", StringComparison.Ordinal) && line.Contains("████████ ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("Wasmtime 47", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("legacy-fixed", StringComparison.Ordinal) && line.Contains('▶', StringComparison.Ordinal) && line.Contains("Wasmtime 46", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("made-up-directory", StringComparison.Ordinal) && line.Contains("frontier", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void A_piped_recommendation_is_the_memo_and_an_unknown_name_is_usage()
    {
        RunFolder run = SyntheticRun.Create(_folder.File("run"), 3);
        Assert.StartsWith("# Which encoding, which block size\n", Lab.Run("recommend", run.Path, "--table", "traps").Output, StringComparison.Ordinal);
        Lab.Run("recommend", run.Path, "--table", "trap").IsOneLineOfError(2, "unknown table 'trap'", "addrmap");
    }
}
