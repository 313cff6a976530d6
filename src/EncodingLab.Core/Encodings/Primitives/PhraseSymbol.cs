namespace EncodingLab.Encodings.Primitives;

/// <summary>What one code stands for: a token, a class of tokens with extra bits, or a phrase of several tokens.</summary>
/// <remarks>
/// Packed into 32 bits: base pc step 9, pc extra bits 4 (15 means 24), flavour 5, base value 10 (signed), value extra bits 4.
/// Value codes 0 to 8 are widths; 9 to 14 are widths 8, 10, 12, 15, 18, 22 above which the base stands; 15 is 32 bits and no base.
/// </remarks>
/// <param name="BasePc">Sum of the pc steps, without the extra bits of the last.</param>
/// <param name="PcCode">Code of the number of extra bits of the last pc step.</param>
/// <param name="Flavour">What kind of token the last one is.</param>
/// <param name="BaseValue">Sum of the value steps, or the last value, without the last one's extra bits.</param>
/// <param name="ValueCode">Code of the number of extra bits of the last value.</param>
internal readonly record struct PhraseSymbol(uint BasePc, int PcCode, int Flavour, int BaseValue, int ValueCode)
{
    public const uint MaxBasePc = 511;
    public const int MaxBaseValue = 511;
    public const int MinBaseValue = -512;
    public const int Flavours = 32;

    /// <summary>The fields of a packed symbol that name extra bits.</summary>
    public const uint ExtraFields = (15u << 28) | (15u << 9);

    public const int RawValue = 15;

    /// <summary>Widths of value codes; from <see cref="FirstScaled"/> on the base stands above the extra bits.</summary>
    public static ReadOnlySpan<byte> ValueWidths => [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 12, 15, 18, 22, 32];

    /// <summary>How far value bases are shifted.</summary>
    public static ReadOnlySpan<byte> ValueShifts => [0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 12, 15, 18, 22, 0];

    public const int FirstScaled = 9;

    public bool HasExtraBits => (PcCode | ValueCode) != 0;

    /// <summary>Extra bits of a pc code, without a branch.</summary>
    public static int PcWidth(int code) => code + (((code + 1) >> 4) * 9);

    public uint Pack() => BasePc | ((uint)PcCode << 9) | ((uint)Flavour << 13) | ((uint)(BaseValue & 0x3ff) << 18) | ((uint)ValueCode << 28);

    public static PhraseSymbol Unpack(uint record) =>
        new(record & 0x1ff, (int)(record >> 9) & 15, (int)(record >> 13) & 31, (int)(record << 4) >> 22, (int)(record >> 28));

    /// <summary>Pc extra bits of a token under this symbol.</summary>
    public uint PcExtra(uint step) => step - BasePc;

    /// <summary>Value extra bits of a token under this symbol, which must not be a phrase.</summary>
    public uint ValueExtra(int value) => (uint)(value - (BaseValue << ValueShifts[ValueCode]));
}
