using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A symbol as lookups read it: 64 bits whose fields need no table and no branch.</summary>
/// <remarks>From the low end: base pc 9, pc width 5, value width 6, scaled 1 (the base stands above the extra bits), effect 2, trap 4, base value 10 (signed), numbers plus one of both halves 13 each (0 for what is no phrase).</remarks>
internal static class PhraseRecord
{
    /// <summary>Records that halves can name.</summary>
    public const int MaxRecords = (1 << HalfBits) - 1;

    private const int HalfBits = 13;
    private const int HalvesAt = 37;
    private const uint Scaled = 1u << 20;

    /// <summary>The record of a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="first">Record number of the first half plus one, or 0.</param>
    /// <param name="second">Record number of the second half plus one, or 0.</param>
    public static ulong Pack(PhraseSymbol symbol, int first, int second)
    {
        uint effect = PhraseRules.Effect((uint)symbol.Flavour);
        uint low = symbol.BasePc | ((uint)PhraseSymbol.PcWidth(symbol.PcCode) << 9) | ((uint)PhraseSymbol.ValueWidths[symbol.ValueCode] << 14)
            | (PhraseSymbol.ValueShifts[symbol.ValueCode] != 0 ? Scaled : 0) | (effect << 21) | ((uint)symbol.Flavour / PhraseRules.Effects << 23);
        return low | ((ulong)(symbol.BaseValue & 0x3ff) << 27) | ((ulong)first << HalvesAt) | ((ulong)second << (HalvesAt + HalfBits));
    }

    /// <summary>Number plus one of the first half, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint First(ulong record) => (uint)(record >> HalvesAt) & MaxRecords;

    /// <summary>Number plus one of the second half, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Second(ulong record) => (uint)(record >> (HalvesAt + HalfBits)) & MaxRecords;

    /// <summary>Whether a phrase says what its halves say together: sums, the widths of the second, the effect of both; the first without extra bits.</summary>
    public static bool Joins(ulong phrase, ulong first, ulong second, bool valuesAdd)
    {
        bool keeps = Effect(second) == PhraseRules.Keep;
        return PcWidth(first) + ValueWidth(first) == 0 && (second & Scaled) == 0
            && BasePc(phrase) == BasePc(first) + BasePc(second) && PcWidth(phrase) == PcWidth(second) && ValueWidth(phrase) == ValueWidth(second) && (phrase & Scaled) == 0
            && Unscaled(phrase) == (valuesAdd ? Unscaled(first) : 0) + Unscaled(second) && Effect(phrase) == Effect(keeps ? first : second) && Trap(phrase) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BasePc(ulong record) => (uint)record & PhraseSymbol.MaxBasePc;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PcWidth(ulong record) => (int)((uint)record >> 9) & 31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ValueWidth(ulong record) => (int)((uint)record >> 14) & 63;

    /// <summary>What the last token does to the covering answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Effect(ulong record) => ((uint)record >> 21) & 3;

    /// <summary>Which trap the token is, 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Trap(ulong record) => ((uint)record >> 23) & 15;

    /// <summary>The value without extra bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BaseValue(ulong record) => (uint)Unscaled(record) << (ValueWidth(record) & ((int)((uint)record << 11) >> 31));

    /// <summary>The same, where the record is known to carry no scaled value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Unscaled(ulong record) => (int)((long)(record << 27) >> 54);

    /// <summary>The low bits of a value; 0 to 63 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong value, int width) => Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(value, (ulong)(uint)width) : value & ((1ul << width) - 1);
}
