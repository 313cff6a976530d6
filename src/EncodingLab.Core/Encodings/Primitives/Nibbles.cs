using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Writes varints of three bits a nibble, least significant first, bit 3 set where more follow; the low nibble of a byte comes first.</summary>
/// <param name="buffer">Room for what will be written.</param>
internal ref struct Nibbles(Span<byte> buffer)
{
    /// <summary>Nibbles of 33 bits.</summary>
    public const int MaxLength = 11;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>What was written, in whole bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer[..((_length + 1) >> 1)];

    /// <summary>Small numbers for small differences of either sign, modulo 2^32.</summary>
    public static uint Zigzag(uint difference) => (difference << 1) ^ (uint)((int)difference >> 31);

    /// <summary>The difference again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Unzigzag(uint number) => (number >> 1) ^ (0 - (number & 1));

    /// <summary>Appends a value of up to 33 bits.</summary>
    public void Append(ulong value)
    {
        do
        {
            uint nibble = ((uint)value & 7) | (value > 7 ? 8u : 0);
            value >>= 3;
            _buffer[_length >> 1] = (byte)((_length & 1) == 0 ? nibble : _buffer[_length >> 1] | (nibble << 4));
            _length++;
        }
        while (value != 0);
    }
}

/// <summary>Takes the first varint out of a word of nibbles.</summary>
internal interface INibbleOps
{
    /// <summary>The value of the nibbles up to the first without bit 3.</summary>
    /// <param name="word">Nibbles, the first lowest.</param>
    /// <param name="length">How many they are; 17 where none ends.</param>
    static abstract ulong First(ulong word, out int length);
}

/// <summary>Shifts and masks only.</summary>
internal readonly struct PortableNibbles : INibbleOps
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong First(ulong word, out int length)
    {
        int last = BitOperations.TrailingZeroCount(~word & 0x8888_8888_8888_8888);
        length = (last >> 2) + 1;
        ulong digits = word & 0x7777_7777_7777_7777 & (ulong.MaxValue >> ((63 - last) & 63));
        digits = (digits & 0x0707_0707_0707_0707) | ((digits & 0x7070_7070_7070_7070) >> 1);
        digits = (digits & 0x003f_003f_003f_003f) | ((digits & 0x3f00_3f00_3f00_3f00) >> 2);
        digits = (digits & 0x0000_0fff_0000_0fff) | ((digits & 0x0fff_0000_0fff_0000) >> 4);
        return (digits & 0xff_ffff) | (digits >> 32 << 24);
    }
}

/// <summary>PEXT in place of four steps.</summary>
internal readonly struct Bmi2Nibbles : INibbleOps
{
    /// <summary>The extensions this takes, in the words of a reader's <c>Isa</c>.</summary>
    public const string Isa = "bmi1+bmi2";

    /// <summary>Whether this machine has them.</summary>
    public static bool IsSupported => Bmi2.X64.IsSupported && Bmi1.X64.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong First(ulong word, out int length)
    {
        ulong ends = ~word & 0x8888_8888_8888_8888;
        length = ((int)Bmi1.X64.TrailingZeroCount(ends) >> 2) + 1;
        return Bmi2.X64.ParallelBitExtract(word, Bmi1.X64.GetMaskUpToLowestSetBit(ends) & 0x7777_7777_7777_7777);
    }
}
