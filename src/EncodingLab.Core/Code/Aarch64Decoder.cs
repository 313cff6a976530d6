using System.Buffers.Binary;

namespace EncodingLab.Code;

/// <summary>AArch64: every instruction is one little-endian word, so that constants between functions never shift the reading.</summary>
/// <remarks>Source: Arm Architecture Reference Manual (DDI 0487), C4.1 "A64 instruction set encoding", branches.</remarks>
internal sealed class Aarch64Decoder(byte[] text) : InstructionDecoder(text)
{
    private const uint UnconditionalBranchRegister = 0xD6000000;

    public override int Step => 4;

    public override Instruction Decode(uint at, uint end)
    {
        if (end - at < 4)
        {
            return Instruction.Unknown;
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(Text.AsSpan((int)at));
        return (word >> 26) switch
        {
            0b100101 => new(4, Effects.Calls, at + ((long)((int)(word << 6) >> 6) << 2)),
            0b000101 => new(4, Effects.StopsBeforeData),
            _ when (word & 0xFE000000) == UnconditionalBranchRegister => BranchToRegister(word),
            _ when word >> 16 == 0 => new(4, Effects.StopsBeforeData),
            _ => new(4, Effects.None),
        };
    }

    /// <summary>BR, BLR, RET and their authenticating forms: opc is 0 or 8 for a branch, 1 or 9 for a call, the rest return. Words below 0x10000 are UDF, which traps.</summary>
    private static Instruction BranchToRegister(uint word) => new(4, ((word >> 21) & 7) == 1 ? Effects.Calls : Effects.StopsBeforeData);
}
