namespace EncodingLab.Encodings.Primitives;

/// <summary>What values mean in a stream of tokens: steps that add up, or codes that stand alone; and what a flavour does.</summary>
/// <param name="ValuesAdd">Whether a phrase's value is the sum of its tokens' (positions) rather than the last one's (trap codes).</param>
/// <param name="Effects">Per flavour: what a token of it does to the covering answer.</param>
internal sealed record PhraseRules(bool ValuesAdd, IReadOnlyList<MapEffect> Effects)
{
    public static PhraseRules Map { get; } = new(true, [MapEffect.Position, MapEffect.None]);

    public static PhraseRules Traps { get; } = new(false, [MapEffect.Position]);

    /// <summary>The symbol for one after the other, or null where the sums do not fit or the first carries extra bits.</summary>
    public PhraseSymbol? Join(PhraseSymbol first, PhraseSymbol second)
    {
        int value = ValuesAdd ? first.BaseValue + second.BaseValue : second.BaseValue;
        uint pc = first.BasePc + second.BasePc;
        bool fits = !first.HasExtraBits && second.ValueCode < PhraseSymbol.FirstScaled && pc <= PhraseSymbol.MaxBasePc
            && value is >= PhraseSymbol.MinBaseValue and <= PhraseSymbol.MaxBaseValue;
        return fits ? new(pc, second.PcCode, second.Flavour, value, second.ValueCode) : null;
    }
}

/// <summary>What a token does to the answer of a covering lookup.</summary>
internal enum MapEffect
{
    /// <summary>The answer becomes the position so far.</summary>
    Position,

    /// <summary>The answer becomes <em>none</em>.</summary>
    None,

    /// <summary>The answer stays: the token belongs to the other table.</summary>
    Keep,
}
