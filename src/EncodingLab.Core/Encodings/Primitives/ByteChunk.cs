using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Some bytes of LEB128 fields at once: as masks with a bit for each byte, and as sums.</summary>
/// <remarks>A field of at most two bytes stands in two masks: its first byte in one, its second, if it has one, in the other.</remarks>
internal interface IByteChunk<TSelf>
    where TSelf : struct, IByteChunk<TSelf>
{
    /// <summary>Bytes a chunk, at most 64.</summary>
    static abstract int Width { get; }

    /// <summary>Bytes after which their field goes on.</summary>
    ulong Continued { get; }

    /// <summary>Bytes whose lowest bit is set.</summary>
    ulong Odd { get; }

    /// <summary>Bytes whose bit 6 is set: the sign, in the last byte of a signed field.</summary>
    ulong Negative { get; }

    /// <summary>Takes the first bytes; there are enough.</summary>
    static abstract TSelf Load(ReadOnlySpan<byte> bytes);

    /// <summary>Of fields, those that follow one which escapes its successor and is not escaped itself. The first is not escaped.</summary>
    /// <param name="escapes">Starts of fields that would escape their successors.</param>
    /// <param name="starts">Starts of all fields.</param>
    static abstract ulong Escaped(ulong escapes, ulong starts);

    /// <summary>The sum of unsigned fields.</summary>
    uint Sum(ulong first, ulong second);

    /// <summary>Adds halves of fields up, rounding each down, and stops where the sum would pass the limit.</summary>
    /// <param name="first">First bytes of the fields.</param>
    /// <param name="second">Their second bytes.</param>
    /// <param name="limit">What the sum may reach.</param>
    /// <param name="sum">The sum of all, where none passes the limit.</param>
    /// <param name="within">Otherwise the bytes before the one that passes it.</param>
    /// <returns>Whether none passes the limit.</returns>
    bool HalvesWithin(ulong first, ulong second, ulong limit, out ulong sum, out int within);
}

/// <summary>Which of a row of fields are escaped, where some fields escape their successors.</summary>
internal static class EscapeRuns
{
    private const ulong OddBits = 0xaaaaaaaaaaaaaaaa;

    /// <summary>One bit a field: the carry of a subtraction runs through each run of escapes and turns every other bit.</summary>
    /// <remarks>Source: G. Langdale and D. Lemire, "Parsing gigabytes of JSON per second", The VLDB Journal 28 (2019), on escaped quotes.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfFields(ulong escapes) => ((((escapes << 1) | OddBits) - escapes) ^ OddBits) ^ escapes;

    /// <summary>The same where a field has as many bits as bytes and only the first of them counts.</summary>
    /// <remarks>
    /// Fields are numbered by the parity of the starts up to them. In a run of escaping fields, and for the one after it, those of the parity of the run's
    /// first are not escaped; additions carry that parity, and the property of escaping, over the bytes.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfStarts(ulong escapes, ulong starts)
    {
        ulong parity = starts ^ (starts << 1);
        parity ^= parity << 2;
        parity ^= parity << 4;
        parity ^= parity << 8;
        parity ^= parity << 16;
        parity ^= parity << 32;
        ulong inner = ~starts;
        ulong escaping = escapes | (((inner + ((escapes << 1) & inner)) ^ inner) & inner);
        ulong runs = escaping & ~(escaping << 1);
        ulong oddRuns = ((escaping + (runs & parity)) ^ escaping) | (runs & parity);
        return starts & (parity ^ oddRuns) & (escaping | (escaping << 1));
    }
}
