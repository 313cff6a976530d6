using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using EncodingLab.Encodings.Primitives;

namespace EncodingLab.Encodings;

/// <summary>The header of a <see cref="PagedSums"/> table.</summary>
internal readonly record struct PagedSumsLayout(
    uint Entries, PagePlan Plan, int BodyBits, int PositionBits, int NibbleBias, int ByteBias, uint FirstPage, uint Pages, uint FirstPc, uint LastValue, uint BodyBytes)
{
    public const int HeaderBytes = 33;

    /// <summary>In a page's header: a rare page; more than one word of entries; a page that needs loops; wides of four bytes.</summary>
    public const int Rare = 0x80;
    public const int Dense = 0x40;
    public const int General = 0x4000;
    public const int WideWides = 0x8000;

    /// <summary>The most bytes, and the most that the header's six bits can count.</summary>
    public const int MaxBytes = 63;

    /// <summary>What a lookup may read before the end of a page: up to 127 bytes where hostile bits say so, wides, and the beginning of a vector.</summary>
    public const int Behind = 192;

    public int RecordBytes => (BodyBits + PositionBits + 7) >> 3;

    /// <summary>Where bodies begin: behind a record a page and one for the end.</summary>
    public long Bodies => HeaderBytes + ((Pages + 1L) * RecordBytes);

    /// <summary>What a lookup may read from a page's header on, in a page of up to 63 or up to 127 entries.</summary>
    public int Ahead(int entries) =>
        2 + (Plan.Granules >> 3) + (3 * PagePcs.Stride(entries)) + BitPacking.BytesFor((long)(entries + 1) * Plan.Low) + ((entries + 1) / 2) + 32;

    public void Write(ByteWriter output)
    {
        output.WriteUInt32(Entries);
        output.WriteByte((byte)Plan.Shift);
        output.WriteByte((byte)Plan.Low);
        output.WriteByte((byte)Plan.Granules);
        output.WriteByte((byte)BodyBits);
        output.WriteByte((byte)PositionBits);
        output.WriteUInt16((ushort)NibbleBias);
        output.WriteUInt16((ushort)ByteBias);
        output.WriteUInt32(FirstPage);
        output.WriteUInt32(Pages);
        output.WriteUInt32(FirstPc);
        output.WriteUInt32(LastValue);
        output.WriteUInt32(BodyBytes);
    }

    /// <summary>Reads a header; false, with a layout of no pages, where it cannot be true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PagedSumsLayout layout)
    {
        if (bytes.Length < HeaderBytes)
        {
            layout = default;
            return false;
        }

        layout = new(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            new PagePlan(bytes[4], bytes[5], bytes[6]),
            bytes[7],
            bytes[8],
            BinaryPrimitives.ReadInt16LittleEndian(bytes[9..]),
            BinaryPrimitives.ReadInt16LittleEndian(bytes[11..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[13..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[17..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[25..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[29..]));
        bool fits = layout.Plan.IsSound && layout.BodyBits <= 31 && layout.PositionBits <= 32
            && layout.Bodies + layout.BodyBytes <= bytes.Length && (layout.Pages == 0 || layout.Bodies + 8 <= bytes.Length);
        if (!fits)
        {
            layout = default;
        }

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
}
