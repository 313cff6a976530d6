using System.Buffers.Binary;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>The header of a <see cref="JointPages"/> structure, and where its parts lie.</summary>
internal readonly record struct JointPagesLayout(
    uint MapEntries, uint TrapEntries, PagePlan Plan, int BodyBits, int PositionBits, byte UsualCode, int NibbleBias, int ByteBias,
    uint FirstPage, uint Pages, uint FirstMapPc, uint BodyBytes, uint RareBytes)
{
    public const int HeaderBytes = CodesAt + MaxCodes;

    /// <summary>Where the header lists the codes that are not the usual one, and how many fit.</summary>
    public const int CodesAt = 38;
    public const int MaxCodes = 16;

    /// <summary>In a page's head: a rare page; some trap has not the usual code; wides of four bytes.</summary>
    public const int Rare = 0x80;
    public const int Codes = 0x4000;
    public const int WideWides = 0x8000;

    /// <summary>The most bytes of a page that its head can count.</summary>
    public const int MaxBytes = 63;

    /// <summary>What a lookup may read before the end of a page: 128 bytes, wides, the beginning of a vector.</summary>
    public const int Behind = 192;

    public int RecordBytes => (BodyBits + PositionBits + 7) >> 3;

    /// <summary>Where bodies begin: behind a record a page and one for the end.</summary>
    public long Bodies => HeaderBytes + ((Pages + 1L) * RecordBytes);

    /// <summary>Where rare pages begin.</summary>
    public long RareAt => Bodies + BodyBytes;

    /// <summary>Where the list of entries that only traps have begins.</summary>
    public long TrapsOnlyAt => RareAt + RareBytes;

    /// <summary>The first page that is too near to the end of the bytes for a lookup that reads ahead without looking, less <see cref="Behind"/>; 0 where none is far enough.</summary>
    public ulong Farthest(int length)
    {
        long ahead = 2 + (Plan.Granules >> 3) + (5 * 16) + 16 + BitPacking.BytesFor((PagePcs.MaxEntries + 1L) * Plan.Low) + 64 + 64;
        return Plan.Low <= PagePcs.MaxFastLow && Pages > 0 ? (ulong)Math.Max(length - Behind - ahead, 0) : 0;
    }

    public void Write(ReadOnlySpan<byte> codes, ByteWriter output)
    {
        output.WriteUInt32(MapEntries);
        output.WriteUInt32(TrapEntries);
        output.WriteByte((byte)Plan.Shift);
        output.WriteByte((byte)Plan.Low);
        output.WriteByte((byte)Plan.Granules);
        output.WriteByte((byte)BodyBits);
        output.WriteByte((byte)PositionBits);
        output.WriteByte(UsualCode);
        output.WriteUInt16((ushort)NibbleBias);
        output.WriteUInt16((ushort)ByteBias);
        output.WriteUInt32(FirstPage);
        output.WriteUInt32(Pages);
        output.WriteUInt32(FirstMapPc);
        output.WriteUInt32(BodyBytes);
        output.WriteUInt32(RareBytes);
        codes.CopyTo(output.Reserve(MaxCodes));
    }

    /// <summary>Reads a header; false, with a layout of no pages, where it cannot be true.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JointPagesLayout layout)
    {
        layout = default;
        if (bytes.Length < HeaderBytes)
        {
            return false;
        }

        layout = new(
            Word(bytes, 0), Word(bytes, 4), new PagePlan(bytes[8], bytes[9], bytes[10]), bytes[11], bytes[12], bytes[13],
            BinaryPrimitives.ReadInt16LittleEndian(bytes[14..]), BinaryPrimitives.ReadInt16LittleEndian(bytes[16..]),
            Word(bytes, 18), Word(bytes, 22), Word(bytes, 26), Word(bytes, 30), Word(bytes, 34));
        bool fits = layout.Plan.IsSound && layout.BodyBits <= 31 && layout.PositionBits <= 32 && layout.TrapsOnlyAt + EliasFanoList.HeaderBytes + EliasFanoList.Padding <= bytes.Length;
        layout = fits ? layout : default;
        return fits;
    }

    /// <summary>Where a page's body begins and ends, and the position before its first entry.</summary>
    public long Page(ReadOnlySpan<byte> bytes, uint page, out long end, out uint position)
    {
        int at = HeaderBytes + ((int)page * RecordBytes);
        ulong record = BitPacking.Word(bytes, at);
        position = (uint)(record >> BodyBits) & (uint)((1UL << PositionBits) - 1);
        end = Bodies + (long)(BitPacking.Word(bytes, at + RecordBytes) & ((1UL << BodyBits) - 1));
        return Bodies + (long)(record & ((1UL << BodyBits) - 1));
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
