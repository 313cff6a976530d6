using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class BitBufferTests
{
    [Fact]
    public void Bits_are_numbered_from_the_most_significant_of_the_first_byte()
    {
        var buffer = new BitBuffer();
        buffer.Append(0b101, 3);
        buffer.Put(12, 0b1111, 4);
        Assert.Equal(new byte[] { 0b1010_0000, 0b0000_1111 }, buffer.Bytes.ToArray());
    }

    [Fact]
    public void A_cursor_reads_back_what_was_appended_and_notices_the_end()
    {
        var random = new Random(3);
        var buffer = new BitBuffer();
        var written = new List<(uint Value, int Width)>();
        for (int i = 0; i < 500; i++)
        {
            int width = random.Next(33);
            uint value = width == 0 ? 0 : (uint)random.NextInt64(1L << width);
            written.Add((value, width));
            buffer.Append(value, width);
        }

        var cursor = new BitCursor(buffer.Bytes);
        foreach ((uint value, int width) in written)
        {
            Assert.Equal(value, cursor.Read(width));
        }

        Assert.True(cursor.IsWithin);
        cursor.Read(16);
        Assert.False(cursor.IsWithin);
        Assert.Equal(0u, cursor.ReadGamma());
    }
}
