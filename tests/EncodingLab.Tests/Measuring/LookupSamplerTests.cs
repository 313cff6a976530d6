using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Measuring;
using EncodingLab.Results;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

public sealed class LookupSamplerTests
{
    private static readonly CodeTables s_tables = SmallTables.Make();
    private static readonly SamplerOptions s_quick = new() { Samples = 8, SamplesPerVisit = 2, SampleMicroseconds = 5, ColdSamples = 3 };

    public static TheoryData<string, string> ModelsAndWorkloads()
    {
        var data = new TheoryData<string, string>();
        foreach (TimedModel model in TimedModel.All.Where(model => model.AsksPcs))
        {
            foreach (Workload workload in Workloads.All.Where(workload => model.WhyNot(workload, "hot") is null))
            {
                data.Add(model.Name, workload.Name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ModelsAndWorkloads))]
    public void Every_model_answers_every_workload_rightly_and_has_figures(string model, string workload)
    {
        DrawnWorkload drawn = Workloads.Find(workload)!.Draw(s_tables, 1, 4096);
        var samples = new List<SampleRow>();
        IReadOnlyList<CellTiming> timings = LookupSampler.Run(Group(model, drawn), s_quick, samples.Add);
        Assert.All(timings, timing => Assert.Equal("", timing.Error));
        Assert.All(timings, timing => Assert.True(timing.Ns is { Median: > 0, Count: 8 }));
        Assert.All(timings, timing => Assert.True(timing.OpenNs > 0 && timing.OpenBytes == 0));
        Assert.All(timings, timing => Assert.Equal(8, samples.Count(sample => sample.Cell == timing.Cell.Number && sample.Operations == timing.OperationsPerSample)));
        CellTiming baseline = timings.Single(timing => timing.Cell.EncodingId == EncodingCatalog.Wasmtime47.Id);
        Assert.Equal((1.0, 1.0, 1.0), (baseline.ToV47!.Median, baseline.ToV47.Low, baseline.ToV47.High));
        Assert.Equal(drawn.Checksum.ToString("x16"), baseline.Checksum);
        Assert.All(timings, timing => Assert.True(timing.ToLegacy!.Low <= timing.ToLegacy.Median && timing.ToLegacy.Median <= timing.ToLegacy.High));
    }

    [Fact]
    public void Cold_cells_have_all_their_samples_and_say_what_the_clock_cost()
    {
        DrawnWorkload drawn = Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096);
        List<TimedCell> group = [.. Group("find", drawn).Where(cell => cell.Kind != "null").Select(cell => cell with { Cache = "cold" })];
        IReadOnlyList<CellTiming> timings = LookupSampler.Run(group, s_quick with { ColdSamples = 12 });
        Assert.All(timings, timing => Assert.Equal("", timing.Error));
        Assert.All(timings, timing => Assert.Equal(12, timing.Samples.Count));
        Assert.All(timings, timing => Assert.Contains(timing.Warnings, warning => warning.StartsWith("clock ", StringComparison.Ordinal)));
        Assert.Contains("a dependent load took", GroupSampling.ColdCheck()!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_operation_is_a_sample_of_its_own_and_its_cell_ends_after_its_share_of_time()
    {
        TableEncoding encoding = EncodingCatalog.Wasmtime47;
        CodeTables large = SmallTables.Make();
        var cell = new TimedCell(0, encoding.Id, encoding, encoding.Encode(large, TableKind.Traps).Bytes, TableKind.Traps, ReaderInfo.Scalar, "encode", "hot", null) { Tables = large };
        CellTiming timing = Assert.Single(LookupSampler.Run([cell], new SamplerOptions { SampleMicroseconds = 1e-3, CellSeconds = 1e-9 }));
        Assert.Equal("", timing.Error);
        Assert.Equal((1, 4), (timing.OperationsPerSample, timing.Samples.Count));
    }

    [Theory]
    [InlineData("decode-all")]
    [InlineData("encode")]
    [InlineData("open")]
    public void Models_of_the_whole_table_are_timed(string model)
    {
        TableEncoding encoding = EncodingCatalog.Wasmtime47;
        var cell = new TimedCell(0, encoding.Id, encoding, encoding.Encode(s_tables, TableKind.Traps).Bytes, TableKind.Traps, ReaderInfo.Scalar, model, "hot", null) { Tables = s_tables };
        CellTiming timing = Assert.Single(LookupSampler.Run([cell], s_quick));
        Assert.Equal("", timing.Error);
        Assert.True(timing.Ns!.Median > 0);
        Assert.Equal(model == "open" ? 1 : 500, cell.LookupsPerOperation);
    }

    [Fact]
    public void A_cell_with_wrong_answers_fails_and_the_others_go_on()
    {
        DrawnWorkload drawn = Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096);
        List<TimedCell> group = Group("find", drawn);
        byte[] altered = group[1].Bytes.ToArray();
        altered[^1] ^= 1;
        group.Add(group[1] with { Number = 90, EncodingId = "altered", Bytes = altered });
        group.Add(group[1] with { Number = 91, EncodingId = "no-reader", Reader = new ReaderInfo("nosuch", "portable", true) });
        IReadOnlyList<CellTiming> timings = LookupSampler.Run(group, s_quick with { SampleMicroseconds = 100 });
        Assert.StartsWith("wrong answers", timings.Single(timing => timing.Cell.Number == 90).Error, StringComparison.Ordinal);
        Assert.Contains("nosuch", timings.Single(timing => timing.Cell.Number == 91).Error, StringComparison.Ordinal);
        Assert.All(timings.Where(timing => timing.Cell.Number < 90), timing => Assert.Equal("", timing.Error));
        Assert.All(timings.Where(timing => timing.Error.Length > 0), timing => Assert.Null(timing.Ns));
    }

    [Fact]
    public void A_table_that_differs_from_its_bytes_is_caught_by_decode_and_encode()
    {
        TableEncoding encoding = EncodingCatalog.Legacy;
        var cell = new TimedCell(0, encoding.Id, encoding, encoding.Encode(SmallTables.Make(2), TableKind.Traps).Bytes, TableKind.Traps, ReaderInfo.Scalar, "decode-all", "hot", null) { Tables = s_tables };
        Assert.All(LookupSampler.Run([cell, cell with { Model = "encode" }], s_quick), timing => Assert.StartsWith("wrong", timing.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_limit_ends_sampling_after_a_round_and_says_so()
    {
        DrawnWorkload drawn = Workloads.Find("trap-hit")!.Draw(s_tables, 1, 4096);
        IReadOnlyList<CellTiming> timings = LookupSampler.Run(Group("find", drawn), s_quick with { TimeLimit = TimeSpan.Zero });
        Assert.All(timings, timing => Assert.Equal(4, timing.Samples.Count));
        Assert.All(timings, timing => Assert.Contains("only 4 samples: time limit", timing.Warnings));
    }

    [Fact]
    public void A_stop_is_heeded_and_keeps_what_was_sampled()
    {
        DrawnWorkload drawn = Workloads.Find("trap-hit")!.Draw(s_tables, 1, 4096);
        using var stop = new CancellationTokenSource();
        var samples = new List<SampleRow>();
        Assert.Throws<OperationCanceledException>(() => LookupSampler.Run(Group("find", drawn), s_quick, sample => { samples.Add(sample); stop.Cancel(); }, stop.Token));
        Assert.Equal(2, samples.Count);
    }

    private static List<TimedCell> Group(string model, DrawnWorkload drawn)
    {
        TableKind question = drawn.Workload.Question;
        bool joint = question.Rule == LookupRule.Joint;
        var cells = new List<TimedCell> { TimedCell.Null(0, question, TimedModel.Named(model)!, drawn) };
        foreach (TableEncoding encoding in new[] { EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47, new BlockLeb128(32) })
        {
            byte[] bytes = encoding.Encode(s_tables, joint ? TableKind.AddressMap : question).Bytes;
            cells.Add(new(cells.Count, encoding.Id, encoding, bytes, question, ReaderInfo.Scalar, model, "hot", drawn)
            {
                TrapBytes = joint ? encoding.Encode(s_tables, TableKind.Traps).Bytes : null,
            });
        }

        return cells;
    }
}
