namespace EncodingLab.Code;

/// <summary>What an instruction does, as far as the question "which pcs can be looked up" needs to know.</summary>
[Flags]
internal enum Effects : byte
{
    /// <summary>Runs on to the next instruction and asks nothing.</summary>
    None = 0,

    /// <summary>Leaves a return address behind: the offset just after it.</summary>
    Calls = 1,

    /// <summary>Never runs on to the next instruction; code follows, or the constants behind a function's last instruction.</summary>
    Stops = 2,

    /// <summary>Never runs on, and data may follow in the midst of a function: a jump table, or an island of constants.</summary>
    StopsBeforeData = 16 | Stops,

    /// <summary>Can trap without an entry in the traps table (Pulley's checked operations).</summary>
    TrapsUnlisted = 4,

    /// <summary>Not an instruction.</summary>
    Unknown = 8,
}

/// <summary>One decoded instruction.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Effects">What it does.</param>
/// <param name="Target">Offset that it names: the callee of a direct call, or a code address that it loads; -1 where it names none.</param>
internal readonly record struct Instruction(int Length, Effects Effects, long Target = -1)
{
    /// <summary>Bytes that are no instruction.</summary>
    public static Instruction Unknown { get; } = new(0, Effects.Unknown);
}

/// <summary>Decodes the instructions of one instruction set, one offset at a time. Not shared between threads.</summary>
internal abstract class InstructionDecoder(byte[] text)
{
    /// <summary>The whole <c>.text</c>.</summary>
    protected byte[] Text { get; } = text;

    /// <summary>Instructions begin at multiples of this many bytes.</summary>
    public abstract int Step { get; }

    /// <summary>The instruction at an offset, no byte of which lies at or beyond the end.</summary>
    public abstract Instruction Decode(uint at, uint end);
}
