using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class PairTrainerTests
{
    [Fact]
    public void A_frequent_pair_gets_a_token_of_its_own()
    {
        var trainer = new PairTrainer(codes: false);
        for (int i = 0; i < 100; i++)
        {
            trainer.Add(4, 7, false);
            trainer.Add(5, 0, true);
        }

        PairModel model = trainer.Train(256, 0, 32, 64);
        Assert.Equal(1, model.Record(model.Token(4, 7, false)).Cost);
        Assert.Equal(1, model.Record(model.Token(5, 0, true)).Cost);
        Assert.True(model.Record(model.Token(4, 0, true)).Cost > 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_pair_has_a_token_even_where_nothing_was_counted(bool codes)
    {
        PairModel model = new PairTrainer(codes).Train(256, 0, 32, 64);
        foreach (uint step in (uint[])[0, 1, 255, 256, 511, 512, 65_535, 65_536, 1u << 31, uint.MaxValue])
        {
            foreach (uint value in codes ? (uint[])[0, 7, 255] : [0, 1, 127, 128, 32_767, 32_768, 0x8000_0000, uint.MaxValue - 32_768, uint.MaxValue])
            {
                AssertHolds(model, step, value, false);
            }

            if (!codes)
            {
                AssertHolds(model, step, 0, true);
            }
        }
    }

    [Fact]
    public void Tokens_are_at_most_256_and_none_that_do_not_pay()
    {
        var trainer = new PairTrainer(codes: false);
        for (uint i = 0; i < 20_000; i++)
        {
            trainer.Add(i % 300, i % 77, i % 5 == 0);
        }

        Assert.InRange(trainer.Train(256, 0, 32, 64).Count, 1, 256);
        Assert.Equal(16, new PairTrainer(codes: false).Train(256, 0, 32, 64).Count);
    }

    private static void AssertHolds(PairModel model, uint step, uint value, bool none)
    {
        PairRecord record = model.Record(model.Token(step, value, none));
        ulong extra = ((ulong)(value - (uint)record.Value) << (8 * record.PcBytes)) | (step - record.Step);
        Assert.Equal(none, record.None);
        Assert.Equal(step, record.StepWith(extra));
        Assert.True(none || record.ValueWith(extra) == value, $"{step}, {value}: {record}");
    }
}
