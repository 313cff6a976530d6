using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Codes of one to three nibbles for ranks: which, the first nibble says.</summary>
/// <param name="One">First nibbles below this are codes of one nibble.</param>
/// <param name="Two">Those below this begin codes of two; the others of three.</param>
internal readonly record struct NibbleLengths(int One, int Two)
{
    /// <summary>Both bounds in a byte.</summary>
    public byte Bits => (byte)(One | (Two << 4));

    /// <summary>Ranks that have codes.</summary>
    public int Capacity => One + (16 * (Two - One)) + (256 * (16 - Two));

    /// <summary>The bounds that make codes shortest.</summary>
    /// <param name="uses">Uses of each rank, the most frequent first.</param>
    /// <param name="nibbles">Nibbles of all uses.</param>
    public static NibbleLengths Choose(long[] uses, out long nibbles)
    {
        var before = new long[uses.Length + 1];
        for (int i = 0; i < uses.Length; i++)
        {
            before[i + 1] = before[i] + uses[i];
        }

        NibbleLengths best = default;
        nibbles = long.MaxValue;
        for (int two = 0; two < 16; two++)
        {
            for (int one = 0; one <= two; one++)
            {
                var lengths = new NibbleLengths(one, two);
                long sum = (3 * before[^1]) - before[Math.Min(one, uses.Length)] - before[Math.Min(one + (16 * (two - one)), uses.Length)];
                (best, nibbles) = lengths.Capacity >= uses.Length && sum < nibbles ? (lengths, sum) : (best, nibbles);
            }
        }

        return best;
    }

    /// <summary>The code of a rank.</summary>
    /// <param name="rank">Below the capacity.</param>
    /// <param name="length">Its nibbles.</param>
    public int Code(int rank, out int length)
    {
        int three = One + (16 * (Two - One));
        length = rank < One ? 1 : rank < three ? 2 : 3;
        return length switch { 1 => rank, 2 => rank - One + (16 * One), _ => rank - three + (256 * Two) };
    }
}

/// <summary>Reads the codes of a block, without a branch on their lengths.</summary>
internal struct NibbleCodes : ITokenStream<NibbleCodes>
{
    private const int HeaderBytes = 1;

    private readonly int _start;
    private readonly uint _bounds;
    private int _nibbles;
    private ulong _window;

    private NibbleCodes(int start, byte bounds)
    {
        _start = start;
        _bounds = bounds;
    }

    /// <summary>Whether the bounds are in order.</summary>
    public readonly bool IsValid => (_bounds & 15) <= _bounds >> 4;

    /// <inheritdoc/>
    public static NibbleCodes Open(ref readonly byte origin, in SmallBlocks table, in SmallBlock block, out int extras)
    {
        extras = block.Start + HeaderBytes + Unsafe.Add(ref Unsafe.AsRef(in origin), block.Start);
        return new(block.Start + HeaderBytes, table.Spare);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next(ref readonly byte origin, int entry, int end)
    {
        // Four codes take at most twelve nibbles; a word that begins in the middle of a byte has fifteen.
        if ((entry & 3) == 0)
        {
            ulong word = BinaryPrimitives.ReverseEndianness(BitPacking.Word(in origin, Math.Min(_start + (_nibbles >> 1), end)));
            _window = word << ((_nibbles & 1) * 4);
        }

        uint first = (uint)(_window >> 60);
        uint one = _bounds & 15;
        uint two = _bounds >> 4;
        uint isLong = (uint)((int)(one - first - 1) >> 31);
        uint isThree = (uint)((int)(two - first - 1) >> 31);
        int bits = 4 - (int)((isLong + isThree) * 4);
        uint token = (uint)(_window >> (64 - bits)) - (isLong & (15 * one)) - (isThree & (240 * two));
        _window <<= bits;
        _nibbles += bits >> 2;
        return token;
    }

    /// <inheritdoc/>
    public readonly int BytesRead(int entries) => HeaderBytes + ((_nibbles + 1) >> 1);
}
