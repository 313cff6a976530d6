using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class ClassSumsTests
{
    private const int Room = 256;

    [Fact]
    public void Sums_by_loop_and_by_vector_are_those_of_the_elements()
    {
        var random = new Random(5);
        var bytes = new byte[4 * Room];
        for (int draw = 0; draw < 3000; draw++)
        {
            random.NextBytes(bytes);
            int nibbles = random.Next(65);
            int singles = random.Next(ClassSums.MaxBytes + 1);
            int all = singles + random.Next(64 - singles);
            int wides = random.Next(ClassSums.MaxWides + 1);
            uint expected = (uint)Enumerable.Range(0, nibbles).Sum(i => (bytes[Room + (i / 2)] >> (i % 2 * 4)) & 15)
                + (uint)Enumerable.Range(1, singles).Sum(i => bytes[(2 * Room) - i])
                + (uint)Enumerable.Range(1, wides).Sum(i => BitConverter.ToInt16(bytes, (2 * Room) - all - (2 * i)));
            Assert.Equal(expected, PortableSums.Sum(in bytes[Room], nibbles, in bytes[2 * Room], singles, all, wides));
            if (Avx2Sums.IsSupported)
            {
                Assert.Equal(expected, Avx2Sums.Sum(in bytes[Room], nibbles, in bytes[2 * Room], singles, all, wides));
            }
        }
    }
}
