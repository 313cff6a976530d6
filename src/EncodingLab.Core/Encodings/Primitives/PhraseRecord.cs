using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A symbol as lookups read it: 32 bits, so that the symbols of a large table stay in the first cache.</summary>
/// <remarks>From the low end: base pc 9, base value 10 (signed), class of extra bits 7 (0 for none), effect 2, trap 4.</remarks>
internal static class PhraseRecord
{
    /// <summary>The bits that say whether extra bits follow.</summary>
    public const uint ClassMask = (uint)PhraseClass.MaxClasses << ClassAt;

    /// <summary>Where the effect stands.</summary>
    public const int EffectAt = 26;

    private const int ClassAt = 19;

    /// <summary>The record of a symbol whose extra bits are of a class.</summary>
    public static uint Pack(PhraseSymbol symbol, int extraClass) =>
        symbol.BasePc | ((uint)(symbol.BaseValue & 0x3ff) << 9) | ((uint)extraClass << ClassAt)
        | (PhraseRules.Effect((uint)symbol.Flavour) << EffectAt) | ((uint)symbol.Flavour / PhraseRules.Effects << 28);

    /// <summary>The pc step without extra bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint BasePc(uint record) => record & PhraseSymbol.MaxBasePc;

    /// <summary>The value without extra bits, and not scaled by their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BaseValue(uint record) => (int)(record << 13) >> 22;

    /// <summary>The class of its extra bits, 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Class(uint record) => (int)(record >> ClassAt) & PhraseClass.MaxClasses;

    /// <summary>What the last token does to the covering answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Effect(uint record) => (record >> EffectAt) & 3;

    /// <summary>Which trap the token is, 0 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Trap(uint record) => record >> 28;
}

/// <summary>How many extra bits follow a symbol: pc width 5, value width 6, scaled 1 (the base stands above the extra bits).</summary>
internal readonly struct PhraseClass(ushort bits)
{
    /// <summary>Classes that a record can name.</summary>
    public const int MaxClasses = 127;

    public ushort Bits => bits;

    public int PcWidth => bits & 31;

    public int ValueWidth => (bits >> 5) & 63;

    public bool IsScaled => (bits & 0x800) != 0;

    /// <summary>Extra bits in all.</summary>
    public int Width => PcWidth + ValueWidth;

    /// <summary>The class of a symbol.</summary>
    public static PhraseClass Of(PhraseSymbol symbol) =>
        new((ushort)(PhraseSymbol.PcWidth(symbol.PcCode) | (PhraseSymbol.ValueWidths[symbol.ValueCode] << 5) | (PhraseSymbol.ValueShifts[symbol.ValueCode] != 0 ? 0x800 : 0)));

    /// <summary>The pc step of a symbol with these extra bits behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Step(uint record, ulong extra) => PhraseRecord.BasePc(record) + (uint)Low(extra, PcWidth);

    /// <summary>The value of a symbol with these extra bits behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Change(uint record, ulong extra) =>
        ((uint)PhraseRecord.BaseValue(record) << (IsScaled ? ValueWidth : 0)) + (uint)Low(extra >> PcWidth, ValueWidth);

    // The low bits of a value; 0 to 63 of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Low(ulong value, int width) => Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(value, (ulong)(uint)width) : value & ((1ul << width) - 1);
}
