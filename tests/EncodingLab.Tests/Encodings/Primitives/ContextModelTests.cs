using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class ContextModelTests
{
    [Fact]
    public void A_model_comes_back_from_its_bytes()
    {
        var output = new ByteWriter();
        ContextModel.Write(Stream(EchoContexts.Values, [1, 0, 5, 9, 2, 1]), Stream(EchoContexts.Steps, [3, 31, 1, 1, 1, 1]), output);
        ContextModel model = ContextModel.Open(output.Written)!;
        Assert.Equal((3, 2, 3, 2), (model.ValueCount, model.ValueClusters, model.StepCount, model.StepClusters));
        Assert.Equal([1, 0, 5], model.LevelsOf(0).ToArray());
        Assert.Equal([9, 2, 1], model.LevelsOf(1).ToArray());
        Assert.Equal([3, 31, 1], model.LevelsOf(2).ToArray());
        Assert.Equal([0, 1], model.Map.Take(EchoContexts.Values).Distinct());
        Assert.Equal([2, 3], model.Map.Skip(EchoContexts.Values).Distinct());
        Assert.Equal(EchoSymbol.Exact(1).Pack(), model.Symbols[1]);
    }

    [Fact]
    public void A_cluster_in_which_no_symbol_occurs_is_refused() => Assert.Null(Opened(Stream(EchoContexts.Values, [1, 1, 1, 0, 0, 0])));

    [Fact]
    public void A_context_of_a_cluster_that_is_not_there_is_refused()
    {
        ContextStream stream = Stream(EchoContexts.Values, [1, 1, 1, 1, 1, 1]);
        stream.Map[700] = 2;
        Assert.Null(Opened(stream));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 3)]
    [InlineData(255, 1)]
    [InlineData(41, 3)]
    public void A_model_without_symbols_or_clusters_or_with_too_many_is_refused(byte count, int at)
    {
        var output = new ByteWriter();
        ContextModel.Write(Stream(EchoContexts.Values, [1, 1, 1, 1, 1, 1]), Stream(EchoContexts.Steps, [1, 1, 1, 1, 1, 1]), output);
        byte[] bytes = output.Written.ToArray();
        bytes[at] = count;
        Assert.Null(ContextModel.Open(bytes));
        Assert.Null(RansTables.Open(bytes));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 255)]
    [InlineData(31, 255)]
    [InlineData(20, 128)]
    public void Shares_fill_the_slots_whatever_the_levels_and_none_that_occurs_is_empty(byte level, int symbols)
    {
        byte[] levels = [.. Enumerable.Range(0, symbols).Select(i => i % 2 == 0 ? level : i % 4 == 1 ? (byte)31 : (byte)0)];
        var shares = new int[symbols];
        ContextLevels.Share(levels, 4096, 4064, shares);
        Assert.Equal(symbols == 1 ? 4064 : 4096, shares.Sum());
        Assert.All(levels.Zip(shares), pair => Assert.Equal(pair.First > 0, pair.Second > 0));
    }

    [Fact]
    public void Levels_of_which_none_occurs_share_nothing()
    {
        int[] shares = [7, 7, 7];
        ContextLevels.Share([0, 0, 0], 4096, 4064, shares);
        Assert.Equal([0, 0, 0], shares);
    }

    [Fact]
    public void A_slot_that_is_nobodys_gives_no_symbol()
    {
        var output = new ByteWriter();
        ContextModel.Write(Stream(EchoContexts.Values, [1, 0, 0, 1, 0, 0]), Stream(EchoContexts.Steps, [1, 1, 1, 1, 1, 1]), output);
        RansTables tables = RansTables.Open(output.Written)!;
        NoProbe probe = default;
        uint state = (5 << RansTables.SlotBits) + 4063;
        Assert.Equal(0, tables.Take(0, ref state, ref probe));
        state = (5 << RansTables.SlotBits) + 4064;
        Assert.Equal(-1, tables.Take(0, ref state, ref probe));
    }

    private static ContextModel? Opened(ContextStream values)
    {
        var output = new ByteWriter();
        ContextModel.Write(values, Stream(EchoContexts.Steps, [1, 1, 1, 1, 1, 1]), output);
        return ContextModel.Open(output.Written);
    }

    // Three symbols, two clusters.
    private static ContextStream Stream(int contexts, byte[] levels) =>
        new([EchoSymbol.Exact(0), EchoSymbol.Exact(1), EchoSymbol.ClassOf(900)], [.. Enumerable.Range(0, contexts).Select(i => (byte)(i / 100 % 2))], 2, levels);
}
