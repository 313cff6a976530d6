using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Decodes canonical codes of 4 to 16 bits: their first 8 bits tell the length, the length and the code the record. Used as it stands in the bytes.</summary>
/// <remarks>
/// <code>
/// lengths : u8 x 256, by the first 8 bits of a code; 16 where no code begins so
/// firsts  : u16 x 16, by length modulo 16: number of the length's first record less its first code, modulo 2^16
/// counts  : records, phrases, classes, 0 : u16
/// classes : u16 x classes (PhraseClass); a record's class 1 is the first, its class 0 the 0 before it
/// records : u32 x records (PhraseRecord), in code order, then those that only stand inside phrases
/// phrases : per 64 records a bit each, set for a phrase : u64, and the phrases before them : u16
/// halves  : per phrase the record numbers of its halves, each in as many bits as the number of records takes; least significant bit first
/// pad     : zeros to the next byte, 8 more, and until all classes that a record can name would have room
/// </code>
/// No two lengths share their first 8 bits, which <see cref="CanonicalCode.Lengths"/> sees to: one small table, few cache lines, no comparison.
/// </remarks>
internal readonly ref struct PhraseTable
{
    /// <summary>Bits that tell the length of a code.</summary>
    public const int CellBits = 8;

    /// <summary>Bytes before the counts.</summary>
    public const int HeadBytes = FirstsAt + (2 * CanonicalCode.MaxLength);

    /// <summary>Bytes before the classes.</summary>
    public const int ClassesAt = HeadBytes + 8;

    /// <summary>Bytes that tell phrases from tokens among 64 records.</summary>
    public const int RankBytes = 10;

    private const int FirstsAt = 1 << CellBits;
    private const int PadBytes = 8;

    private readonly ReadOnlySpan<byte> _model;
    private readonly int _phrases;
    private readonly int _ranksAt;
    private readonly int _halvesAt;
    private readonly int _halfBits;

    private PhraseTable(ReadOnlySpan<byte> model, int count, int phrases, int classes)
    {
        _model = model;
        (Count, _phrases) = (count, phrases);
        RecordsAt = ClassesAt + (2 * classes);
        _ranksAt = RecordsAt + (4 * count);
        _halvesAt = _ranksAt + (RankBytes * ((count + 63) >> 6));
        _halfBits = HalfBits(count);
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Bytes before the records.</summary>
    public int RecordsAt { get; }

    /// <summary>The first byte.</summary>
    public ref byte Origin => ref MemoryMarshal.GetReference(_model);

    /// <summary>Takes over a model; false where the counts do not fit its length.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> model, out PhraseTable table)
    {
        table = default;
        if (model.Length < ClassesAt)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(model[HeadBytes..]);
        int phrases = BinaryPrimitives.ReadUInt16LittleEndian(model[(HeadBytes + 2)..]);
        int classes = BinaryPrimitives.ReadUInt16LittleEndian(model[(HeadBytes + 4)..]);
        int none = BinaryPrimitives.ReadUInt16LittleEndian(model[(HeadBytes + 6)..]);
        if (count == 0 || none != 0 || Bytes(count, phrases, classes) != model.Length)
        {
            return false;
        }

        table = new(model, count, phrases, classes);
        return true;
    }

    /// <summary>Asks for the lines before the records, so that a cold lookup waits for them while it waits for the directory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(in PhraseTable table)
    {
        for (int at = 0; at < HeadBytes; at += CacheLines.Line)
        {
            CacheLines.Prefetch(in table.Origin, at);
        }
    }

    /// <summary>Bytes of a table of these many records, phrases among them, and classes.</summary>
    public static int Bytes(int records, int phrases, int classes) =>
        ClassesAt + Math.Max(2 * PhraseClass.MaxClasses, (2 * classes) + (4 * records) + (RankBytes * ((records + 63) >> 6)) + (((phrases * 2 * HalfBits(records)) + 7) >> 3) + PadBytes);

    /// <summary>Bits of a record number.</summary>
    public static int HalfBits(int records) => 32 - BitOperations.LeadingZeroCount((uint)records);

    /// <summary>Fills the bytes before the counts.</summary>
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

    /// <summary>Fills all but the head.</summary>
    /// <param name="symbols">Packed symbols (<see cref="PhraseSymbol.Pack"/>), by record number.</param>
    /// <param name="halves">First half | (second half + 1) &lt;&lt; 16, by record number; 0 for what is no phrase.</param>
    /// <param name="model">Receives <see cref="Bytes"/> bytes, zero before.</param>
    /// <param name="classes">From <see cref="ClassesOf"/>.</param>
    /// <param name="phrases">How many are phrases.</param>
    public static void WriteRecords(ReadOnlySpan<uint> symbols, ReadOnlySpan<uint> halves, Span<byte> model, ReadOnlySpan<ushort> classes, int phrases)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(model[HeadBytes..], (ushort)symbols.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(model[(HeadBytes + 2)..], (ushort)phrases);
        BinaryPrimitives.WriteUInt16LittleEndian(model[(HeadBytes + 4)..], (ushort)classes.Length);
        for (int i = 0; i < classes.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(model[(ClassesAt + (2 * i))..], classes[i]);
        }

        var table = new PhraseTable(model, symbols.Length, phrases, classes.Length);
        int width = HalfBits(symbols.Length);
        int phrase = 0;
        for (int number = 0; number < symbols.Length; number++)
        {
            PhraseSymbol symbol = PhraseSymbol.Unpack(symbols[number]);
            int extraClass = symbol.HasExtraBits ? 1 + classes.IndexOf(PhraseClass.Of(symbol).Bits) : 0;
            BinaryPrimitives.WriteUInt32LittleEndian(model[(table.RecordsAt + (4 * number))..], PhraseRecord.Pack(symbol, extraClass));
            Span<byte> rank = model[(table._ranksAt + (RankBytes * (number >> 6)))..];
            if ((number & 63) == 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(rank[sizeof(ulong)..], (ushort)phrase);
            }

            if (halves[number] != 0)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(rank, BinaryPrimitives.ReadUInt64LittleEndian(rank) | (1ul << (number & 63)));
                int bit = phrase++ * 2 * width;
                Span<byte> field = model[(table._halvesAt + (bit >> 3))..];
                ulong pair = (halves[number] & 0xffff) | ((ulong)((halves[number] >> 16) - 1) << width);
                BinaryPrimitives.WriteUInt64LittleEndian(field, BinaryPrimitives.ReadUInt64LittleEndian(field) | (pair << (bit & 7)));
            }
        }
    }

    /// <summary>The classes of symbols with extra bits, each once; how many are found.</summary>
    public static int ClassesOf(ReadOnlySpan<uint> symbols, Span<ushort> classes)
    {
        int count = 0;
        foreach (uint packed in symbols)
        {
            ushort bits = PhraseClass.Of(PhraseSymbol.Unpack(packed)).Bits;
            if (bits != 0 && classes[..count].IndexOf(bits) < 0)
            {
                if (count == classes.Length)
                {
                    return -1;
                }

                classes[count++] = bits;
            }
        }

        return count;
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
    public uint Record(uint number) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref Unsafe.Add(ref Origin, RecordsAt), (nint)number * sizeof(uint)));

    /// <summary>The class of a record; whatever stands there where the bytes are hostile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhraseClass ClassOf(ref byte origin, uint record) => new(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref origin, ClassAt(record))));

    /// <summary>The record numbers of a phrase's halves; false for a token and where they are none.</summary>
    /// <param name="number">Below <see cref="Count"/>.</param>
    /// <param name="first">Its first half, below <see cref="Count"/>.</param>
    /// <param name="second">Its second.</param>
    /// <param name="at">Where they stand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryHalves(uint number, out uint first, out uint second, out int at)
    {
        ref byte rank = ref Unsafe.Add(ref Origin, RankAt(number));
        ulong bits = Unsafe.ReadUnaligned<ulong>(ref rank);
        int bit = (int)(number & 63);
        (first, second, at) = (0, 0, 0);
        if (((bits >> bit) & 1) == 0)
        {
            return false;
        }

        int phrase = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref rank, sizeof(ulong))) + BitOperations.PopCount(bits & ((1ul << bit) - 1));
        if (phrase >= _phrases)
        {
            return false;
        }

        int width = _halfBits;
        at = _halvesAt + ((phrase * 2 * width) >> 3);
        ulong pair = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref Origin, at)) >> ((phrase * 2 * width) & 7);
        uint mask = (1u << width) - 1;
        (first, second) = ((uint)pair & mask, (uint)(pair >> width) & mask);
        return first < (uint)Count && second < (uint)Count;
    }

    /// <summary>Where <see cref="Length"/> looks.</summary>
    public static int CellAt(ulong window) => (int)(window >> (64 - CellBits));

    /// <summary>Where <see cref="Index"/> looks.</summary>
    public static int FirstAt(nuint length) => FirstsAt + (2 * ((int)length & (CanonicalCode.MaxLength - 1)));

    /// <summary>Where <see cref="ClassOf"/> looks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ClassAt(uint record) => ClassesAt - 2 + (2 * PhraseRecord.Class(record));

    /// <summary>Where <see cref="TryHalves"/> looks first, at <see cref="RankBytes"/> bytes.</summary>
    public int RankAt(uint number) => _ranksAt + (RankBytes * (int)(number >> 6));
}
