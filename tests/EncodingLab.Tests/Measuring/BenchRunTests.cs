using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Measuring;
using EncodingLab.Results;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

public sealed class BenchRunTests
{
    [Theory]
    [InlineData(1.09, 0, 0, "")]
    [InlineData(0.91, 0, 0, "")]
    [InlineData(1.3, 0.2, 0.25, "unexplained")]
    [InlineData(0.75, 0.2, 0.3, "unexplained")]
    [InlineData(1.3, 0.31, 0, "the machine was disturbed: the sampler's own turns are 31 % apart")]
    [InlineData(0.75, 0.2, 0.4, "the machine was disturbed: the benchmark's own turns are 40 % apart")]
    public void A_difference_is_excused_only_by_a_harness_that_differs_as_much_from_itself(double ratio, double sampler, double benchmark, string expected) =>
        Assert.Equal(expected, BenchRun.Explain(ratio, sampler, benchmark));

    [Fact]
    public void Both_harnesses_have_a_figure_for_one_cell()
    {
        CodeTables tables = SmallTables.Make();
        TableEncoding encoding = EncodingCatalog.Legacy;
        DrawnWorkload workload = Workloads.Find("uniform-pc")!.Draw(tables, 1, 4096);
        var cell = new TimedCell(0, encoding.Id, encoding, encoding.Encode(tables, TableKind.AddressMap).Bytes, TableKind.AddressMap, ReaderInfo.Scalar, "find", "hot", workload);
        BenchRow row = BenchRun.Compare("small", cell);
        Assert.Equal(("small", "addrmap", "legacy-fixed", "scalar", "uniform-pc", "find"), (row.File, row.Table, row.Encoding, row.Reader, row.Workload, row.Model));
        Assert.True(row is { Turns: > 1, SamplerNs: > 0, BenchmarkNs: > 0, Ratio: > 0, SamplerSpread: >= 0, BenchmarkSpread: >= 0 });
    }
}
