namespace EncodingLab.Tables;

/// <summary>How a lookup chooses its entry.</summary>
public enum LookupRule
{
    /// <summary>Only an entry at exactly the pc answers; of equal offsets the first.</summary>
    Exact,

    /// <summary>The last entry at or before the pc answers: an entry covers the offsets up to the next one's.</summary>
    Covering,

    /// <summary>Two tables in one structure, each asked by its own rule.</summary>
    Joint,
}

/// <summary>A kind of pc table: its name, how it is asked and how wide a value is. The set is open; <see cref="All"/> lists what is known.</summary>
/// <param name="Name">Stable name in command lines and CSV, such as <c>addrmap</c>.</param>
/// <param name="Rule">How a lookup chooses its entry.</param>
/// <param name="ValueBytes">Width of a value in the fixed-width encoding, in bytes.</param>
public sealed record TableKind(string Name, LookupRule Rule, int ValueBytes)
{
    /// <summary>The value that stands for <em>none</em> in a covering table: code with no position in the wasm.</summary>
    public const uint None = uint.MaxValue;

    /// <summary>Offset of an instruction that can trap -> trap code (u8), asked by exact offset.</summary>
    public static TableKind Traps { get; } = new("traps", LookupRule.Exact, 1);

    /// <summary>Code offset -> position in the wasm (u32) or <see cref="None"/>, asked by covering offset.</summary>
    public static TableKind AddressMap { get; } = new("addrmap", LookupRule.Covering, 4);

    /// <summary>Both of the above in one structure that answers both questions.</summary>
    public static TableKind Both { get; } = new("both", LookupRule.Joint, 0);

    /// <summary>Return address of a call -> where in the section's record words its stack map begins, asked by exact offset.</summary>
    public static TableKind StackMap { get; } = new("stackmap", LookupRule.Exact, 4);

    /// <summary>Return address of a call that may throw -> number of its last handler plus one, asked by exact offset.</summary>
    public static TableKind Exceptions { get; } = new("exceptions", LookupRule.Exact, 4);

    /// <summary>Program point (offset times 2, plus 1 where it stands before an instruction) -> where in the section's record words its frames begin, asked by covering point.</summary>
    public static TableKind Frames { get; } = new("frames", LookupRule.Covering, 4);

    /// <summary>Every known kind, in the order in which they are reported.</summary>
    public static IReadOnlyList<TableKind> All { get; } = [Traps, AddressMap, Both, StackMap, Exceptions, Frames];

    /// <summary>The tables that a kind is made of: itself, or for <see cref="Both"/> the two.</summary>
    public IReadOnlyList<TableKind> Questions => Rule == LookupRule.Joint ? [Traps, AddressMap] : [this];

    /// <summary>The kind of that name, or null.</summary>
    public static TableKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
