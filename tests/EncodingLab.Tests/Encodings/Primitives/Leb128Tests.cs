using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class Leb128Tests
{
    // The examples of the DWARF standard, version 5, figures 22 and 23.
    [Theory]
    [InlineData(2ul, "02")]
    [InlineData(127ul, "7F")]
    [InlineData(128ul, "8001")]
    [InlineData(129ul, "8101")]
    [InlineData(12857ul, "B964")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Unsigned_values_are_written_shortest_and_read_back(ulong value, string hex)
    {
        var writer = new ByteWriter();
        writer.WriteUleb128(value);
        Assert.Equal(hex, Convert.ToHexString(writer.Written));
        int position = 0;
        Assert.True(Leb128.TryReadUnsigned(writer.Written, ref position, out ulong read));
        Assert.Equal((value, writer.Length), (read, position));
    }

    [Theory]
    [InlineData(2L, "02")]
    [InlineData(-2L, "7E")]
    [InlineData(127L, "FF00")]
    [InlineData(-127L, "817F")]
    [InlineData(128L, "8001")]
    [InlineData(-128L, "807F")]
    [InlineData(-129L, "FF7E")]
    [InlineData(long.MaxValue, "FFFFFFFFFFFFFFFFFF00")]
    [InlineData(long.MinValue, "8080808080808080807F")]
    public void Signed_values_are_written_shortest_and_read_back(long value, string hex)
    {
        var writer = new ByteWriter();
        writer.WriteSleb128(value);
        Assert.Equal(hex, Convert.ToHexString(writer.Written));
        int position = 0;
        Assert.True(Leb128.TryReadSigned(writer.Written, ref position, out long read));
        Assert.Equal((value, writer.Length), (read, position));
    }

    [Fact]
    public void Every_length_survives_in_both_forms()
    {
        for (int bit = 0; bit < 64; bit++)
        {
            foreach (ulong value in new[] { 1ul << bit, (1ul << bit) - 1, ~(1ul << bit) })
            {
                var writer = new ByteWriter();
                writer.WriteUleb128(value);
                writer.WriteSleb128((long)value);
                int position = 0;
                Assert.True(Leb128.TryReadUnsigned(writer.Written, ref position, out ulong unsigned) && unsigned == value);
                Assert.True(Leb128.TryReadSigned(writer.Written, ref position, out long signed) && signed == (long)value);
                Assert.Equal(writer.Length, position);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFF")]
    [InlineData("80808080808080808002")]
    [InlineData("8080808080808080808000")]
    public void Cut_or_too_long_values_are_refused_in_both_forms(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        int position = 0;
        Assert.False(Leb128.TryReadUnsigned(bytes, ref position, out _));
        Assert.InRange(position, 0, bytes.Length);
        position = 0;
        Assert.False(Leb128.TryReadSigned(bytes, ref position, out _));
        Assert.InRange(position, 0, bytes.Length);
    }

    [Fact]
    public void Over_long_forms_of_up_to_64_bits_are_accepted()
    {
        int position = 0;
        Assert.True(Leb128.TryReadUnsigned([0x83, 0x80, 0x00], ref position, out ulong unsigned));
        Assert.Equal((3ul, 3), (unsigned, position));
        position = 0;
        Assert.True(Leb128.TryReadSigned([0xfe, 0xff, 0x7f], ref position, out long signed));
        Assert.Equal((-2L, 3), (signed, position));
    }
}
