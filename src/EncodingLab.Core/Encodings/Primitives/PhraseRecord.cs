using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Fields of a symbol's record once widened: widths looked up and bases shifted.</summary>
/// <remarks>Wide, from the low end: base value 32, base pc 9, pc width 5, value width 6, both widths 6, flavour 5.</remarks>
internal static class PhraseRecord
{
    /// <summary>The wide form of a packed <see cref="PhraseSymbol"/>.</summary>
    public static ulong Widen(uint narrow)
    {
        PhraseSymbol symbol = PhraseSymbol.Unpack(narrow);
        ulong pcWidth = (ulong)PhraseSymbol.PcWidth(symbol.PcCode);
        ulong valueWidth = PhraseSymbol.ValueWidths[symbol.ValueCode];
        ulong value = (uint)(symbol.BaseValue << PhraseSymbol.ValueShifts[symbol.ValueCode]);
        return value | ((ulong)symbol.BasePc << 32) | (pcWidth << 41) | (valueWidth << 46) | ((pcWidth + valueWidth) << 52) | ((ulong)symbol.Flavour << 58);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BasePc(ulong wide) => (uint)(wide >> 32) & 511;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PcWidth(ulong wide) => (int)(wide >> 41) & 31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ValueWidth(ulong wide) => (int)(wide >> 46) & 63;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ExtraWidth(ulong wide) => (int)(wide >> 52) & 63;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Flavour(ulong wide) => (uint)(wide >> 58);

    /// <summary>The low bits of a value; 0 to 63 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low(ulong value, int width) => Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(value, (ulong)width) : value & ((1ul << width) - 1);
}
