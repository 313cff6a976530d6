using System.Buffers.Binary;

namespace EncodingLab.Code;

/// <summary>s390x: the two high bits of the first byte tell 2, 4 or 6 bytes.</summary>
/// <remarks>
/// BRASL and BASR call; BRAS jumps over constants in the code and leaves their address where a return address would be, so it counts as a call and as a stop.
/// Source: z/Architecture Principles of Operation (SA22-7832), "Instruction formats" and "Branch".
/// </remarks>
internal sealed class S390xDecoder(byte[] text) : InstructionDecoder(text)
{
    private const int Always = 15;

    public override int Step => 2;

    public override Instruction Decode(uint at, uint end)
    {
        if (end - at < 2)
        {
            return Instruction.Unknown;
        }

        ReadOnlySpan<byte> bytes = Text.AsSpan((int)at);
        int length = (bytes[0] >> 6) switch { 0 => 2, 3 => 6, _ => 4 };
        if (end - at < length)
        {
            return Instruction.Unknown;
        }

        int second = bytes[1] & 15;
        return bytes[0] switch
        {
            0xC0 when second == 5 => new(6, Effects.Calls, at + (2L * BinaryPrimitives.ReadInt32BigEndian(bytes[2..]))),
            0x0D or 0x05 or 0x0C => new(2, Effects.Calls),
            0x4D or 0x45 => new(4, Effects.Calls),
            0xA7 when second == 5 => new(4, Effects.Calls | Effects.StopsBeforeData),
            0x07 when bytes[1] >> 4 == Always => new(2, Effects.StopsBeforeData),
            0xA7 when second == 4 && bytes[1] >> 4 == Always => new(4, Effects.StopsBeforeData),
            0xC0 when second == 4 && bytes[1] >> 4 == Always => new(6, Effects.StopsBeforeData),
            0x00 => new(2, Effects.StopsBeforeData),
            _ => new(length, Effects.None),
        };
    }
}
