namespace EncodingLab.Encodings.Primitives;

/// <summary>A lookup on its way: where it is, how far it has to go, and what came before.</summary>
internal struct EchoScan
{
    /// <summary>Begins where a page does.</summary>
    public EchoScan(int bit, int end, uint rest, uint position, bool isNone)
    {
        (Bit, End, Rest, Position) = (bit, end, rest, position);
        Last = isNone ? EchoSymbol.NoneFlag : 0;
        Steps = (uint)EchoHistory.PageStart.Step << 3;
    }

    /// <summary>Bit of the next operation.</summary>
    public int Bit;

    /// <summary>Bit at which no operation begins any more.</summary>
    public int End;

    /// <summary>Units of text up to the pc.</summary>
    public uint Rest;

    /// <summary>The position so far.</summary>
    public uint Position;

    /// <summary>The symbol record of the last entry; its none flag counts.</summary>
    public ulong Last;

    /// <summary>The position step of the entry before, where a context has it.</summary>
    public uint Values;

    /// <summary>The pc step of the entry before, where a context has it.</summary>
    public uint Steps;

    /// <summary>The position step of the entry before, as the context of a pc step has it.</summary>
    public uint Before;

    /// <summary>The position step of the entry before that.</summary>
    public uint Older;

    /// <summary>Echoes followed.</summary>
    public int Jumps;

    /// <summary>Whether the last entry has no position.</summary>
    public readonly bool IsNone => (Last & EchoSymbol.NoneFlag) != 0;
}

/// <summary>An echo, read.</summary>
/// <param name="Target">Bit at which its source begins.</param>
/// <param name="Pcs">Sum of its pc steps.</param>
/// <param name="Values">Sum of its position steps.</param>
/// <param name="IsNone">Whether its last entry has no position.</param>
/// <param name="Next">Bit behind it.</param>
internal readonly record struct EchoJump(int Target, uint Pcs, uint Values, bool IsNone, int Next);
