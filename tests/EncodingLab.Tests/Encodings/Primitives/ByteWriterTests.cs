using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class ByteWriterTests
{
    [Fact]
    public void Each_byte_is_counted_in_the_part_that_is_current()
    {
        var writer = new ByteWriter(1) { Part = BytePart.Index };
        writer.WriteUInt32(0x04030201);
        writer.Part = BytePart.Model;
        writer.WriteByte(5);
        writer.WriteUInt16(0x0706);
        writer.Part = BytePart.Body;
        writer.WriteUInt64(0x0f0e0d0c0b0a0908);
        writer.Write([16, 17]);
        EncodedTable encoded = writer.ToEncodedTable();
        Assert.Equal(Enumerable.Range(1, 17).Select(i => (byte)i), encoded.Bytes);
        Assert.Equal((4, 10, 3), (encoded.IndexBytes, encoded.BodyBytes, encoded.ModelBytes));
    }

    [Fact]
    public void An_appended_writer_keeps_its_parts()
    {
        var inner = new ByteWriter { Part = BytePart.Model };
        inner.WriteUInt16(0x2211);
        inner.Part = BytePart.Body;
        inner.WriteByte(0x33);
        var writer = new ByteWriter { Part = BytePart.Index };
        writer.WriteByte(0);
        writer.Append(inner);
        EncodedTable encoded = writer.ToEncodedTable();
        Assert.Equal([0, 0x11, 0x22, 0x33], encoded.Bytes);
        Assert.Equal((1, 1, 2), (encoded.IndexBytes, encoded.BodyBytes, encoded.ModelBytes));
    }

    [Fact]
    public void Reserved_bytes_are_zero_and_can_be_filled_also_after_growing()
    {
        var writer = new ByteWriter();
        for (int i = 0; i < 1000; i++)
        {
            Span<byte> reserved = writer.Reserve(7);
            Assert.Equal(-1, reserved.IndexOfAnyExcept((byte)0));
            reserved[3] = (byte)i;
        }

        Assert.Equal(7000, writer.Length);
        Assert.Equal((byte)(999 % 256), writer.Written[(999 * 7) + 3]);
    }
}
