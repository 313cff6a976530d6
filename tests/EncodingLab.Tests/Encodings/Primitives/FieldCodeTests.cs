using System.Numerics;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class FieldCodeTests
{
    [Theory]
    [InlineData(1, 14)]
    [InlineData(2, 14)]
    [InlineData(500, 14)]
    [InlineData(9000, 32)]
    public void Numbers_come_back_and_frequent_ones_are_short(int count, int limit)
    {
        var random = new Random(count);
        int[] values = [.. Enumerable.Range(0, count).Select(_ => (int)(limit * Math.Pow(random.NextDouble(), 6)))];
        var code = new FieldCode(values, limit);
        var bits = new BitBuffer();
        code.WriteHead(bits);
        foreach (int value in values)
        {
            code.Write(bits, value);
        }

        Assert.True(bits.Length <= (limit * FieldDecoder.LengthBits) + (4 * count));
        var cursor = new BitCursor(bits.Bytes);
        Assert.True(FieldDecoder.TryRead(ref cursor, limit, out FieldDecoder decoder));
        foreach (int value in values)
        {
            Assert.Equal(value, decoder.Read(ref cursor));
        }

        Assert.Equal(bits.Length, cursor.Position);
    }

    [Fact]
    public void Lengths_that_make_no_prefix_code_are_refused()
    {
        Assert.False(TryRead(1, 1, 1));
        Assert.False(TryRead(17, 0, 0));
        Assert.True(TryRead(1, 2, 2));
    }

    [Fact]
    public void A_code_that_nothing_has_reads_as_minus_one()
    {
        var bits = new BitBuffer();
        bits.Append(2, FieldDecoder.LengthBits);
        bits.Append(0, FieldDecoder.LengthBits);
        bits.Append(0xffff, 16);
        var cursor = new BitCursor(bits.Bytes);
        Assert.True(FieldDecoder.TryRead(ref cursor, 2, out FieldDecoder decoder));
        Assert.Equal(-1, decoder.Read(ref cursor));
    }

    [Fact]
    public void Long_numbers_come_back_and_where_no_code_begins_reads_as_zero()
    {
        uint[] numbers = [1, 2, 3, 1000, 0x8000_0000, uint.MaxValue, 1];
        var code = new FieldCode(numbers.Select(BitOperations.Log2), 32);
        var bits = new BitBuffer();
        code.WriteHead(bits);
        foreach (uint number in numbers)
        {
            code.WriteLong(bits, number);
        }

        var cursor = new BitCursor(bits.Bytes);
        Assert.True(FieldDecoder.TryRead(ref cursor, 32, out FieldDecoder decoder));
        foreach (uint number in numbers)
        {
            Assert.Equal(number, decoder.ReadLong(ref cursor));
        }

        Assert.Equal(bits.Length, cursor.Position);
        Assert.Equal(0u, default(FieldDecoder).ReadLong(ref cursor));
    }

    private static bool TryRead(params byte[] lengths)
    {
        var bits = new BitBuffer();
        foreach (byte length in lengths)
        {
            bits.Append(length, FieldDecoder.LengthBits);
        }

        var cursor = new BitCursor(bits.Bytes);
        return FieldDecoder.TryRead(ref cursor, lengths.Length, out _);
    }
}
