using System.Buffers.Binary;

namespace EncodingLab.Code;

/// <summary>Pulley, the bytecode of Wasmtime's interpreter, as versions 46 and 47 define it.</summary>
/// <remarks>
/// One opcode byte, or 0xDC and a two-byte extended opcode, then operands of a length that the opcode fixes; only <c>br_table32</c> is followed by a table of its own size.
/// The interpreter traps on its own in checked operations (division, conversion, loads and stores through a bound or of a null address, growing the stack): those have no entry in the
/// traps table, and yet their pcs are looked up in the address map. Vector operations count among them, because an interpreter built without SIMD traps on each.
/// Source: wasmtime v46.0.3 and v47.0.2, pulley/src/{lib,interp}.rs. Opcodes and lengths were read off both versions' own <c>objdump</c>, one opcode at a time; the two agree.
/// </remarks>
internal sealed class PulleyDecoder(byte[] text) : InstructionDecoder(text)
{
    private const byte Return = 0x01;
    private const byte FirstCall = 0x02;
    private const byte CallIndirect = 0x07;
    private const byte Jump = 0x08;
    private const byte JumpToRegister = 0x09;
    private const byte BranchTable = 0x40;
    private const byte Extended = 0xDC;
    private const int ExtendedTrap = 0;
    private const int ExtendedCallHost = 1;

    /// <summary>Bytes of each instruction by opcode, one base-36 digit each, from opcode 0.</summary>
    private const string Lengths =
        "1156789252667777777777777a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a6322346a34734755" +
        "34734734734733333333333333333333333333333333333377777777777777777777666666666666" +
        "666666661155553333333333333333347347347347347347333333333355";

    /// <summary>The same by extended opcode, the three opcode bytes included.</summary>
    private const string ExtendedLengths =
        "3484455555555999999999999999999988889999885555558c666666667755555555555555555555" +
        "5555555555555555555555555555555555555555555555555k555555555555555555555555555555" +
        "99999955557555555555555555555555555555555555555555555555555555555555666666666666" +
        "555555555555555555555555555555555555555555555555555m5555555555577799779999999999" +
        "999";

    /// <summary>First and last opcode of those that trap by themselves: checked loads and stores, pushes of a frame, stack_alloc32, divisions.</summary>
    private static readonly (int First, int Last)[] s_trapping = [(138, 168), (170, 170), (172, 172), (182, 189)];

    /// <summary>The same for extended opcodes: checked loads and stores, checked conversions, and all that touches vectors or 128-bit pairs.</summary>
    private static readonly (int First, int Last)[] s_extendedTrapping =
    [
        (28, 41), (43, 43), (70, 77), (90, 90), (92, 92), (94, 94), (98, 99), (101, 102), (104, 105), (108, 109), (111, 111), (117, 117), (124, 125), (129, 322),
    ];

    private static readonly byte[] s_lengths = Digits(Lengths);
    private static readonly byte[] s_extendedLengths = Digits(ExtendedLengths);
    private static readonly bool[] s_traps = Mark(s_trapping, Lengths.Length);
    private static readonly bool[] s_extendedTraps = Mark(s_extendedTrapping, ExtendedLengths.Length);

    public override int Step => 1;

    public override Instruction Decode(uint at, uint end)
    {
        ReadOnlySpan<byte> bytes = Text.AsSpan((int)at, (int)(end - at));
        if (bytes.IsEmpty)
        {
            return Instruction.Unknown;
        }

        byte opcode = bytes[0];
        if (opcode == Extended)
        {
            return DecodeExtended(bytes);
        }

        int length = opcode < s_lengths.Length ? s_lengths[opcode] : int.MaxValue;
        return length > bytes.Length ? Instruction.Unknown : opcode switch
        {
            >= FirstCall and < CallIndirect => new(length, Effects.Calls, at + BinaryPrimitives.ReadInt32LittleEndian(bytes[(length - 4)..])),
            CallIndirect => new(length, Effects.Calls),
            Return or Jump or JumpToRegister => new(length, Effects.Stops),
            BranchTable => Table(bytes, length),
            _ => new(length, s_traps[opcode] ? Effects.TrapsUnlisted : Effects.None),
        };
    }

    private static Instruction DecodeExtended(ReadOnlySpan<byte> bytes)
    {
        int opcode = bytes.Length < 3 ? int.MaxValue : BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]);
        if (opcode >= s_extendedLengths.Length || s_extendedLengths[opcode] > bytes.Length)
        {
            return Instruction.Unknown;
        }

        Effects effects = opcode == ExtendedTrap ? Effects.Stops : opcode == ExtendedCallHost ? Effects.Calls : s_extendedTraps[opcode] ? Effects.TrapsUnlisted : Effects.None;
        return new(s_extendedLengths[opcode], effects);
    }

    /// <summary>A count of 4-byte offsets follows; the instruction never runs past them.</summary>
    private static Instruction Table(ReadOnlySpan<byte> bytes, int length)
    {
        long whole = length + (4L * BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - 4)..]));
        return whole > bytes.Length ? Instruction.Unknown : new((int)whole, Effects.Stops);
    }

    private static byte[] Digits(string digits) => [.. digits.Select(digit => (byte)(digit <= '9' ? digit - '0' : digit - 'a' + 10))];

    private static bool[] Mark((int First, int Last)[] ranges, int count) =>
        [.. Enumerable.Range(0, count).Select(opcode => ranges.Any(range => opcode >= range.First && opcode <= range.Last))];
}
