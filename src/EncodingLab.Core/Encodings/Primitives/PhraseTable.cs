using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Decodes canonical codes of 4 to 16 bits: their first 8 bits tell the length, the length and the code the record. Used as it stands in the bytes.</summary>
/// <remarks>
/// <code>
/// lengths : u8 x 256, by the first 8 bits of a code; 16 where no code begins so
/// firsts  : u16 x 16, by length modulo 16: number of the length's first record less its first code, modulo 2^16
/// records : u64 x symbols (PhraseRecord), in code order, then those that only stand inside phrases
/// </code>
/// No two lengths share their first 8 bits, which <see cref="CanonicalCode.Lengths"/> sees to: one small table, few cache lines, no comparison.
/// </remarks>
internal readonly ref struct PhraseTable
{
    /// <summary>Bits that tell the length of a code.</summary>
    public const int CellBits = 8;

    /// <summary>Bytes before the records.</summary>
    public const int HeadBytes = FirstsAt + (2 * CanonicalCode.MaxLength);

    private const int FirstsAt = 1 << CellBits;

    private readonly ReadOnlySpan<byte> _model;

    /// <summary>Takes over bytes of at least <see cref="HeadBytes"/>.</summary>
    public PhraseTable(ReadOnlySpan<byte> model)
    {
        _model = model;
        Count = (model.Length - HeadBytes) / sizeof(ulong);
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>The first byte.</summary>
    public ref byte Origin => ref MemoryMarshal.GetReference(_model);

    /// <summary>Asks for the lines before the records, so that a cold lookup waits for them while it waits for the directory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(in PhraseTable table)
    {
        for (int at = 0; at < HeadBytes; at += CacheLines.Line)
        {
            CacheLines.Prefetch(in table.Origin, at);
        }
    }

    /// <summary>Bytes of a table of these many records.</summary>
    public static int Bytes(int records) => HeadBytes + (8 * records);

    /// <summary>Fills the bytes before the records.</summary>
    /// <param name="perLength">Codes of each length, index 0 to 16; they must fit (<see cref="Fit"/>).</param>
    /// <param name="head">Receives <see cref="HeadBytes"/> bytes.</param>
    public static void WriteHead(ReadOnlySpan<int> perLength, Span<byte> head)
    {
        uint code = 0;
        uint index = 0;
        head[..FirstsAt].Fill(CanonicalCode.MaxLength);
        for (int length = 1; length <= CanonicalCode.MaxLength; length++)
        {
            code <<= 1;
            BinaryPrimitives.WriteUInt16LittleEndian(head[(FirstsAt + (2 * (length % CanonicalCode.MaxLength)))..], (ushort)(index - code));
            uint end = code + (uint)perLength[length];
            int from = (int)(length <= CellBits ? code << (CellBits - length) : code >> (length - CellBits));
            int to = (int)(length <= CellBits ? end << (CellBits - length) : end >> (length - CellBits));
            head[from..to].Fill((byte)length);
            (code, index) = (end, index + (uint)perLength[length]);
        }
    }

    /// <summary>Whether counts per length make a prefix code, of codes no shorter than 4 whose first 8 bits tell the length, over at most this many records.</summary>
    public static bool Fit(ReadOnlySpan<int> perLength, int records)
    {
        int coded = 0;
        for (int length = 0; length <= CanonicalCode.MaxLength; length++)
        {
            coded += perLength[length];
            bool splits = length is > CellBits and < CanonicalCode.MaxLength && (perLength[length] & ((1 << (length - CellBits)) - 1)) != 0;
            if (splits || (length < PhraseCode.MinLength && perLength[length] != 0))
            {
                return false;
            }
        }

        return CanonicalCode.Fits(perLength) && coded <= records;
    }

    /// <summary>The length of the code at the top of a window; whatever the bytes say where they are hostile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Length(ref byte origin, ulong window) => Unsafe.Add(ref origin, (nuint)(window >> (64 - CellBits)));

    /// <summary>The record number of the code of this length at the top of a window; may lie outside the records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Index(ref byte origin, ulong window, nuint length) =>
        (ushort)(Unsafe.ReadUnaligned<ushort>(ref Unsafe.AddByteOffset(ref Unsafe.Add(ref origin, FirstsAt), 2 * (length & (CanonicalCode.MaxLength - 1)))) + (uint)(window >> -(int)length));

    /// <summary>The record of a number below <see cref="Count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Record(ref byte origin, uint number) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref Unsafe.Add(ref origin, HeadBytes), (nuint)number * sizeof(ulong)));

    /// <summary>Where <see cref="Length"/> looks.</summary>
    public static int CellAt(ulong window) => (int)(window >> (64 - CellBits));

    /// <summary>Where <see cref="Index"/> looks.</summary>
    public static int FirstAt(nuint length) => FirstsAt + (2 * ((int)length & (CanonicalCode.MaxLength - 1)));

    /// <summary>Where <see cref="Record"/> looks.</summary>
    public static int RecordAt(uint number) => HeadBytes + ((int)number * sizeof(ulong));
}
