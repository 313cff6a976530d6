using System.Buffers.Binary;
using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Bits in memory, numbered from the most significant of the first byte, written at any place once.</summary>
public sealed class BitBuffer(int capacityBytes = 256)
{
    private byte[] _bytes = new byte[Math.Max(capacityBytes, 16)];

    /// <summary>Bits in use: one past the last that was written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes that hold the bits; unused bits of the last are zero.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, (Length + 7) >> 3);

    /// <summary>Appends the low bits of a value, most significant first.</summary>
    public void Append(ulong value, int width) => Put(Length, value, width);

    /// <summary>Makes the buffer at least this many bits long.</summary>
    public void Extend(int bits)
    {
        Reserve(bits);
        Length = Math.Max(Length, bits);
    }

    /// <summary>Writes the low bits of a value (0 to 56 of them) at a place that holds zeros.</summary>
    public void Put(int bit, ulong value, int width)
    {
        Extend(bit + width);
        if (width == 0)
        {
            return;
        }

        Span<byte> target = _bytes.AsSpan(bit >> 3, 8);
        ulong shifted = (value & (ulong.MaxValue >> (64 - width))) << (64 - width - (bit & 7));
        BinaryPrimitives.WriteUInt64BigEndian(target, BinaryPrimitives.ReadUInt64BigEndian(target) | shifted);
    }

    private void Reserve(int bits)
    {
        int needed = (bits >> 3) + 16;
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        }
    }
}

/// <summary>Reads what <see cref="BitBuffer"/> wrote, from the front; past the end it reads zeros and remembers that it did.</summary>
public ref struct BitCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bits read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether all bits read so far were there.</summary>
    public readonly bool IsWithin => Position <= (long)_bytes.Length * 8;

    /// <summary>Reads 0 to 32 bits, most significant first.</summary>
    public uint Read(int width)
    {
        ulong window = Window();
        Position += width;
        return width == 0 ? 0 : (uint)(window >> (64 - width));
    }

    /// <summary>Reads a value of at least 1 in Elias gamma code; 0 where the bits end or it exceeds 32 bits.</summary>
    public uint ReadGamma()
    {
        int zeros = BitOperations.LeadingZeroCount(Window());
        Position += Math.Min(zeros, 32) + 1;
        return zeros > 31 || !IsWithin ? 0 : (1u << zeros) | Read(zeros);
    }

    // At least 57 bits from the position on, at the top; zeros past the end.
    private readonly ulong Window()
    {
        int at = (int)Math.Min(Position >> 3, _bytes.Length);
        ulong word = 0;
        if (_bytes.Length - at >= sizeof(ulong))
        {
            word = BinaryPrimitives.ReadUInt64BigEndian(_bytes[at..]);
        }
        else
        {
            for (int i = 0; i < sizeof(ulong); i++)
            {
                word = (word << 8) | (at + i < _bytes.Length ? _bytes[at + i] : 0u);
            }
        }

        return word << (int)(Position & 7);
    }
}
