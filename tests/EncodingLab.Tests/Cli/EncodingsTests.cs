using EncodingLab.Encodings;
using EncodingLab.Measuring;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Tests.Cli;

public sealed class EncodingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_list_says_of_every_encoding_what_it_bets_on_and_of_those_in_the_run_what_they_are_best_at()
    {
        string run = Path.Combine(_folder, "run");
        Assert.Equal(0, Lab.Run("sweep", "--files", "as-sha256*", "--out", run, "--encodings", "legacy-fixed,block-leb128(block=32),echo-pages(entries=64)", "--tables", "addrmap", "--workloads", "uniform-pc", "--models", "find").ExitCode);
        Lab.Outcome outcome = Lab.Run("encodings", "--run", run);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("schema,encoding,family,summary,lookup_cost,bets,open_cost,best_at,", outcome.Output, StringComparison.Ordinal);
        EncodingMerits merits = EncodingMerits.Of(RunFolder.Open(run));
        string smallest = CsvTable.Read<SizeRow>(Path.Combine(run, "sizes.csv")).Where(row => row is { Kind: "encoding", Track: "lossless", Bytes: not null }).MinBy(row => row.Bytes)!.Encoding;
        foreach (TableEncoding encoding in EncodingCatalog.All)
        {
            var listing = new EncodingListing(EncodingDescriber.Describe(encoding), merits);
            Assert.NotEmpty(listing.Bets);
            Assert.Equal(encoding.Id == smallest, listing.BestAt.Contains("smallest addrmap (x86_64)", StringComparison.Ordinal));
            Assert.Equal(encoding.Id == "echo-pages(entries=64)", listing.OpenCost.StartsWith("builds up to", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Without_a_run_nothing_is_said_of_open_cost_and_best_at()
    {
        var listing = new EncodingListing(EncodingDescriber.Describe(EncodingCatalog.Find("echo-pages(entries=64)")!), null);
        Assert.Equal(("builds state, –", "–"), (listing.OpenCost, listing.BestAt));
    }

    [Fact]
    public void A_run_that_is_none_is_named_with_what_was_expected()
    {
        Lab.Outcome outcome = Lab.Run("encodings", "--run", _folder);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(_folder, outcome.Errors, StringComparison.Ordinal);
    }
}
