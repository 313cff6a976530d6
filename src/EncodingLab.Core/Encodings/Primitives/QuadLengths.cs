using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Lengths of fields, four in a byte: 2 bits each, 0 to 3 for 0, 1, 2 and 4 bytes.</summary>
internal static class QuadLengths
{
    private const int Lengths = 0x4210;

    /// <summary>The length of a field; only the low two bits of its number count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(uint control, int field) => (Lengths >> (int)(((control >> (2 * (field & 3))) & 3) * 4)) & 15;

    /// <summary>The bytes of all fields of these controls.</summary>
    public static int Sum(ReadOnlySpan<byte> controls)
    {
        int sum = 0;
        for (; controls.Length >= 8; controls = controls[8..])
        {
            sum += Sum(BinaryPrimitives.ReadUInt64LittleEndian(controls));
        }

        foreach (byte control in controls)
        {
            sum += Sum(control);
        }

        return sum;
    }

    /// <summary>The bytes of all fields of up to 32 lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(ulong controls)
    {
        ulong low = controls & 0x5555_5555_5555_5555;
        ulong high = (controls >> 1) & 0x5555_5555_5555_5555;
        return BitOperations.PopCount(low) + (2 * BitOperations.PopCount(high)) + BitOperations.PopCount(low & high);
    }

    /// <summary>Reads a field of 0, 1, 2 or 4 bytes and moves past it; four bytes can be read.</summary>
    public static uint Take(ReadOnlySpan<byte> bytes, ref int at, int length)
    {
        uint field = (uint)(BitPacking.Half(bytes, at) & ((1UL << (8 * length)) - 1));
        at += length;
        return field;
    }

    /// <summary>Writes a field in the shortest length that holds it, at least a given one, and moves past it; four bytes can be written.</summary>
    /// <returns>Its bits of the control.</returns>
    public static byte Append(Span<byte> bytes, ref int at, uint field, int least, int number)
    {
        int code = Math.Max(least, field == 0 ? 0 : field <= byte.MaxValue ? 1 : field <= ushort.MaxValue ? 2 : 3);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], field);
        at += (Lengths >> (code * 4)) & 15;
        return (byte)(code << (2 * (number & 3)));
    }
}

/// <summary>For each control byte the shuffle that spreads its four fields over four words.</summary>
internal static class QuadShuffles
{
    private static readonly byte[] s_shuffles = Make();

    /// <summary>Whether this machine has the shuffle.</summary>
    public static bool IsSupported => Ssse3.IsSupported;

    /// <summary>Four fields; sixteen bytes can be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Decode(ref readonly byte fields, uint control) =>
        Ssse3.Shuffle(
            Vector128.LoadUnsafe(in fields),
            Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(s_shuffles), control * 16)).AsUInt32();

    private static byte[] Make()
    {
        var shuffles = new byte[256 * 16];
        Array.Fill(shuffles, (byte)0x80);
        for (int control = 0; control < 256; control++)
        {
            byte from = 0;
            for (int field = 0; field < 4; field++)
            {
                for (int i = 0; i < QuadLengths.Of((uint)control, field); i++)
                {
                    shuffles[(control * 16) + (field * 4) + i] = from++;
                }
            }
        }

        return shuffles;
    }
}
