using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class CanonicalCodeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(3000)]
    public void Codes_fit_whatever_the_counts_and_frequent_symbols_are_no_longer(int symbols)
    {
        int[] counts = [.. Enumerable.Range(0, symbols).Select(i => i % 7 == 3 ? 0 : (int)Math.Min(int.MaxValue / 4, Math.Pow(1.5, i % 60)))];
        byte[] lengths = CanonicalCode.Lengths(counts, PhraseCode.MinLength);
        var perLength = new int[CanonicalCode.MaxLength + 1];
        for (int i = 0; i < symbols; i++)
        {
            Assert.Equal(counts[i] == 0, lengths[i] == 0);
            perLength[lengths[i]]++;
        }

        perLength[0] = 0;
        Assert.True(PhraseTable.Fit(perLength, symbols));
        int most = Array.IndexOf(counts, counts.Max());
        Assert.Equal(lengths.Where(length => length > 0).Min(), lengths[most]);
    }

    [Fact]
    public void A_table_finds_every_code_and_refuses_too_many()
    {
        var perLength = new int[CanonicalCode.MaxLength + 1];
        (perLength[4], perLength[7], perLength[12], perLength[16]) = (15, 7, 16, 15);
        Assert.True(PhraseTable.Fit(perLength, 53));
        byte[] model = new byte[PhraseTable.Bytes(53, 0, 0)];
        PhraseTable.WriteHead(perLength, model);
        PhraseTable.WriteRecords(new uint[53], new uint[53], model, [], 0);
        Assert.True(PhraseTable.TryOpen(model, out PhraseTable table));
        uint code = 0;
        uint index = 0;
        for (int length = 1; length <= CanonicalCode.MaxLength; length++)
        {
            code <<= 1;
            for (int i = 0; i < perLength[length]; i++, code++, index++)
            {
                ulong window = ((ulong)code << (64 - length)) | (0x5555_5555_5555_5555ul >> length);
                Assert.Equal((nuint)length, PhraseTable.Length(ref table.Origin, window));
                Assert.Equal(index, PhraseTable.Index(ref table.Origin, window, (nuint)length));
            }
        }

        perLength[12] = 17;
        Assert.False(PhraseTable.Fit(perLength, 100));
        (perLength[12], perLength[4]) = (16, 17);
        Assert.False(PhraseTable.Fit(perLength, 100));
        (perLength[4], perLength[3]) = (1, 1);
        Assert.False(PhraseTable.Fit(perLength, 100));
    }
}
