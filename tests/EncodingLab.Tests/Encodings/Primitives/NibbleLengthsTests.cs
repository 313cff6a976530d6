using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class NibbleLengthsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 13)]
    [InlineData(15, 15)]
    [InlineData(0, 15)]
    [InlineData(7, 7)]
    public void Codes_are_distinct_and_none_begins_another(int one, int two)
    {
        var lengths = new NibbleLengths(one, two);
        var taken = new bool[1 << 12];
        for (int rank = 0; rank < lengths.Capacity; rank++)
        {
            int code = lengths.Code(rank, out int length);
            int from = code << (4 * (3 - length));
            for (int i = from; i < from + (1 << (4 * (3 - length))); i++)
            {
                Assert.False(taken[i], $"rank {rank}");
                taken[i] = true;
            }
        }

        Assert.All(taken, Assert.True);
    }

    [Fact]
    public void Bounds_are_chosen_for_the_shortest_codes_that_hold_all()
    {
        Assert.Equal(new NibbleLengths(15, 15), NibbleLengths.Choose([.. Enumerable.Repeat(5L, 15)], out long nibbles));
        Assert.Equal(75, nibbles);
        NibbleLengths many = NibbleLengths.Choose([.. Enumerable.Range(0, 2000).Select(i => 2000L - i)], out nibbles);
        Assert.InRange(many.Capacity, 2000, 4096);
        Assert.Equal(Enumerable.Range(0, 2000).Sum(rank => many.Code(rank, out int length) < 0 ? 0 : length * (2000L - rank)), nibbles);
    }

    [Fact]
    public void A_reader_takes_the_ranks_that_were_written()
    {
        var lengths = new NibbleLengths(5, 11);
        int[] ranks = [0, 4, 5, 100, 101, 700, 1380, 3, 6, 1000, 0, 0, 99];
        var nibbles = new List<int>();
        foreach (int rank in ranks)
        {
            int code = lengths.Code(rank, out int length);
            nibbles.AddRange(Enumerable.Range(1, length).Select(i => (code >> (4 * (length - i))) & 15));
        }

        nibbles.Add(0);
        byte[] bytes = [(byte)(nibbles.Count / 2), .. nibbles.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (byte)((pair[0] << 4) | pair[1])), .. new byte[8]];
        var header = new byte[SmallBlocks.HeaderBytes + 8 + SmallBlocks.Padding];
        header[13] = lengths.Bits;
        Assert.True(SmallBlocks.TryOpen(header, out SmallBlocks table));
        NibbleCodes codes = NibbleCodes.Open(in bytes[0], table, default, out int extras);
        Assert.Equal(1 + (nibbles.Count / 2), extras);
        for (int i = 0; i < ranks.Length; i++)
        {
            Assert.Equal((uint)ranks[i], codes.Next(in bytes[0], i, bytes.Length - 8));
        }
    }
}
