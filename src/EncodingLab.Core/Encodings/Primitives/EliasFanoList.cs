using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A whole table's sorted units as one Elias-Fano list, with a directory that leads from a unit straight to its stretch of the upper bits.</summary>
/// <remarks>
/// <para>Layout: <c>count, first_granule, granules : u32; low, rank_bytes, page_bits : u8</c>; the directory: per 2^page_bits granules and once more at the end the number of entries before them,
/// rank_bytes each; <c>upper</c>: per granule from the first on a one for each entry and then a zero; <c>lows</c>: low bits an entry. Both bit strings are padded to bytes.
/// Eight bytes must follow the list.</para>
/// <para>Source: P. Elias (1974), R. Fano (1971); the directory replaces the usual samples of select0, since it is indexed by the key itself.</para>
/// </remarks>
internal readonly partial struct EliasFanoList
{
    /// <summary>Bytes that must follow a list, so that a word can be loaded at its last bit.</summary>
    public const int Padding = 8;

    /// <summary>log2 of the granules a directory record: fewer for speed, more for size.</summary>
    public const int MinPageBits = 6;

    /// <inheritdoc cref="MinPageBits"/>
    public const int MaxPageBits = 9;

    /// <summary>The widest lows that words can compare.</summary>
    private const int MaxFastLow = 7;

    /// <summary>A run of so many ones may be longer than the word that it was seen in.</summary>
    private const int MaxExactRun = 57;

    /// <summary>Bytes of a list before its directory.</summary>
    public const int HeaderBytes = 15;

    private readonly int _low;
    private readonly int _rankBytes;
    private readonly int _pageBits;
    private readonly uint _firstGranule;
    private readonly uint _granules;
    private readonly int _directoryAt;
    private readonly int _upperAt;
    private readonly int _lowsAt;
    private readonly ulong _lanes;

    private EliasFanoList(uint count, uint firstGranule, uint granules, int low, int rankBytes, int pageBits, int at)
    {
        (Count, _firstGranule, _granules, _low, _rankBytes, _pageBits) = ((int)count, firstGranule, granules, low, rankBytes, pageBits);
        _directoryAt = at + HeaderBytes;
        _upperAt = _directoryAt + (Pages(granules, pageBits) * rankBytes);
        _lowsAt = _upperAt + BitPacking.BytesFor(count + (long)granules);
        _lanes = BitPacking.Lanes(Math.Min(low, 8));
    }

    /// <summary>Entries.</summary>
    public int Count { get; }

    /// <summary>Where the list ends.</summary>
    public int End => _lowsAt + BitPacking.BytesFor((long)Count * _low);

    private static int Pages(uint granules, int pageBits) => (int)((granules + (1L << pageBits) - 1) >> pageBits) + 1;

    /// <summary>Finds a list's parts; false where they do not fit the bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryOpen(ReadOnlySpan<byte> bytes, int at, out EliasFanoList list)
    {
        if (at < 0 || at > bytes.Length - HeaderBytes)
        {
            list = default;
            return false;
        }

        ReadOnlySpan<byte> header = bytes[at..];
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(header);
        uint granules = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        int low = header[12];
        int rankBytes = header[13];
        int pageBits = header[14];
        long end = pageBits > MaxPageBits ? 0 : at + HeaderBytes + (Pages(granules, pageBits) * (long)rankBytes) + ((count + (long)granules + 7) >> 3) + (((long)count * low) + 7 >> 3);
        if (low > 31 || rankBytes is < 1 or > 4 || pageBits is < MinPageBits or > MaxPageBits || end + Padding > bytes.Length)
        {
            list = default;
            return false;
        }

        list = new(count, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), granules, low, rankBytes, pageBits, at);
        return true;
    }

    /// <summary>The number of entries at or before a unit.</summary>
    /// <param name="origin">The first byte of what the list was opened in.</param>
    /// <param name="unit">What to look for.</param>
    /// <param name="probe">Told of each read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CountAtOrBefore<TOps, TProbe>(ref readonly byte origin, uint unit, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        uint granule = (unit >> _low) - _firstGranule;
        if (granule >= _granules)
        {
            return unit >> _low < _firstGranule ? 0 : Count;
        }

        int start = Start<TOps, TProbe>(in origin, granule, out int run, ref probe);
        uint bound = unit & ((1u << _low) - 1);
        if (run > 8 || _low > MaxFastLow)
        {
            return FirstAbove(in origin, start, EndOf(in origin, granule, start, run, ref probe), bound, ref probe);
        }

        long bit = (long)start * _low;
        int at = _lowsAt + (int)(bit >> 3);
        probe.Read(at, 8);
        return start + PagePcs.CountAtOrBelow<TOps>(BitPacking.Word(in origin, at) >> (int)(bit & 7), _low, _lanes, run, bound);
    }

    /// <summary>The first entry that is exactly the unit, or -1.</summary>
    /// <inheritdoc cref="CountAtOrBefore{TOps, TProbe}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstAt<TOps, TProbe>(ref readonly byte origin, uint unit, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        uint granule = (unit >> _low) - _firstGranule;
        if (granule >= _granules)
        {
            return -1;
        }

        int start = Start<TOps, TProbe>(in origin, granule, out int run, ref probe);
        uint wanted = unit & ((1u << _low) - 1);
        if (run > 8 || _low > MaxFastLow)
        {
            int end = EndOf(in origin, granule, start, run, ref probe);
            int entry = wanted == 0 ? start : FirstAbove(in origin, start, end, wanted - 1, ref probe);
            return entry < end && LowOf(in origin, entry, ref probe) == wanted ? entry : -1;
        }

        const ulong Ones = 0x0101010101010101;
        const ulong Tops = 0x8080808080808080;
        long bit = (long)start * _low;
        int at = _lowsAt + (int)(bit >> 3);
        probe.Read(at, 8);
        ulong differences = TOps.Spread(BitPacking.Word(in origin, at) >> (int)(bit & 7), _low, _lanes) ^ (wanted * Ones);
        ulong same = TOps.Low(~((differences | Tops) - Ones) & Tops, run * 8);
        return same == 0 ? -1 : start + (BitOperations.TrailingZeroCount(same) >> 3);
    }

    /// <summary>Reads every unit back; false where the parts contradict each other.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, Span<uint> units)
    {
        int read = 0;
        uint granule = _firstGranule;
        for (long bit = 0; bit < Count + (long)_granules; bit++)
        {
            if (BitPacking.Field(bytes, (_upperAt * 8L) + bit, 1) == 0)
            {
                granule++;
            }
            else if (read < units.Length)
            {
                units[read] = (granule << _low) | (uint)BitPacking.Field(bytes, (_lowsAt * 8L) + ((long)read * _low), _low);
                read++;
            }
            else
            {
                return false;
            }
        }

        return read == units.Length;
    }

    /// <summary>The number of entries before a granule's, and how many are its own (exact up to 56).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Start<TOps, TProbe>(ref readonly byte origin, uint granule, out int run, ref TProbe probe)
        where TOps : struct, IWordOps
        where TProbe : struct, IProbe, allows ref struct
    {
        int recordAt = _directoryAt + ((int)(granule >> _pageBits) * _rankBytes);
        uint rank = (uint)TOps.Low(BitPacking.Half(in origin, recordAt), _rankBytes * 8);
        probe.Read(recordAt, _rankBytes);
        uint inPage = granule & ((1u << _pageBits) - 1);
        uint first = (uint)Math.Min((ulong)rank + (granule - inPage), (ulong)(_lowsAt - _upperAt) * 8);
        int zeros = (int)inPage;
        int wordAt = _upperAt + (int)(first >> 3);
        ulong word = ~BitPacking.Word(in origin, wordAt) >> (int)(first & 7) << (int)(first & 7);
        probe.Read(wordAt, 8);
        int before = BitOperations.PopCount(word);
        while (before < zeros && wordAt + 8 < _lowsAt)
        {
            zeros -= before;
            wordAt += 8;
            word = ~BitPacking.Word(in origin, wordAt);
            probe.Read(wordAt, 8);
            before = BitOperations.PopCount(word);
        }

        // The entries begin behind the last zero of the granule before, or where the page begins.
        uint bit = zeros == 0 ? first : (uint)(((wordAt - _upperAt) * 8) + TOps.Select(word, zeros - 1) + 1);
        int runAt = _upperAt + (int)Math.Min(bit >> 3, (uint)(_lowsAt - _upperAt));
        run = BitOperations.TrailingZeroCount(~(BitPacking.Word(in origin, runAt) >> (int)(bit & 7)));
        probe.Read(runAt, 8);
        return (int)Math.Min(bit - granule, (uint)Count);
    }

    /// <summary>The end of a granule's entries, where the run of their ones may go on beyond the word that it was seen in.</summary>
    private int EndOf<TProbe>(ref readonly byte origin, uint granule, int start, int run, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        long end = start + (long)run;
        while (run >= MaxExactRun && end < Count)
        {
            long bit = end + granule;
            int at = _upperAt + (int)Math.Min(bit >> 3, _lowsAt - _upperAt);
            probe.Read(at, 8);
            run = BitOperations.TrailingZeroCount(~(BitPacking.Word(in origin, at) >> (int)(bit & 7)));
            end += run;
        }

        return (int)Math.Min(end, Count);
    }

    /// <summary>The first entry of some whose low is above a bound: binary search without a branch on what it reads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FirstAbove<TProbe>(ref readonly byte origin, int start, int end, uint bound, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        for (int left = end - start; left > 0;)
        {
            int half = left >> 1;
            bool covered = LowOf(in origin, start + half, ref probe) <= bound;
            start = covered ? start + half + 1 : start;
            left = covered ? left - half - 1 : half;
        }

        return start;
    }

    private uint LowOf<TProbe>(ref readonly byte origin, int entry, ref TProbe probe)
        where TProbe : struct, IProbe, allows ref struct
    {
        long bit = (long)entry * _low;
        int at = _lowsAt + (int)(bit >> 3);
        probe.Read(at, 8);
        return (uint)(BitPacking.Word(in origin, at) >> (int)(bit & 7)) & ((1u << _low) - 1);
    }
}
