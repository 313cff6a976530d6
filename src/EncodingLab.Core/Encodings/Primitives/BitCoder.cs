using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Codes bits of which the chances are known: one that writes and one that reads, so that a walk over a stream is written once.</summary>
internal interface IBitCoder
{
    /// <summary>Writes a bit, or reads one.</summary>
    /// <param name="bit">0 or 1; not looked at where the coder reads.</param>
    /// <param name="chance">That it is 1, of 65,536: neither 0 nor all.</param>
    /// <returns>The bit.</returns>
    int Code(int bit, int chance);
}

/// <summary>Walks that do not depend on the coder.</summary>
internal static class BitCoders
{
    private const int EvenOdds = 1 << 15;

    /// <summary>Codes 0 to 32 bits at even odds, the high ones first.</summary>
    public static uint Plain<TCoder>(this ref TCoder coder, uint value, int width)
        where TCoder : struct, IBitCoder, allows ref struct
    {
        uint read = 0;
        for (int i = width - 1; i >= 0; i--)
        {
            read = (read << 1) | (uint)coder.Code((int)(value >> i) & 1, EvenOdds);
        }

        return read;
    }
}

/// <summary>Writes bits as one number between two bounds that each bit brings closer together.</summary>
/// <remarks>Source: arithmetic coding (Rissanen 1976, Pasco 1976); the carryless form with two 32-bit bounds.</remarks>
internal struct BitEncoder(ByteWriter output) : IBitCoder
{
    private uint _low;
    private uint _high = uint.MaxValue;

    /// <inheritdoc/>
    public int Code(int bit, int chance)
    {
        uint middle = _low + (uint)(((ulong)(_high - _low) * (uint)chance) >> 16);
        (_low, _high) = bit != 0 ? (_low, middle) : (middle + 1, _high);
        for (; ((_low ^ _high) & 0xff00_0000) == 0; (_low, _high) = (_low << 8, (_high << 8) | 0xff))
        {
            output.WriteByte((byte)(_high >> 24));
        }

        return bit;
    }

    /// <summary>Writes the fewest bytes that tell the rest, whatever bytes follow them.</summary>
    public readonly void Finish()
    {
        ulong step = 1ul << 32;
        for (int bytes = 0; ; bytes++, step >>= 8)
        {
            ulong least = (_low + step - 1) & ~(step - 1);
            if (least + step - 1 <= _high)
            {
                for (int i = 0; i < bytes; i++)
                {
                    output.WriteByte((byte)(least >> (24 - (8 * i))));
                }

                return;
            }
        }
    }
}

/// <summary>Reads what <see cref="BitEncoder"/> wrote; past the end it reads zeros.</summary>
internal ref struct BitDecoder : IBitCoder
{
    private readonly ReadOnlySpan<byte> _bytes;
    private uint _low;
    private uint _high = uint.MaxValue;
    private uint _code;

    public BitDecoder(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        for (int i = 0; i < sizeof(uint); i++)
        {
            Shift();
        }
    }

    /// <summary>Bytes read, or that would have been were there more.</summary>
    public int Position { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Code(int bit, int chance)
    {
        uint middle = _low + (uint)(((ulong)(_high - _low) * (uint)chance) >> 16);
        bit = _code <= middle ? 1 : 0;
        (_low, _high) = bit != 0 ? (_low, middle) : (middle + 1, _high);
        for (; ((_low ^ _high) & 0xff00_0000) == 0; (_low, _high) = (_low << 8, (_high << 8) | 0xff))
        {
            Shift();
        }

        return bit;
    }

    private void Shift()
    {
        _code = (_code << 8) | (Position < _bytes.Length ? _bytes[Position] : 0u);
        Position++;
    }
}
