namespace EncodingLab.Encodings.Primitives;

/// <summary>What a token of <see cref="PairTokens"/> stands for: a step of the pc and a value, each known or in bytes that follow.</summary>
/// <param name="Bits">The u32 of the model: bits 0-2 pc bytes, 3-5 value bytes, 6 none, 7-15 pc step, 16-31 value i16; what follows is added to step and value.</param>
internal readonly record struct PairRecord(uint Bits)
{
    public const int MaxStep = 511;

    public PairRecord(int pcBytes, int valueBytes, bool none, uint step, int value)
        : this((uint)(pcBytes | (valueBytes << 3) | (none ? 64 : 0)) | (step << 7) | ((uint)value << 16))
    {
    }

    /// <summary>Bytes that follow and are added to the step, 0 to 4; up to 7 in malformed tables.</summary>
    public int PcBytes => (int)Bits & 7;

    /// <summary>Bytes that follow those and are added to the value.</summary>
    public int ValueBytes => (int)(Bits >> 3) & 7;

    public bool None => (Bits & 64) != 0;

    public uint Step => (Bits >> 7) & MaxStep;

    public int Value => (int)Bits >> 16;

    /// <summary>Bytes of an entry with this token.</summary>
    public int Cost => 1 + PcBytes + ValueBytes;

    /// <summary>The step, with the bytes that follow.</summary>
    public ulong StepWith(ulong extra) => Step + (extra & ~(ulong.MaxValue << (8 * PcBytes)));

    /// <summary>The value, with the bytes that follow.</summary>
    public uint ValueWith(ulong extra) => (uint)Value + (uint)((extra >> (8 * PcBytes)) & ~(ulong.MaxValue << (8 * ValueBytes)));

    /// <summary>Whether this can stand for a pair.</summary>
    public bool Holds(uint step, uint value, bool none) =>
        Fits(step - Step, step >= Step, PcBytes) && (none ? None : !None && Fits(value - (uint)Value, true, ValueBytes));

    private static bool Fits(uint rest, bool above, int bytes) => above && (bytes >= 4 || rest >> (8 * bytes) == 0);
}
