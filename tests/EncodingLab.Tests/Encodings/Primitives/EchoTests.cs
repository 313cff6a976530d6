using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class EchoTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(4)]
    [InlineData(-4)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(-123_456_789)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_step_comes_back_from_its_symbol_and_extra_bits(int step)
    {
        EchoSymbol symbol = EchoSymbol.MustBeExact(step) ? EchoSymbol.Exact(step) : EchoSymbol.ClassOf(step);
        var bits = new BitBuffer();
        symbol.Write(bits);
        var cursor = new BitCursor(bits.Bytes);
        Assert.True(EchoSymbol.TryRead(ref cursor, out EchoSymbol read));
        Assert.Equal(symbol, read);
        Assert.Equal(step, (int)((uint)read.Base + read.Extra(step)));
        Assert.True(read.Extra(step) < 1ul << read.Width || read.Width == 0);
    }

    [Fact]
    public void Code_lengths_that_want_more_room_than_there_is_make_no_code() =>
        Assert.Null(EchoCodes.Build([1, 1, 1], 1, default, 0));

    [Fact]
    public void A_code_that_no_symbol_has_decodes_to_nothing()
    {
        EchoCodes codes = EchoCodes.Build([2, 2, 0], 1, [12, 12], 1)!;
        NoProbe probe = default;
        Assert.Equal(0u, codes.Decode(0, ulong.MaxValue, ref probe));
        Assert.Equal(0u, codes.Decode(1, ulong.MaxValue, ref probe));
        Assert.Equal(1, EchoCodes.Symbol(codes.Decode(0, 1ul << 62, ref probe)));
        Assert.Equal(1, EchoCodes.Symbol(codes.Decode(1, 1ul << 52, ref probe)));
        Assert.Equal(12, EchoCodes.Length(codes.Decode(1, 1ul << 52, ref probe)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(29)]
    [InlineData(255)]
    public void A_model_with_no_clusters_or_too_many_is_refused(byte clusters)
    {
        byte[] model = new byte[4000];
        (model[9], model[10], model[11], model[12]) = (1, clusters, 1, clusters);
        Assert.Null(EchoState.Open(model));
    }

    [Fact]
    public void A_run_is_copied_only_from_where_its_codes_mean_the_same()
    {
        uint[] steps = [.. Enumerable.Range(0, 400).Select(i => (uint)((i % 40 * 7 % 11) + 1))];
        var tokens = new PageTokens
        {
            Steps = steps,
            Values = [.. steps.Select(step => (int)step * 3)],
            Flavours = new byte[steps.Length],
            PageStarts = [0, 200, 400],
            Rules = PhraseRules.Map,
        };
        EchoPlan plan = EchoPlan.Train(tokens);
        var contexts = new Dictionary<int, int>();
        foreach ((EchoOperation operation, EchoHistory history) in plan.Walk())
        {
            int context = EchoContexts.OfValue(history);
            contexts[operation.Entry] = context;
            Assert.True(operation.Source < 0 || contexts[operation.Source] == context);
        }

        Assert.Contains(plan.Operations, operation => operation.Source >= 0);
        Assert.Equal(400, plan.Operations.Sum(operation => operation.Length));
    }
}
