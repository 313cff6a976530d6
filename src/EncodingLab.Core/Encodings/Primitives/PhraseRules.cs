namespace EncodingLab.Encodings.Primitives;

/// <summary>What values mean in a stream of tokens: steps that add up, or codes that stand alone; and which flavours there are.</summary>
/// <remarks>A flavour modulo 3 is what a token does to the covering answer: 0 it becomes the position so far, 1 it becomes none, 2 it stays.</remarks>
/// <param name="ValuesAdd">Whether a phrase's value is the sum of its tokens' (positions) rather than the last one's (trap codes).</param>
/// <param name="Flavours">Flavours in use are below this.</param>
internal sealed record PhraseRules(bool ValuesAdd, int Flavours)
{
    /// <summary>Number of effects.</summary>
    public const uint Effects = 3;

    /// <summary>The effect of a token of an address map with a position.</summary>
    public const uint Position = 0;

    /// <summary>The effect of a token of an address map without one.</summary>
    public const uint None = 1;

    /// <summary>The effect of a token of the other table.</summary>
    public const uint Keep = 2;

    public static PhraseRules Map { get; } = new(true, 2);

    public static PhraseRules Traps { get; } = new(false, 1);

    public static PhraseRules Joint { get; } = new(true, (int)Effects * (JointPrefix.RareTrap + 1));

    /// <summary>What a token of a flavour does to the covering answer.</summary>
    public static uint Effect(uint flavour) => flavour % Effects;

    /// <summary>The flavour of a phrase: just the effect of both halves.</summary>
    public static uint JoinFlavours(uint first, uint second) => Effect(second) == Keep ? Effect(first) : Effect(second);

    /// <summary>The symbol for one after the other, or null where the sums do not fit or the first carries extra bits.</summary>
    public PhraseSymbol? Join(PhraseSymbol first, PhraseSymbol second)
    {
        int value = ValuesAdd ? first.BaseValue + second.BaseValue : second.BaseValue;
        uint pc = first.BasePc + second.BasePc;
        bool fits = !first.HasExtraBits && second.ValueCode < PhraseSymbol.FirstScaled && pc <= PhraseSymbol.MaxBasePc
            && value is >= PhraseSymbol.MinBaseValue and <= PhraseSymbol.MaxBaseValue;
        return fits ? new(pc, second.PcCode, (int)JoinFlavours((uint)first.Flavour, (uint)second.Flavour), value, second.ValueCode) : null;
    }

    /// <summary>The same for packed symbols, without a detour: opening a packed model does this once a phrase.</summary>
    public bool TryJoin(uint first, uint second, out uint joined)
    {
        uint pc = (first & PhraseSymbol.MaxBasePc) + (second & PhraseSymbol.MaxBasePc);
        int value = (ValuesAdd ? (int)(first << 4) >> 22 : 0) + ((int)(second << 4) >> 22);
        bool fits = (first & PhraseSymbol.ExtraFields) == 0 && second >> 28 < PhraseSymbol.FirstScaled && pc <= PhraseSymbol.MaxBasePc
            && value is >= PhraseSymbol.MinBaseValue and <= PhraseSymbol.MaxBaseValue;
        uint flavour = JoinFlavours((first >> 13) & (PhraseSymbol.Flavours - 1), (second >> 13) & (PhraseSymbol.Flavours - 1));
        joined = pc | (second & PhraseSymbol.ExtraFields) | (flavour << 13) | ((uint)(value & 0x3ff) << 18);
        return fits;
    }
}
