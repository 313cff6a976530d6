using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class WordOpsTests
{
    private const int Draws = 2000;

    [Fact]
    public void Portable_words_do_what_their_names_say() => Check<PortableWords>();

    [Fact]
    public void Words_by_BMI2_do_the_same()
    {
        if (Bmi2Words.IsSupported)
        {
            Check<Bmi2Words>();
        }
    }

    [Fact]
    public void Fields_come_back_from_any_bit_and_are_zero_past_the_end()
    {
        var random = new Random(3);
        for (int draw = 0; draw < Draws; draw++)
        {
            int width = random.Next(58);
            int bit = random.Next(100);
            ulong value = (ulong)random.NextInt64() & ((1UL << width) - 1);
            var bytes = new byte[BitPacking.BytesFor(bit + width)];
            BitPacking.Set(bytes, bit, value, width);
            Assert.Equal(value, BitPacking.Field(bytes, bit, width));
            Assert.Equal(0UL, BitPacking.Field(bytes, (bytes.Length + random.Next(3)) * 8, width));
        }
    }

    private static void Check<TOps>()
        where TOps : struct, IWordOps
    {
        var random = new Random(1);
        for (int draw = 0; draw < Draws; draw++)
        {
            ulong word = (ulong)random.NextInt64() << random.Next(3);
            word = draw % 3 == 0 ? word & (ulong)random.NextInt64() : draw % 3 == 1 ? word | (ulong)random.NextInt64() : word;
            int[] ones = [.. Enumerable.Range(0, 64).Where(bit => ((word >> bit) & 1) != 0)];
            for (int rank = 0; rank < 64; rank++)
            {
                Assert.Equal(rank < ones.Length ? ones[rank] : 64, TOps.Select(word, rank));
            }

            int count = random.Next(129);
            Assert.Equal(ones.Where(bit => bit < count).Aggregate(0UL, (sum, bit) => sum | (1UL << bit)), TOps.Low(word, count));
            int width = random.Next(8);
            ulong spread = TOps.Spread(word, width, BitPacking.Lanes(width));
            for (int field = 0; field < 8; field++)
            {
                Assert.Equal((word >> (field * width)) & ((1UL << width) - 1), (spread >> (8 * field)) & 0xff);
            }
        }
    }
}
