using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Values in blocks of 2^n entries, found by the rank of an entry: a directory of a base and a body's offset a block, a model, the bodies.</summary>
/// <remarks>
/// <code>
/// header    : block_bits, base_bits, offset_bits, table_bits : u8; bias : i16
/// directory : per block base_bits + offset_bits, padded to whole bytes: the block's base; where its body begins, counted from the first
/// model     : 2^table_bits x u32 where table_bits is not 0
/// bodies
/// padding   : 8 zero bytes
/// </code>
/// The header stands apart: <see cref="EliasFanoMap"/> has the pcs between.
/// </remarks>
internal readonly struct RankedBlocks
{
    public const int HeaderBytes = 6;
    public const int Padding = 8;
    public const int MaxBlockBits = 6;
    public const int MaxTableBits = 11;
    private readonly int _baseBits;
    private readonly ulong _offsetMask;
    private readonly uint _baseMask;
    private readonly int _recordBytes;

    private RankedBlocks(ReadOnlySpan<byte> header, int directoryAt, int entries, int length)
    {
        (BlockBits, _baseBits, int offsetBits, TableBits) = (header[0], header[1], header[2], header[3]);
        Bias = (short)(header[4] | (header[5] << 8));
        (_baseMask, _offsetMask) = ((uint)((1UL << _baseBits) - 1), (1UL << offsetBits) - 1);
        (DirectoryAt, _recordBytes) = (directoryAt, (_baseBits + offsetBits + 7) >> 3);
        long model = directoryAt + ((long)Blocks(entries, BlockBits) * _recordBytes);
        long bodies = model + (TableBits == 0 ? 0 : 4L << TableBits);
        bool fits = bodies + Padding <= length;
        (ModelAt, BodiesAt, Last) = fits ? ((int)model, (int)bodies, length - Padding) : (0, 0, -1);
    }

    /// <summary>log2 of the entries a block.</summary>
    public int BlockBits { get; }

    /// <summary>log2 of the model's entries.</summary>
    public int TableBits { get; }

    /// <summary>What is subtracted from every delta.</summary>
    public int Bias { get; }

    public int DirectoryAt { get; }

    public int ModelAt { get; }

    public int BodiesAt { get; }

    /// <summary>The last offset at which eight bytes lie inside; -1 where the blocks do not fit.</summary>
    public int Last { get; }

    /// <summary>Finds the parts; false where they do not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOpen(ReadOnlySpan<byte> bytes, int headerAt, int directoryAt, int entries, out RankedBlocks blocks)
    {
        ReadOnlySpan<byte> header = bytes.Slice(headerAt, HeaderBytes);
        if (header[0] > MaxBlockBits || header[1] > 32 || header[2] > 31 || header[3] > MaxTableBits)
        {
            blocks = default;
            return false;
        }

        blocks = new(header, directoryAt, entries, bytes.Length);
        return blocks.Last >= 0;
    }

    public static int Blocks(int entries, int blockBits) => (int)((entries + (1L << blockBits) - 1) >> blockBits);

    /// <summary>Writes a header for these blocks.</summary>
    public static void WriteHeader(int blockBits, ReadOnlySpan<uint> bases, int bodyBytes, int tableBits, int bias, ByteWriter output)
    {
        output.WriteByte((byte)blockBits);
        output.WriteByte((byte)BitsOf(bases));
        output.WriteByte((byte)BitsOf([(uint)bodyBytes]));
        output.WriteByte((byte)tableBits);
        output.WriteUInt16((ushort)bias);
    }

    /// <summary>Writes the directory.</summary>
    public static void WriteDirectory(ReadOnlySpan<uint> bases, ReadOnlySpan<int> offsets, int bodyBytes, ByteWriter output)
    {
        int baseBits = BitsOf(bases);
        int offsetBits = BitsOf([(uint)bodyBytes]);
        int recordBytes = (baseBits + offsetBits + 7) >> 3;
        Span<byte> records = output.Reserve(bases.Length * recordBytes);
        for (int i = 0; i < bases.Length; i++)
        {
            BitPacking.Set(records, i * 8L * recordBytes, bases[i] | ((ulong)offsets[i] << baseBits), baseBits + offsetBits);
        }
    }

    /// <summary>Where the body of an entry's block begins, in range wherever the bytes say, and the block's base.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find<TProbe>(ref readonly byte origin, int entry, out uint start, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        int at = DirectoryAt + ((entry >> BlockBits) * _recordBytes);
        probe.Read(at, _recordBytes);
        ulong record = BitPacking.Word(in origin, at);
        start = (uint)record & _baseMask;
        return (int)Math.Min(BodiesAt + (uint)((record >> _baseBits) & _offsetMask), (uint)Last);
    }

    private static int BitsOf(ReadOnlySpan<uint> numbers)
    {
        uint union = 0;
        foreach (uint number in numbers)
        {
            union |= number;
        }

        return 32 - BitOperations.LeadingZeroCount(union);
    }
}

/// <summary>How the values of a block are read.</summary>
internal interface IRankedValues
{
    /// <summary>The value of an entry of the table. Safe on any bytes.</summary>
    static abstract uint Get<TOps, TProbe>(ref readonly byte origin, in RankedBlocks blocks, int entry, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct;
}
