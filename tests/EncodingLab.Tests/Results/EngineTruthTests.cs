using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Results;

public sealed class EngineTruthTests
{
    private const string Header = "engine,block_size,backtrace,frames,min_ns,median_ns,cwasm_bytes";

    [Fact]
    public void Measurements_are_read_and_comments_passed_over()
    {
        EngineMeasurement row = Assert.Single(Read($"# made by hand\n{Header}\n47.0.2,128,yes,20,13000,13707.5,9000\n"));
        Assert.Equal(("47.0.2", 128, 13707.5, 9000L), (row.Engine, row.BlockSize, row.MedianNs, row.CwasmBytes));
    }

    [Theory]
    [InlineData("engine,block_size\n47.0.2,128\n")]
    [InlineData(Header + "\n47.0.2,128,yes\n")]
    [InlineData(Header + "\n47.0.2,many,yes,20,13000,13707,9000\n")]
    public void What_is_cut_or_lacks_columns_is_refused_in_one_line(string text)
    {
        string message = Assert.Throws<RunFolderException>(() => Read(text)).Message;
        Assert.Contains("not the engine's measurements", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static IReadOnlyList<EngineMeasurement> Read(string text)
    {
        using var folder = new TempFolder();
        string path = folder.File("engine.csv");
        File.WriteAllText(path, text);
        return EnginePrediction.ReadTruth(path);
    }
}
