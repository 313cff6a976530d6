using System.Buffers.Binary;

namespace EncodingLab.Code;

/// <summary>RISC-V, 64 bits, with and without compressed instructions: the two low bits of the first halfword tell 2 bytes from 4.</summary>
/// <remarks>
/// A call writes its return address into x1 (ra) or, by the calling convention, x5; a jump writes it into x0.
/// Source: The RISC-V Instruction Set Manual, volume I, 2.5 "Control Transfer Instructions" and 28 "C extension".
/// </remarks>
internal sealed class Riscv64Decoder(byte[] text) : InstructionDecoder(text)
{
    private const uint Jal = 0x6F;
    private const uint Jalr = 0x67;
    private const uint CsrrwToNothing = 0xC0001073;

    public override int Step => 2;

    public override Instruction Decode(uint at, uint end)
    {
        if (end - at < 2)
        {
            return Instruction.Unknown;
        }

        ushort half = BinaryPrimitives.ReadUInt16LittleEndian(Text.AsSpan((int)at));
        if ((half & 3) != 3)
        {
            return Compressed(half);
        }

        if ((half & 0x1F) == 0x1F || end - at < 4)
        {
            return Instruction.Unknown;
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(Text.AsSpan((int)at));
        return (word & 0x7F) switch
        {
            Jal => new(4, Links(word) ? Effects.Calls : Effects.StopsBeforeData, Links(word) ? at + JalOffset(word) : -1),
            Jalr => new(4, Links(word) ? Effects.Calls : Effects.StopsBeforeData),
            _ when word == CsrrwToNothing => new(4, Effects.StopsBeforeData),
            _ => new(4, Effects.None),
        };
    }

    private static bool Links(uint word) => ((word >> 7) & 0x1F) != 0;

    /// <summary>The four pieces of a J-type immediate, bits 20, 10:1, 11 and 19:12.</summary>
    private static long JalOffset(uint word) =>
        ((int)(word & 0x80000000) >> 11) | (int)(word & 0xFF000) | (int)((word >> 9) & 0x800) | (int)((word >> 20) & 0x7FE);

    /// <summary>C.J, C.JR and the all-zero trap stop; C.JALR calls.</summary>
    private static Instruction Compressed(ushort half)
    {
        bool stops = half == 0 || (half & 0xE003) == 0xA001 || ((half & 0xF07F) == 0x8002 && (half & 0xF80) != 0);
        bool calls = (half & 0xF07F) == 0x9002 && (half & 0xF80) != 0;
        return new(2, stops ? Effects.StopsBeforeData : calls ? Effects.Calls : Effects.None);
    }
}
