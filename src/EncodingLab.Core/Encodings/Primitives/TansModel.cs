using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The symbols of a table and their shares of the slots.</summary>
/// <remarks>
/// <code>
/// slot bits : u8, states : u8, symbols : u16
/// then bits, most significant first: two codes of small numbers (FieldCode), of bit lengths of gaps and of shares;
/// per symbol, in order of its key (PhraseOrder): the gap to the key before, the first from -1; the share; each as its bit length less 1, then the bits below its top bit
/// </code>
/// </remarks>
/// <param name="Symbols">In order, packed (<see cref="PhraseSymbol"/>): a reader is held to few bytes.</param>
/// <param name="Shares">Slots of each: at least 1, at most half, all in sum.</param>
/// <param name="SlotBits">Slots are numbered by this many bits.</param>
/// <param name="States">Coders that take turns.</param>
internal sealed record TansModel(uint[] Symbols, int[] Shares, int SlotBits, int States)
{
    /// <summary>The fewest bits of a slot's number.</summary>
    public const int MinSlotBits = 8;

    /// <summary>The most.</summary>
    public const int MaxSlotBits = 12;

    private const int HeaderBytes = 4;
    private const int GapFields = 32;

    /// <summary>Writes the bytes.</summary>
    public void Write(ByteWriter output)
    {
        output.WriteByte((byte)SlotBits);
        output.WriteByte((byte)States);
        output.WriteUInt16((ushort)Symbols.Length);
        var bits = new BitBuffer();
        uint[] gaps = PhraseOrder.Gaps([.. Symbols.Select(PhraseSymbol.Unpack)]);
        var gapCode = new FieldCode(gaps.Select(BitOperations.Log2), GapFields);
        var shareCode = new FieldCode(Shares.Select(share => BitOperations.Log2((uint)share)), MaxSlotBits);
        gapCode.WriteHead(bits);
        shareCode.WriteHead(bits);
        for (int symbol = 0; symbol < gaps.Length; symbol++)
        {
            gapCode.WriteLong(bits, gaps[symbol]);
            shareCode.WriteLong(bits, (uint)Shares[symbol]);
        }

        output.Write(bits.Bytes);
    }

    /// <summary>Reads the bytes; null where they contradict themselves.</summary>
    public static TansModel? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || bytes[0] is < MinSlotBits or > MaxSlotBits)
        {
            return null;
        }

        int slots = 1 << bytes[0];
        int count = bytes[2] | (bytes[3] << 8);
        var bits = new BitCursor(bytes[HeaderBytes..]);
        if (count > slots || !FieldDecoder.TryRead(ref bits, GapFields, out FieldDecoder gapCode) || !FieldDecoder.TryRead(ref bits, MaxSlotBits, out FieldDecoder shareCode))
        {
            return null;
        }

        var model = new TansModel(new uint[count], new int[count], bytes[0], bytes[1]);
        long key = -1;
        for (int symbol = 0, left = slots; symbol < count; symbol++)
        {
            uint gap = gapCode.ReadLong(ref bits);
            key += gap;
            PhraseSymbol token = PhraseOrder.Token((uint)key);
            int share = (int)shareCode.ReadLong(ref bits);
            left -= share;
            if (gap == 0 || key > uint.MaxValue || token.Flavour >= PhraseRules.Map.Flavours || share == 0 || share > slots / 2 || left < 0 || (symbol == count - 1 && left != 0))
            {
                return null;
            }

            (model.Symbols[symbol], model.Shares[symbol]) = (token.Pack(), share);
        }

        return count > 0 && bits.IsWithin ? model : null;
    }
}
