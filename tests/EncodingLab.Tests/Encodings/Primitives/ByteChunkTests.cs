using System.Numerics;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class ByteChunkTests
{
    [Fact]
    public void Escaped_fields_are_found_by_both_tricks_as_by_walking()
    {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++)
        {
            ulong starts = Bits(random, round % 4) | 1;
            ulong escapes = Bits(random, round % 3) & starts;
            Assert.Equal(WalkEscaped(escapes, starts), EscapeRuns.OfStarts(escapes, starts));

            // With a field for every bit both are the same question.
            ulong fields = Bits(random, round % 4);
            Assert.Equal(WalkEscaped(fields, ulong.MaxValue), EscapeRuns.OfFields(fields));
        }
    }

    [Fact]
    public void Sixteen_bytes_everywhere() => AssertChunk<ByteChunk128>();

    [Fact]
    public void Thirty_two_bytes_where_there_is_AVX2()
    {
        if (ByteChunk256.IsSupported)
        {
            AssertChunk<ByteChunk256>();
        }
    }

    [Fact]
    public void Sixty_four_bytes_where_there_is_AVX512()
    {
        if (ByteChunk512.IsSupported)
        {
            AssertChunk<ByteChunk512>();
        }
    }

    private static void AssertChunk<TChunk>()
        where TChunk : struct, IByteChunk<TChunk>
    {
        var random = new Random(6);
        var bytes = new byte[TChunk.Width];
        for (int round = 0; round < 5_000; round++)
        {
            random.NextBytes(bytes);
            TChunk chunk = TChunk.Load(bytes);
            Assert.Equal(Where(bytes, value => value >= 0x80), chunk.Continued);
            Assert.Equal(Where(bytes, value => (value & 1) != 0), chunk.Odd);
            Assert.Equal(Where(bytes, value => (value & 0x40) != 0), chunk.Negative);

            // Fields of one byte or two, never overlapping.
            ulong inside = ulong.MaxValue >> (64 - TChunk.Width);
            ulong second = Bits(random, round % 4) & inside & ~1ul;
            second &= ~(second << 1);
            ulong first = ((second >> 1) | Bits(random, 1)) & inside & ~second;
            uint sum = 0;
            var ends = new List<ulong>();
            ulong halves = 0;
            for (int i = 0; i < bytes.Length; i++)
            {
                bool isFirst = ((first >> i) & 1) != 0;
                bool isSecond = ((second >> i) & 1) != 0;
                sum += isFirst ? bytes[i] & 0x7fu : isSecond ? (bytes[i] & 0x7fu) << 7 : 0;
                halves += isFirst ? (bytes[i] & 0x7fu) >> 1 : isSecond ? (bytes[i] & 0x7fu) << 6 : 0;
                ends.Add(halves);
            }

            Assert.Equal(sum, chunk.Sum(first, second));
            foreach (ulong limit in new ulong[] { 0, 1, halves / 2, halves - Math.Min(halves, 1), halves, halves + 1, uint.MaxValue })
            {
                bool all = chunk.HalvesWithin(first, second, limit, out ulong total, out int within);
                Assert.Equal(halves <= limit, all);
                Assert.Equal(all ? halves : (ulong)ends.Count(end => end <= limit), all ? total : (ulong)within);
            }
        }
    }

    /// <summary>Random bits: sparse, even or dense.</summary>
    private static ulong Bits(Random random, int density)
    {
        ulong a = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        ulong b = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        return density switch { 0 => a & b, 1 => a, 2 => a | b, _ => BitOperations.RotateLeft(ulong.MaxValue << random.Next(64), random.Next(64)) };
    }

    private static ulong Where(byte[] bytes, Func<byte, bool> holds)
    {
        ulong mask = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            mask |= holds(bytes[i]) ? 1ul << i : 0;
        }

        return mask;
    }

    private static ulong WalkEscaped(ulong escapes, ulong starts)
    {
        ulong escaped = 0;
        bool next = false;
        for (int i = 0; i < 64; i++)
        {
            ulong bit = 1ul << i;
            if ((starts & bit) == 0)
            {
                continue;
            }

            escaped |= next ? bit : 0;
            next = !next && (escapes & bit) != 0;
        }

        return escaped;
    }
}
