using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings;

public sealed class ForBlocksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(32)]
    public void Both_searches_count_packed_fields_of_every_width(int bits)
    {
        var random = new Random(bits);
        for (int count = 0; count < 32; count++)
        {
            uint[] fields = [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(1L << bits)).Order()];
            var bytes = new byte[((count * bits) + 7) / 8 + 16];
            for (int i = 0; i < count; i++)
            {
                BitPacking.Set(bytes.AsSpan(8), (long)i * bits, fields[i], bits);
            }

            foreach (uint bound in (uint[])[.. fields, .. fields.Select(field => field + 1), 0, uint.MaxValue])
            {
                var probe = new RangeProbe { Length = bytes.Length };
                int expected = fields.Count(field => field <= bound);
                Assert.Equal(expected, HalvingSearch.CountUpTo(in bytes[0], 8, bits, count, 5, bound, ref probe));
                Assert.Equal(expected, GatheredSearch.CountUpTo(in bytes[0], 8, bits, count, 5, bound, ref probe));
            }
        }
    }

    [Fact]
    public void A_head_says_widths_and_base_as_they_were_given()
    {
        foreach (uint least in (uint[])[0, 1, 255, 256, 65_535, 65_536, uint.MaxValue])
        {
            var written = new ForHead(300, 1023, least, none: true);
            var bytes = new byte[8];
            written.Write(bytes);
            var read = new ForHead(BitPacking.Word(bytes, 0));
            Assert.Equal((9, 10, 1u, least), (read.PcBits, read.ValueBits, read.None, read.Base));
            Assert.Equal(written.Bytes, read.Bytes);
            Assert.Equal(read.Bytes + (((3 * 9) + (4 * 10) + 7) / 8), read.Length(4));
        }
    }
}
