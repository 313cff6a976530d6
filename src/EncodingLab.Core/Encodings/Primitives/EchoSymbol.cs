using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>What a symbol stands for.</summary>
internal enum EchoKind : byte
{
    /// <summary>A step, or a class of steps with extra bits.</summary>
    Step,

    /// <summary>An entry without a position.</summary>
    None,

    /// <summary>A copy of an earlier run of entries.</summary>
    Echo,
}

/// <summary>A symbol: its step is the base plus that many extra bits, modulo 2^32.</summary>
internal readonly record struct EchoSymbol(EchoKind Kind, int Base, int Width)
{
    private const int ClassBits = 7;
    private const int MaxExact = 1 << 20;
    private const int AlwaysExact = 3;
    private const int MaxClassWidth = 30;

    public static EchoSymbol None { get; } = new(EchoKind.None, 0, 0);

    public static EchoSymbol Echo { get; } = new(EchoKind.Echo, 0, 0);

    /// <summary>Whether a value may have a symbol of its own.</summary>
    public static bool MayBeExact(int value) => value is > -MaxExact and < MaxExact;

    /// <summary>Whether a value needs a symbol of its own: classes begin above.</summary>
    public static bool MustBeExact(int value) => value is >= -AlwaysExact and <= AlwaysExact;

    public static EchoSymbol Exact(int value) => new(EchoKind.Step, value, 0);

    /// <summary>The class of a value beyond ±3: sign, top bit and the bit below it.</summary>
    public static EchoSymbol ClassOf(int value)
    {
        uint magnitude = (uint)(value < 0 ? -(long)value : value);
        int top = BitOperations.Log2(magnitude);
        return Class(top, (int)(magnitude >> (top - 1)) & 1, value < 0);
    }

    /// <summary>The extra bits of a value of this symbol.</summary>
    public uint Extra(int value) => (uint)(value - Base);

    /// <summary>As a reader holds it: base, width from bit 32 on, then one bit for an echo, and the top bit for none.</summary>
    public ulong Pack() => (uint)Base | ((ulong)(uint)Width << 32) | (Kind == EchoKind.Echo ? EchoFlag : 0) | (Kind == EchoKind.None ? NoneFlag : 0);

    /// <summary>In a packed symbol, says that it is an echo.</summary>
    public const ulong EchoFlag = 1ul << 38;

    /// <summary>In a packed symbol, says that the entry has no position.</summary>
    public const ulong NoneFlag = 1ul << 63;

    /// <summary>What of a packed symbol asks for more than its base.</summary>
    public const ulong Special = 0x7ful << 32;

    /// <summary>The most extra bits of a symbol.</summary>
    public const int MaxWidth = 32;

    /// <summary>Extra bits of a packed symbol; of the echo, more than any has.</summary>
    public static int WidthOf(ulong packed) => (int)(packed >> 32) & 0x7f;

    /// <summary>Appends an exact symbol as 0 and its gamma code, a class as 1 and 7 bits (top bit's place : 5, next bit, sign), none as the class 0.</summary>
    public void Write(BitBuffer bits)
    {
        if (Kind == EchoKind.Step && Width == 0)
        {
            bits.Append(0, 1);
            AppendGamma(bits, (uint)((Base << 1) ^ (Base >> 31)) + 1);
            return;
        }

        int top = Kind == EchoKind.None ? 0 : Width + 1;
        // The widest class holds only the least number there is, and its base wraps around.
        bool negative = Kind == EchoKind.Step && (Base < 0 || Width == MaxClassWidth);
        uint least = negative ? (uint)-(long)Base - ((1u << Width) - 1) : (uint)Base;
        uint next = top == 0 ? 0 : (least >> Width) & 1;
        bits.Append((1u << ClassBits) | ((uint)top << 2) | (next << 1) | (negative ? 1u : 0u), ClassBits + 1);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; false where it is no symbol.</summary>
    public static bool TryRead(ref BitCursor bits, out EchoSymbol symbol)
    {
        symbol = default;
        if (bits.Read(1) == 0)
        {
            uint folded = bits.ReadGamma();
            symbol = Exact((int)((folded - 1) >> 1) ^ -(int)((folded - 1) & 1));
            return folded != 0;
        }

        uint field = bits.Read(ClassBits);
        int top = (int)(field >> 2);
        symbol = field == 0 ? None : top >= 2 ? Class(top, (int)(field >> 1) & 1, (field & 1) != 0) : default;
        return field == 0 || top >= 2;
    }

    /// <summary>Appends a value of at least 1 in Elias gamma code.</summary>
    public static void AppendGamma(BitBuffer bits, uint value)
    {
        int zeros = BitOperations.Log2(value);
        bits.Append(0, zeros);
        bits.Append(value, zeros + 1);
    }

    private static EchoSymbol Class(int top, int next, bool negative)
    {
        int width = top - 1;
        uint least = (uint)(2 | next) << width;
        return new(EchoKind.Step, (int)(negative ? 0 - (least + ((1u << width) - 1)) : least), width);
    }
}
