namespace EncodingLab.Encodings.Primitives;

/// <summary>What a reader of pages of phrases is asked.</summary>
internal interface IPhraseQuestion
{
    /// <summary>Whether only an entry at exactly the pc answers.</summary>
    static abstract bool Exact { get; }

    /// <summary>Whether the pages hold both tables.</summary>
    static abstract bool IsJoint { get; }

    /// <summary>Whether the pages begin with the state of an address map.</summary>
    static abstract bool HasPositions { get; }

    /// <summary>What the tokens mean.</summary>
    static abstract PhraseRules Rules { get; }
}

/// <summary>Exact lookups of trap codes.</summary>
internal readonly struct TrapPhrases : IPhraseQuestion
{
    public static bool Exact => true;

    public static bool IsJoint => false;

    public static bool HasPositions => false;

    public static PhraseRules Rules => PhraseRules.Traps;
}

/// <summary>Covering lookups of positions.</summary>
internal readonly struct MapPhrases : IPhraseQuestion
{
    public static bool Exact => false;

    public static bool IsJoint => false;

    public static bool HasPositions => true;

    public static PhraseRules Rules => PhraseRules.Map;
}

/// <summary>Exact lookups of trap codes where both tables share the pages.</summary>
internal readonly struct JointTrapPhrases : IPhraseQuestion
{
    public static bool Exact => true;

    public static bool IsJoint => true;

    public static bool HasPositions => true;

    public static PhraseRules Rules => PhraseRules.Joint;
}

/// <summary>Covering lookups of positions where both tables share the pages.</summary>
internal readonly struct JointMapPhrases : IPhraseQuestion
{
    public static bool Exact => false;

    public static bool IsJoint => true;

    public static bool HasPositions => true;

    public static PhraseRules Rules => PhraseRules.Joint;
}

/// <summary>How a model is held.</summary>
internal interface IPhraseModelForm
{
    /// <summary>Whether records are read from the bytes.</summary>
    static abstract bool InPlace { get; }
}

/// <summary>As it stands in the bytes.</summary>
internal readonly struct InPlaceModel : IPhraseModelForm
{
    public static bool InPlace => true;
}

/// <summary>Expanded at open.</summary>
internal readonly struct ExpandedModel : IPhraseModelForm
{
    public static bool InPlace => false;
}
