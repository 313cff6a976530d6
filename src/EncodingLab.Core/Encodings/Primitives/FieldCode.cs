using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A canonical Huffman code of small numbers, for fields of a model: 5 bits a number for the length of its code, 0 for one that does not occur; then the codes.</summary>
internal sealed class FieldCode
{
    private readonly byte[] _lengths;
    private readonly uint[] _codes;

    /// <summary>The code of these numbers, each below <paramref name="limit"/>.</summary>
    public FieldCode(IEnumerable<int> values, int limit)
    {
        var counts = new int[limit];
        foreach (int value in values)
        {
            counts[value]++;
        }

        _lengths = CanonicalCode.Lengths(counts, 1);
        _codes = CanonicalCode.Codes(_lengths);
    }

    /// <summary>Writes the lengths of the codes.</summary>
    public void WriteHead(BitBuffer bits)
    {
        foreach (byte length in _lengths)
        {
            bits.Append(length, FieldDecoder.LengthBits);
        }
    }

    /// <summary>Writes a number that occurred.</summary>
    public void Write(BitBuffer bits, int value) => bits.Append(_codes[value], _lengths[value]);

    /// <summary>Writes a number of at least 1 whose bit length, less 1, occurred: that, then the bits below its top bit.</summary>
    public void WriteLong(BitBuffer bits, uint value)
    {
        Write(bits, BitOperations.Log2(value));
        bits.Append(value, BitOperations.Log2(value));
    }
}

/// <summary>Reads numbers in a <see cref="FieldCode"/>, bit by bit: a model is opened once.</summary>
internal struct FieldDecoder
{
    public const int LengthBits = 5;
    private const int MaxLimit = 32;

    private Numbers _byCode;
    private PerLength _counts;

    /// <summary>Reads the head; false where the lengths make no prefix code.</summary>
    public static bool TryRead(ref BitCursor bits, int limit, out FieldDecoder decoder)
    {
        decoder = default;
        Span<byte> lengths = stackalloc byte[MaxLimit];
        long sum = 0;
        for (int value = 0; value < limit; value++)
        {
            lengths[value] = (byte)bits.Read(LengthBits);
            if (lengths[value] > CanonicalCode.MaxLength)
            {
                return false;
            }

            sum += lengths[value] == 0 ? 0 : 1L << (CanonicalCode.MaxLength - lengths[value]);
        }

        int rank = 0;
        for (int length = 1; length <= CanonicalCode.MaxLength; length++)
        {
            for (int value = 0; value < limit; value++)
            {
                if (lengths[value] == length)
                {
                    decoder._byCode[rank++] = (byte)value;
                    decoder._counts[length]++;
                }
            }
        }

        return sum <= 1L << CanonicalCode.MaxLength;
    }

    /// <summary>The next number; -1 where no code begins so.</summary>
    public readonly int Read(ref BitCursor bits)
    {
        int code = 0;
        int rank = 0;
        for (int length = 1; length <= CanonicalCode.MaxLength; length++)
        {
            code = (code << 1) | (int)bits.Read(1);
            if (code < _counts[length])
            {
                return _byCode[rank + code];
            }

            code -= _counts[length];
            rank += _counts[length];
        }

        return -1;
    }

    /// <summary>The next number that <see cref="FieldCode.WriteLong"/> wrote; 0 where no code begins so.</summary>
    public readonly uint ReadLong(ref BitCursor bits)
    {
        int length = Read(ref bits);
        return length < 0 ? 0 : (1u << length) | bits.Read(length);
    }

    [InlineArray(MaxLimit)]
    private struct Numbers
    {
        private byte _first;
    }

    [InlineArray(CanonicalCode.MaxLength + 1)]
    private struct PerLength
    {
        private byte _first;
    }
}
