using System.Buffers.Binary;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Between header and model where both tables share the pages: has_map : u8, codes : u8, room for 8 trap codes, rare : u32, rare x { pc : u32, code : u8 }.</summary>
/// <remarks>A token's flavour is 3 x trap + effect: trap 0 is no trap, 1 to 8 the codes here, 9 a rare one, found by its pc in the list.</remarks>
internal static class JointPrefix
{
    public const int MaxCodes = 8;
    public const int RareTrap = MaxCodes + 1;

    private const int FixedBytes = 14;
    private const int RareBytes = 5;

    public static void Write(bool hasMap, JointTraps traps, ByteWriter output)
    {
        output.WriteByte(hasMap ? (byte)1 : (byte)0);
        output.WriteByte((byte)traps.Codes.Length);
        output.Write(traps.Codes);
        output.Reserve(MaxCodes - traps.Codes.Length).Clear();
        output.WriteUInt32((uint)traps.Rare.Count);
        foreach ((uint pc, byte code) in traps.Rare)
        {
            output.WriteUInt32(pc);
            output.WriteByte(code);
        }
    }

    /// <summary>Bytes of the prefix; beyond the bytes where they are too few.</summary>
    public static long Bytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length < PhraseHeader.Bytes + FixedBytes ? FixedBytes : FixedBytes + ((long)RareBytes * RareCount(bytes));

    /// <summary>Whether there is an address map at all.</summary>
    public static bool HasMap<TProbe>(ReadOnlySpan<byte> bytes, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        probe.Read(PhraseHeader.Bytes, 1);
        return bytes[PhraseHeader.Bytes] == 1;
    }

    /// <summary>The code of a trap number at a pc; false where it has none.</summary>
    public static bool TryTrap<TProbe>(ReadOnlySpan<byte> bytes, uint trap, uint pc, out uint code, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        if (trap == RareTrap)
        {
            return TryRare(bytes, pc, out code, ref probe);
        }

        probe.Read(PhraseHeader.Bytes + 1, 1 + MaxCodes);
        bool isTrap = trap > 0 && trap <= Math.Min(bytes[PhraseHeader.Bytes + 1], (byte)MaxCodes);
        code = isTrap ? bytes[PhraseHeader.Bytes + 1 + (int)trap] : 0u;
        return isTrap;
    }

    /// <summary>The code of the n-th rare trap, which must stand at this pc.</summary>
    /// <exception cref="Tables.MalformedTableException">It does not.</exception>
    public static bool TryRareAt(ReadOnlySpan<byte> bytes, int number, uint pc, out uint code)
    {
        ReadOnlySpan<byte> rare = number < RareCount(bytes) ? bytes.Slice(PhraseHeader.Bytes + FixedBytes + (number * RareBytes), RareBytes) : default;
        if (rare.IsEmpty || BinaryPrimitives.ReadUInt32LittleEndian(rare) != pc)
        {
            throw new Tables.MalformedTableException($"the list of rare traps has no entry {number} at offset {pc}");
        }

        code = rare[4];
        return true;
    }

    private static uint RareCount(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(PhraseHeader.Bytes + FixedBytes - 4)..]);

    private static bool TryRare<TProbe>(ReadOnlySpan<byte> bytes, uint pc, out uint code, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int low = 0;
        int count = (int)RareCount(bytes);
        int high = count;
        int list = PhraseHeader.Bytes + FixedBytes;
        probe.Read(list - 4, 4);
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            probe.Read(list + (middle * RareBytes), 4);
            bool below = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(list + (middle * RareBytes))..]) < pc;
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }

        code = 0;
        if (low == count || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(list + (low * RareBytes))..]) != pc)
        {
            return false;
        }

        probe.Read(list + (low * RareBytes), RareBytes);
        code = bytes[list + (low * RareBytes) + 4];
        return true;
    }
}

/// <summary>Trap codes of a joint structure.</summary>
/// <param name="Codes">The commonest, which have flavours of their own.</param>
/// <param name="Rare">The traps of all others.</param>
internal sealed record JointTraps(byte[] Codes, List<(uint Pc, byte Code)> Rare)
{
    public static JointTraps None { get; } = new([], []);
}
