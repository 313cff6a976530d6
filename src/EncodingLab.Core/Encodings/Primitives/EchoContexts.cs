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
internal static class EchoContexts
{
    /// <summary>Position steps have 2^11 contexts: 4 bits of the entry before's position step, 4 of its pc step, 3 of the position step before that.</summary>
    public const int Values = 1 << 11;

    /// <summary>Pc steps have 2^13: 6 bits of the own position step, 4 of the pc step before, 3 of the position step before.</summary>
    public const int Steps = 1 << 13;

    /// <summary>The highest number of a symbol of the own entry.</summary>
    public const int TopOwn = 63;

    /// <summary>The highest number of a symbol of the entry before.</summary>
    public const int TopBefore = 15;

    /// <summary>The highest number of a symbol of the entry before that.</summary>
    public const int TopOlder = 7;

    /// <summary>The context of a position step. Equal ones lead to equal contexts from there on, as long as the entries are equal.</summary>
    public static int OfValue(EchoHistory history) =>
        (Math.Min(history.Value, TopBefore) << 7) | (Math.Min(history.Step, TopBefore) << 3) | Math.Min(history.Older, TopOlder);

    /// <summary>The context of a pc step, its own entry's position step known.</summary>
    public static int OfStep(int value, EchoHistory history) =>
        (Math.Min(value, TopOwn) << 7) | (Math.Min(history.Step, TopBefore) << 3) | Math.Min(history.Value, TopOlder);

    /// <summary>A position step where the context of its own pc step has it.</summary>
    public static uint OwnPart(int value) => (uint)Math.Min(value, TopOwn) << 7;

    /// <summary>A position step where the context of the next has it.</summary>
    public static uint BeforePart(int value) => (uint)Math.Min(value, TopBefore) << 7;

    /// <summary>A pc step where the contexts of the next entry have it.</summary>
    public static uint StepPart(int step) => (uint)Math.Min(step, TopBefore) << 3;

    /// <summary>A position step where the context of the next pc step, or of the position step after the next, has it.</summary>
    public static uint OlderPart(int value) => (uint)Math.Min(value, TopOlder);
}
