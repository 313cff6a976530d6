using System.Buffers.Binary;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The first bytes of a table in pages of phrases: 28 of them, then the joint prefix where both tables share the pages, model, directory, bodies and 16 zeros.</summary>
/// <param name="Entries">Entries in all.</param>
/// <param name="FirstPc">The first entry's pc: below it a covering lookup has no answer.</param>
/// <param name="Pages">Pages of text, from offset 0.</param>
/// <param name="ModelBytes">Length of the model.</param>
/// <param name="PcShift">A pc is stored in units of 2^this.</param>
/// <param name="Size">Units of text in a page.</param>
/// <param name="Unit">Bodies are whole multiples of 2^this bits.</param>
/// <param name="LongPages">Pages whose size does not fit a byte of the directory.</param>
/// <param name="AnchorWidths">Four widths, one byte each.</param>
/// <param name="IsJoint">Whether both tables share the pages: bit 0 of the byte behind the unit.</param>
/// <param name="IsPacked">Whether a model of phrases is expanded at open: bit 1.</param>
internal readonly record struct PhraseHeader(
    uint Entries, uint FirstPc, uint Pages, uint ModelBytes, int PcShift, PageSize Size, int Unit, uint LongPages, uint AnchorWidths, bool IsJoint, bool IsPacked = false)
{
    private const int FlagsAt = 19;
    private const int JointFlag = 1;
    private const int PackedFlag = 2;

    public const int Bytes = 28;

    /// <summary>First pc of a joint structure without an address map.</summary>
    public const uint NoMap = uint.MaxValue;

    /// <summary>Zeros behind the bodies, so that a window may be read at any bit of them, and the word behind it.</summary>
    public const int TailBytes = 16;

    public void Write(ByteWriter output)
    {
        output.WriteUInt32(Entries);
        output.WriteUInt32(FirstPc);
        output.WriteUInt32(Pages);
        output.WriteUInt32(ModelBytes);
        output.WriteByte((byte)PcShift);
        output.WriteByte(Size.Code);
        output.WriteByte((byte)Unit);
        output.WriteByte(Flags(IsJoint, IsPacked));
        output.WriteUInt32(AnchorWidths);
        output.WriteUInt32(LongPages);
    }

    /// <summary>Whether bytes say that both tables share the pages.</summary>
    public static bool SaysJoint(ReadOnlySpan<byte> bytes) => bytes.Length >= Bytes && (bytes[FlagsAt] & JointFlag) != 0;

    /// <summary>Whether bytes say that their model is expanded at open.</summary>
    public static bool SaysPacked(ReadOnlySpan<byte> bytes) => bytes.Length >= Bytes && (bytes[FlagsAt] & PackedFlag) != 0;

    /// <summary>Reads the header; false where it cannot be true of these bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool joint, bool hasPositions, bool packed, out PhraseHeader header)
    {
        header = default;
        long start = Bytes + (joint ? JointPrefix.Bytes(bytes) : 0);
        if (bytes.Length < start + TailBytes)
        {
            return false;
        }

        header = new(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), bytes[16], new(bytes[17]), bytes[18], BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]), joint, packed);
        return bytes[FlagsAt] == Flags(joint, packed) && header.PcShift < 32 && header.Size.Code <= PageSize.MaxCode && header.Unit <= PageDirectory.MaxUnit
            && header.Pages is > 0 and <= int.MaxValue && header.WidthsFit()
            && header.ModelBytes + PageDirectory.Bytes(header.Pages, header.LongPages, hasPositions) <= bytes.Length - start - TailBytes;
    }

    /// <summary>Width of an anchor choice.</summary>
    public int AnchorWidth(int choice) => (int)(AnchorWidths >> (8 * choice)) & 0xff;

    private static byte Flags(bool joint, bool packed) => (byte)((joint ? JointFlag : 0) | (packed ? PackedFlag : 0));

    private bool WidthsFit() => AnchorWidth(0) <= 32 && AnchorWidth(1) <= 32 && AnchorWidth(2) <= 32 && AnchorWidth(3) <= 32;
}
