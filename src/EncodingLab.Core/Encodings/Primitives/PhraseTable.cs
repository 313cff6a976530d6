using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Decodes canonical codes of 4 to 16 bits: twelve limits compared at once, or a table of lengths, give the length; then one record.</summary>
/// <remarks>
/// Records lie in code order, so that frequent symbols share cache lines. A record is a packed <see cref="PhraseSymbol"/> in the low half and the two
/// halves of a phrase in the high half: record numbers plus one, 16 bits each; 0 for what is no phrase.
/// Three 64-bit words hold the limits of lengths 4 to 15 in 16-bit lanes, each 15 bits below a guard bit: a subtraction compares four of them.
/// </remarks>
internal ref struct PhraseTable
{
    /// <summary>Bits that the fast table is indexed with.</summary>
    public const int FastBits = 12;

    /// <summary>Bytes of the fast table.</summary>
    public const int FastBytes = 4 << FastBits;

    /// <summary>Where a fast entry holds its step; below it stands the code's length.</summary>
    public const int FastStepShift = 6;

    /// <summary>Where a fast entry holds its flavour.</summary>
    public const int FastFlavourShift = 15;

    /// <summary>Where a fast entry holds its change, to the top.</summary>
    public const int FastChangeShift = 20;

    private const ulong Guards = 0x8000_8000_8000_8000;
    private const ulong Ones = 0x0001_0001_0001_0001;

    private readonly ulong _limits4;
    private readonly ulong _limits8;
    private readonly ulong _limits12;
    private LengthOffsets _offsets;

    /// <summary>The records, in code order.</summary>
    public readonly ReadOnlySpan<ulong> Records;

    /// <summary>Symbols by the first 12 bits of a window, 0 where the code is longer or has extra bits; empty in place.</summary>
    public readonly ReadOnlySpan<uint> Fast;

    /// <summary>Records that have codes; the rest only stand inside phrases.</summary>
    public readonly int Coded;

    /// <summary>Takes codes of these counts per length (index 0 to 16) over; the counts must fit (<see cref="Fit"/>).</summary>
    public PhraseTable(scoped ReadOnlySpan<int> perLength, ReadOnlySpan<ulong> records, Span<uint> fast = default)
    {
        Records = records;
        Fast = fast;
        Span<ulong> limits = [0, 0, 0];
        uint code = 0;
        uint index = 0;
        for (int length = PhraseCode.MinLength; length <= CanonicalCode.MaxLength; length++)
        {
            code <<= 1;
            _offsets[length] = index - code;
            if (length <= FastBits && !fast.IsEmpty)
            {
                Fill(fast[((int)code << (FastBits - length))..], records.Slice((int)index, perLength[length]), length);
            }

            code += (uint)perLength[length];
            index += (uint)perLength[length];
            if (length < CanonicalCode.MaxLength)
            {
                limits[(length >> 2) - 1] |= (ulong)(code << (15 - length)) << (16 * (length & 3));
            }
        }

        (_limits4, _limits8, _limits12) = (limits[0], limits[1], limits[2]);
        Coded = (int)index;
    }

    /// <summary>Whether counts per length make a prefix code of codes no shorter than 4 over at most this many records.</summary>
    public static bool Fit(ReadOnlySpan<int> perLength, int records)
    {
        int coded = 0;
        for (int length = 0; length <= CanonicalCode.MaxLength; length++)
        {
            coded += perLength[length];
            if (length < PhraseCode.MinLength && perLength[length] != 0)
            {
                return false;
            }
        }

        return CanonicalCode.Fits(perLength) && coded <= records;
    }

    /// <summary>The length of the code at the top of a window; 16 where no code matches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Length(ulong window)
    {
        ulong lanes = ((window >> 49) * Ones) | Guards;
        ulong above = ((lanes - _limits4) & Guards) | (((lanes - _limits8) & Guards) >> 1) | (((lanes - _limits12) & Guards) >> 2);
        return PhraseCode.MinLength + BitOperations.PopCount(above);
    }

    /// <summary>The record number of the code of this length at the top of a window; may lie outside the records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Index(ulong window, int length) => _offsets[length] + (uint)(window >> (64 - length));

    // An entry for each symbol of a length that has no extra bits, as often as windows begin with its code.
    private static void Fill(Span<uint> fast, ReadOnlySpan<ulong> records, int length)
    {
        int each = 1 << (FastBits - length);
        for (int i = 0; i < records.Length; i++)
        {
            ulong record = PhraseRecord.Widen((uint)records[i]);
            uint entry = (uint)length | (PhraseRecord.BasePc(record) << FastStepShift) | (PhraseRules.Effect(PhraseRecord.Flavour(record)) << FastFlavourShift) | ((uint)record << FastChangeShift);
            fast.Slice(i * each, each).Fill(PhraseRecord.ExtraWidth(record) == 0 ? entry : 0);
        }
    }

    [InlineArray(32)]
    private struct LengthOffsets
    {
        private uint _first;
    }
}
