namespace EncodingLab.Encodings.Primitives;

/// <summary>One block as the index of <see cref="SmallBlocks"/> shows it.</summary>
/// <param name="Number">Blocks before it.</param>
/// <param name="Super">The superblock it belongs to.</param>
/// <param name="Count">Its entries.</param>
/// <param name="FirstUnit">Its first entry's pc &gt;&gt; shift.</param>
/// <param name="Start">Where its body begins in the table.</param>
/// <param name="End">Where the next body begins, where the body's reader wants that; else where the bodies end.</param>
/// <param name="Base">The position that its values are told from; 0 where the table has none.</param>
internal readonly record struct SmallBlock(int Number, int Super, int Count, uint FirstUnit, int Start, int End, uint Base);

/// <summary>Which entry of a block answers, and what its value is.</summary>
internal interface IAnswerRule
{
    /// <summary>Only an entry at the pc answers, the first of equal ones; else the last at or before it.</summary>
    static abstract bool Exact { get; }

    /// <summary>Values are codes of one byte; else words that tend to rise, or none.</summary>
    static abstract bool Codes { get; }
}

/// <summary>Traps: the code at a pc.</summary>
internal readonly struct CodeAtPc : IAnswerRule
{
    public static bool Exact => true;

    public static bool Codes => true;
}

/// <summary>Stack maps and exceptions: the word at a pc.</summary>
internal readonly struct WordAtPc : IAnswerRule
{
    public static bool Exact => true;

    public static bool Codes => false;
}

/// <summary>Address maps and frames: the word that covers a pc.</summary>
internal readonly struct WordCoveringPc : IAnswerRule
{
    public static bool Exact => false;

    public static bool Codes => false;
}

/// <summary>Looks for a pc in the body of one block.</summary>
internal interface ISmallBody
{
    /// <summary>Whether it wants <see cref="SmallBlock.End"/> to be the block's own.</summary>
    static abstract bool WantsEnd { get; }

    /// <summary>Answers from one block by the rule; the value is 0 where there is no answer.</summary>
    /// <param name="bytes">The whole table.</param>
    /// <param name="table">Its header. That the block begins in the bodies has been checked, and that <see cref="SmallBlocks.Padding"/> bytes follow them.</param>
    /// <param name="block">The block.</param>
    /// <param name="distance">Units from the block's first entry to the pc.</param>
    /// <param name="value">The answer.</param>
    /// <param name="probe">Told of each read.</param>
    static abstract bool TryFind<TRule, TProbe>(
        ReadOnlySpan<byte> bytes, in SmallBlocks table, in SmallBlock block, uint distance, out uint value, ref TProbe probe)
        where TRule : struct, IAnswerRule
        where TProbe : struct, IProbe, allows ref struct;
}

/// <summary>Writes bodies of blocks, after it has seen the whole table.</summary>
internal interface ISmallBodyWriter
{
    /// <summary>What readers need beside the bodies.</summary>
    byte[] Model => [];

    /// <summary>The header's spare byte.</summary>
    byte Spare => 0;

    /// <summary>Whether superblocks have a position that their values are told from.</summary>
    bool HasBases { get; }

    /// <summary>That position: the first there is, unless a writer knows better.</summary>
    /// <param name="values">Those of the superblock's first entry and of all that it may have.</param>
    uint Base(ReadOnlySpan<uint> values)
    {
        int first = values.IndexOfAnyExcept(Tables.TableKind.None);
        return first < 0 ? 0 : values[first];
    }

    /// <summary>Writes one body.</summary>
    void Write(ReadOnlySpan<uint> units, ReadOnlySpan<uint> values, uint start, ByteWriter body);
}
