using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class QuadLengthsTests
{
    private static readonly uint[] s_fields = [0, 200, 70_000, 300, 1, 0, 0, uint.MaxValue, 65_535, 65_536];

    [Fact]
    public void Fields_come_back_in_the_shortest_length_that_holds_them()
    {
        var bytes = new byte[64];
        var controls = new byte[3];
        int at = 0;
        for (int i = 0; i < s_fields.Length; i++)
        {
            controls[i / 4] |= QuadLengths.Append(bytes, ref at, s_fields[i], i == 5 ? 1 : 0, i);
        }

        Assert.Equal([0, 1, 4, 2, 1, 1, 0, 4, 2, 4], s_fields.Select((_, i) => QuadLengths.Of(controls[i / 4], i)));
        Assert.Equal(at, QuadLengths.Sum(controls));
        at = 0;
        for (int i = 0; i < s_fields.Length; i++)
        {
            Assert.Equal(s_fields[i], QuadLengths.Take(bytes, ref at, QuadLengths.Of(controls[i / 4], i)));
        }
    }

    [Fact]
    public void Lengths_are_summed_however_many_they_are()
    {
        for (int count = 0; count < 40; count++)
        {
            byte[] controls = [.. Enumerable.Range(0, count).Select(i => (byte)((i * 37) + 11))];
            int expected = controls.Sum(control => Enumerable.Range(0, 4).Sum(field => QuadLengths.Of(control, field)));
            Assert.Equal(expected, QuadLengths.Sum(controls));
        }
    }

    [Fact]
    public void A_shuffle_spreads_what_the_lengths_say_for_every_control()
    {
        if (!QuadShuffles.IsSupported)
        {
            return;
        }

        byte[] bytes = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 15))];
        for (uint control = 0; control < 256; control++)
        {
            var fields = QuadShuffles.Decode(in bytes[0], control);
            int at = 0;
            var padded = new byte[32];
            bytes.CopyTo(padded, 0);
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(QuadLengths.Take(padded, ref at, QuadLengths.Of(control, i)), System.Runtime.Intrinsics.Vector128.GetElement(fields, i));
            }
        }
    }
}
