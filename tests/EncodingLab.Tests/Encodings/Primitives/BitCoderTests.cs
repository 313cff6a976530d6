using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class BitCoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(32_768)]
    [InlineData(65_535)]
    public void Bits_come_back_whatever_their_chances_and_whatever_follows(int chance)
    {
        var random = new Random(chance);
        int[] bits = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(65_536) < chance ? 1 : 0)];
        foreach (byte after in new byte[] { 0, 255 })
        {
            var output = new ByteWriter();
            var encoder = new BitEncoder(output);
            foreach (int bit in bits)
            {
                encoder.Code(bit, chance);
            }

            encoder.Finish();
            output.WriteByte(after);
            output.WriteByte(after);
            output.WriteByte(after);
            output.WriteByte(after);
            var decoder = new BitDecoder(output.Written);
            foreach (int bit in bits)
            {
                Assert.Equal(bit, decoder.Code(0, chance));
            }

            double entropy = bits.Sum(bit => -Math.Log2((bit == 1 ? chance : 65_536 - chance) / 65_536.0));
            Assert.InRange(8 * (output.Length - 4), entropy - 1, (entropy * 1.01) + 16);
        }
    }

    [Fact]
    public void A_number_coded_again_and_again_gets_short()
    {
        var output = new ByteWriter();
        var encoder = new BitEncoder(output);
        var slots = new ushort[32];
        for (int i = 0; i < 1000; i++)
        {
            AdaptiveBit.Code(ref encoder, slots, 19, 5);
        }

        encoder.Finish();
        Assert.InRange(output.Length, 1, 12);
        var decoder = new BitDecoder(output.Written);
        Array.Clear(slots);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(19, AdaptiveBit.Code(ref decoder, slots, 0, 5));
        }
    }

    [Fact]
    public void Odds_and_chances_are_each_others_inverse()
    {
        Assert.Equal(2048, Logistic.Squash(0));
        Assert.Equal(0, Logistic.Stretch(2048));
        for (int chance = 8; chance < 4088; chance++)
        {
            Assert.InRange(Logistic.Squash(Logistic.Stretch(chance)), chance, chance + 4);
        }

        Assert.InRange(Logistic.Squash(-100_000), 1, 2);
        Assert.InRange(Logistic.Squash(100_000), 4094, 4095);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    public void Each_symbol_of_a_tree_is_at_the_end_of_its_path(int symbols)
    {
        var tree = new MixedTree([.. Enumerable.Range(1, symbols).Select(i => (ulong)i * (ulong)i)]);
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            ulong path = tree.PathTo(symbol);
            int node = tree.Root;
            for (; !MixedTree.IsLeaf(node); path >>= 1)
            {
                node = tree.Child(node, (int)path & 1);
            }

            Assert.Equal(symbol, MixedTree.SymbolOf(node));
        }
    }
}
