namespace EncodingLab.Encodings.Primitives;

/// <summary>What came before an entry, as far as the choice of a code may depend on it.</summary>
/// <param name="Value">Symbol of the position step of the entry before.</param>
/// <param name="Step">Symbol of the pc step of the entry before.</param>
/// <param name="Older">Symbol of the position step of the entry before that.</param>
internal readonly record struct EchoHistory(int Value, int Step, int Older)
{
    /// <summary>At a page's start.</summary>
    public static EchoHistory PageStart { get; } = new(0, 1, 0);

    /// <summary>After an echo, whose last entries a reader that steps over it does not see.</summary>
    public static EchoHistory AfterEcho { get; } = new(0, 0, 0);

    public EchoHistory Then(int value, int step) => new(value, step, Value);
}

/// <summary>Numbers contexts: symbols are in order of frequency, and those from a limit on count as one.</summary>
/// <param name="Kept">Symbols of the entry before that are told apart, at least 2.</param>
/// <param name="Older">Symbols of the entry before that, at most <paramref name="Kept"/>.</param>
internal readonly record struct EchoContexts(int Kept, int Older)
{
    public const int MaxKept = 32;
    public const int MaxOlder = 8;

    /// <summary>Symbols of the own position step that are told apart.</summary>
    public const int OwnValues = 64;

    public int Values => Kept * Kept * Older;

    public int Steps => OwnValues * Kept * Older;

    /// <summary>The context of a position step. Equal ones lead to equal contexts from there on, as long as the entries are equal.</summary>
    public int OfValue(EchoHistory history) =>
        (((Math.Min(history.Value, Kept - 1) * Kept) + Math.Min(history.Step, Kept - 1)) * Older) + Math.Min(history.Older, Older - 1);

    /// <summary>The context of a pc step, its own entry's position step known.</summary>
    public int OfStep(int value, EchoHistory history) =>
        (((Math.Min(value, OwnValues - 1) * Kept) + Math.Min(history.Step, Kept - 1)) * Older) + Math.Min(history.Value, Older - 1);
}
