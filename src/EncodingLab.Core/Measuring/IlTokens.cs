using System.Buffers.Binary;
using System.Reflection.Emit;

namespace EncodingLab.Measuring;

/// <summary>Finds the method tokens in IL. Instruction lengths come from the runtime's own table of opcodes.</summary>
internal static class IlTokens
{
    private static readonly Dictionary<short, OpCode> s_opcodes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(opcode => opcode.Value);

    /// <summary>Tokens of every instruction whose operand is a method.</summary>
    public static IReadOnlyList<int> Calls(byte[] il)
    {
        var tokens = new List<int>();
        int at = 0;
        while (at < il.Length)
        {
            short value = il[at] == 0xfe ? (short)(0xfe00 | il[at + 1]) : il[at];
            at += il[at] == 0xfe ? 2 : 1;
            OpCode opcode = s_opcodes[value];
            if (opcode.OperandType == OperandType.InlineMethod)
            {
                tokens.Add(BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)));
            }

            at += OperandBytes(opcode.OperandType, il.AsSpan(at));
        }

        return tokens;
    }

    private static int OperandBytes(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
