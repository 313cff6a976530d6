using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings.Primitives;

public sealed class NibblesTests
{
    public static TheoryData<ulong> Values() => [.. TableGenerator.Boundaries.Select(value => (ulong)value).Union(new ulong[] { 0, 1, 7, 8, 63, 64, uint.MaxValue, 1UL << 32, (1UL << 33) - 1 })];

    [Theory]
    [MemberData(nameof(Values))]
    public void Both_ways_of_reading_take_what_was_written_and_nothing_behind_it(ulong value)
    {
        var nibbles = new Nibbles(new byte[32]);
        nibbles.Append(value);
        int length = value == 0 ? 1 : (67 - System.Numerics.BitOperations.LeadingZeroCount(value) - 1) / 3;
        nibbles.Append(ulong.MaxValue >> 31);
        Span<byte> bytes = stackalloc byte[16];
        nibbles.Bytes.CopyTo(bytes);
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(value, PortableNibbles.First(word, out int portable));
        Assert.Equal(length, portable);
        if (Bmi2Nibbles.IsSupported)
        {
            Assert.Equal(value, Bmi2Nibbles.First(word, out int fast));
            Assert.Equal(length, fast);
        }
    }

    [Fact]
    public void A_word_without_an_end_has_seventeen_nibbles()
    {
        _ = PortableNibbles.First(ulong.MaxValue, out int length);
        Assert.Equal(17, length);
        if (Bmi2Nibbles.IsSupported)
        {
            _ = Bmi2Nibbles.First(ulong.MaxValue, out length);
            Assert.Equal(17, length);
        }
    }

    [Fact]
    public void The_low_nibble_of_a_byte_comes_first()
    {
        var nibbles = new Nibbles(new byte[8]);
        nibbles.Append(5);
        nibbles.Append(10);
        Assert.Equal([0xA5, 0x01], nibbles.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(uint.MaxValue, 1u)]
    [InlineData(1u, 2u)]
    [InlineData(0x8000_0000u, uint.MaxValue)]
    [InlineData(0x7fff_ffffu, 0xffff_fffeu)]
    public void Small_differences_of_either_sign_are_small_numbers(uint difference, uint number)
    {
        Assert.Equal(number, Nibbles.Zigzag(difference));
        Assert.Equal(difference, Nibbles.Unzigzag(number));
    }
}
