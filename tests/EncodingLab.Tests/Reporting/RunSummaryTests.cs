using EncodingLab.Reporting;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting;

public sealed class RunSummaryTests
{
    [Fact]
    public void Means_are_over_one_file_a_module_the_newest_with_default_settings()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 6);
        BlockSizeTable table = RunSummary.Of(run).Tables[0];
        Assert.Equal(("addrmap", "x86_64", true, 6), (table.Table, table.Target, table.IsHeadline, table.Modules));
        SizeRow[] rows = [.. run.Read<SizeRow>("sizes.csv").Where(row => row is { Table: "addrmap", Track: "lossless", Target: "x86_64", Wasmtime: "47.0.2", Variant: "", Encoding: "block-leb128(block=32)" })];
        Assert.Equal(6, rows.Length);
        BlockSizeLine line = table.Lines.Single(line => line.BlockEntries == 32);
        Assert.Equal(Math.Exp(rows.Average(row => Math.Log(row.RatioToV47!.Value))), line.BytesTo128!.Value, 10);
    }

    [Fact]
    public void The_shipped_size_is_its_own_yardstick()
    {
        using var folder = new TempFolder();
        BlockSizeLine shipped = RunSummary.Of(SyntheticRun.Create(folder.File("run"), 3)).Tables[0].Lines.Single(line => line.IsShipped);
        Assert.Equal((1.0, 1.0, 1.0), (shipped.BytesTo128!.Value, shipped.TotalBytesTo128!.Value, shipped.FileBytesTo128!.Value));
        Assert.Equal(1.0, shipped.Times[0]!.RatioTo128!.Value, 10);
    }

    [Fact]
    public void Total_bytes_weigh_large_modules_more_than_the_mean_of_ratios_does()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 6);
        BlockSizeLine line = RunSummary.Of(run).Tables[0].Lines.Single(line => line.BlockEntries == 8);
        SizeRow[] rows = [.. run.Read<SizeRow>("sizes.csv").Where(row => row is { Table: "addrmap", Track: "lossless", Target: "x86_64", Wasmtime: "47.0.2", Variant: "" })];
        double Sum(int block) => rows.Where(row => row.Encoding == $"block-leb128(block={block})").Sum(row => row.Bytes!.Value);
        Assert.Equal(Sum(8) / Sum(128), line.TotalBytesTo128!.Value, 10);
    }

    [Theory]
    [InlineData("9.0.1", "10.0.0")]
    [InlineData("46.0.3", "47.0.2")]
    [InlineData("46", "47")]
    public void Versions_are_compared_as_numbers(string older, string newer) =>
        Assert.True(FileSelection.ParseVersion(older) < FileSelection.ParseVersion(newer));

    [Fact]
    public void Sentences_say_what_the_neighbours_of_128_cost_and_save()
    {
        using var folder = new TempFolder();
        string sentence = RunSummary.Of(SyntheticRun.Create(folder.File("run"), 3)).Sentences[0];
        Assert.Contains("blocks of 32 cost", sentence, StringComparison.Ordinal);
        Assert.Contains("blocks of 256 save", sentence, StringComparison.Ordinal);
        Assert.Contains("lookup time (call-return)", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_fewer_modules_were_timed_than_sized_the_words_say_how_many()
    {
        using var folder = new TempFolder();
        RunFolder run = SyntheticRun.Create(folder.File("run"), 3);
        Assert.StartsWith("Address map, x86_64, 3 modules: ", RunSummary.Of(run).Sentences[0], StringComparison.Ordinal);
        LookupRow[] rows = [.. run.Read<LookupRow>("lookups.csv")];
        CsvTable.Write(run.File("lookups.csv"), [.. rows.Where(row => row.Module != rows[0].Module)]);
        Assert.StartsWith("Address map, x86_64, 3 modules (2 timed): ", RunSummary.Of(run).Sentences[0], StringComparison.Ordinal);
    }
}
