using System.Numerics;
using System.Runtime.CompilerServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>The pcs of one page of code: an Elias-Fano list of granules, or a bitmap of units where pcs are dense.</summary>
/// <remarks>
/// <para>Elias-Fano form: <c>granules</c>, a bit each, set where a granule has entries; <c>firsts</c>: entries + 1 bits, set at each granule's first entry and at the end;
/// and, where the owner puts them, <c>lows</c>: low bits an entry. Any number of equal pcs.</para>
/// <para>Bitmap form (low 0): <c>units</c>, a bit each, set where a unit has an entry. No equal pcs.</para>
/// <para>Source: P. Elias (1974), R. Fano (1971), with the upper bits split into two bit strings, each short enough for one or two words; select by PDEP as in
/// P. Pandey, M. Bender, R. Johnson, A fast x86 implementation of select (2017).</para>
/// </remarks>
internal static class PagePcs
{
    /// <summary>Entries that the bit strings of a page can hold: two words less one bit for the end mark.</summary>
    public const int MaxEntries = 127;

    /// <summary>Entries whose bit strings take one word.</summary>
    public const int OneWord = 63;

    /// <summary>Entries of a granule that <see cref="CountAtOrBelow"/> can tell apart.</summary>
    public const int MaxCrowd = 8;

    /// <summary>The widest lows that <see cref="CountAtOrBelow"/> takes.</summary>
    public const int MaxFastLow = 7;

    /// <summary>Bytes of a bit string with a bit an entry and one more.</summary>
    public static int Stride(int entries) => (entries + 8) >> 3;

    /// <summary>Bytes of granules and firsts, or of the bitmap.</summary>
    public static int UpperBytes(PagePlan plan, int entries) => (plan.Granules >> 3) + (plan.Low == 0 ? 0 : Stride(entries));

    /// <summary>The number of a page's entries at or before a unit of 0 to 127, from its bitmap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RankBitmap<TOps>(ref readonly byte bitmap, uint local)
        where TOps : struct, IWordOps =>
        BitOperations.PopCount(TOps.Low(BitPacking.Word(in bitmap, 0), (int)local + 1))
        + BitOperations.PopCount(TOps.Low(BitPacking.Word(in bitmap, 8), Math.Max((int)local - 63, 0)));

    /// <summary>The number of entries before a granule's first, and how many the granule holds, in a page of up to 63 entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start<TOps>(ulong granules, ulong firsts, int granule, out int count)
        where TOps : struct, IWordOps
    {
        int start = TOps.Select(firsts, BitOperations.PopCount(TOps.Low(granules, granule)));
        count = (BitOperations.TrailingZeroCount(firsts >> start >> 1) + 1) & -(int)((granules >> granule) & 1);
        return start;
    }

    /// <summary>The same in a page of up to 127 entries.</summary>
    /// <param name="granules">Its granules.</param>
    /// <param name="firsts">Where its firsts begin, with 25 bytes after it.</param>
    /// <param name="granule">0 to 63.</param>
    /// <param name="count">Exact up to 56.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int StartOfTwo<TOps>(ulong granules, ref readonly byte firsts, int granule, out int count)
        where TOps : struct, IWordOps
    {
        ulong first = BitPacking.Word(in firsts, 0);
        int rank = BitOperations.PopCount(TOps.Low(granules, granule));
        int left = rank - BitOperations.PopCount(first);
        bool upper = left >= 0;
        int start = TOps.Select(upper ? BitPacking.Word(in firsts, 8) : first, upper ? left : rank) + (upper ? 64 : 0);
        ulong behind = BitPacking.Word(in firsts, (start + 1) >> 3) >> ((start + 1) & 7);
        count = (BitOperations.TrailingZeroCount(behind) + 1) & -(int)((granules >> granule) & 1);
        return start;
    }

    /// <summary>How many of up to eight lows are at or below a bound.</summary>
    /// <param name="lows">Fields of <paramref name="width"/> bits.</param>
    /// <param name="width">0 to <see cref="MaxFastLow"/>.</param>
    /// <param name="lanes">From <see cref="BitPacking.Lanes"/>.</param>
    /// <param name="count">How many of the fields to look at.</param>
    /// <param name="bound">Below 2^width.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountAtOrBelow<TOps>(ulong lows, int width, ulong lanes, int count, uint bound)
        where TOps : struct, IWordOps
    {
        const ulong Ones = 0x0101010101010101;
        const ulong Tops = 0x8080808080808080;
        ulong reached = (((bound * Ones) | Tops) - TOps.Spread(lows, width, lanes)) & Tops;
        return BitOperations.PopCount(TOps.Low(reached, count * 8));
    }

    /// <summary>Writes granules and firsts, or the bitmap.</summary>
    /// <param name="locals">Units from the page's start, non-decreasing; distinct for a bitmap.</param>
    /// <param name="plan">The page's shape.</param>
    /// <param name="output">Receives them.</param>
    public static void WriteUpper(ReadOnlySpan<uint> locals, PagePlan plan, ByteWriter output)
    {
        Span<byte> granules = output.Reserve(plan.Granules >> 3);
        foreach (uint local in locals)
        {
            int bit = (int)(local >> plan.Low);
            granules[bit >> 3] |= (byte)(1 << (bit & 7));
        }

        if (plan.Low == 0)
        {
            return;
        }

        Span<byte> firsts = output.Reserve(Stride(locals.Length));
        for (int i = 0; i <= locals.Length; i++)
        {
            if (i == 0 || i == locals.Length || locals[i] >> plan.Low != locals[i - 1] >> plan.Low)
            {
                firsts[i >> 3] |= (byte)(1 << (i & 7));
            }
        }
    }

    /// <summary>Writes the lows.</summary>
    public static void WriteLows(ReadOnlySpan<uint> locals, PagePlan plan, ByteWriter output)
    {
        Span<byte> lows = output.Reserve(BitPacking.BytesFor((long)locals.Length * plan.Low));
        for (int i = 0; i < locals.Length; i++)
        {
            BitPacking.Set(lows, (long)i * plan.Low, locals[i] & ((1u << plan.Low) - 1), plan.Low);
        }
    }

    /// <summary>The most entries that share a granule.</summary>
    public static int Crowd(ReadOnlySpan<uint> locals, PagePlan plan)
    {
        int most = 0;
        int run = 0;
        for (int i = 0; i < locals.Length; i++)
        {
            run = i > 0 && locals[i] >> plan.Low == locals[i - 1] >> plan.Low ? run + 1 : 1;
            most = Math.Max(most, run);
        }

        return most;
    }

    /// <summary>Reads every pc back; false where the bit strings contradict each other.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int at, int lowsAt, PagePlan plan, Span<uint> locals)
    {
        int read = 0;
        long firstsAt = (at + (plan.Granules >> 3)) * 8L;
        for (int granule = 0; granule < plan.Granules; granule++)
        {
            if (BitPacking.Field(bytes, (at * 8L) + granule, 1) == 0)
            {
                continue;
            }

            if (plan.Low > 0 && BitPacking.Field(bytes, firstsAt + read, 1) == 0)
            {
                return false;
            }

            do
            {
                if (read == locals.Length)
                {
                    return false;
                }

                uint low = (uint)BitPacking.Field(bytes, (lowsAt * 8L) + ((long)read * plan.Low), plan.Low);
                locals[read++] = ((uint)granule << plan.Low) | low;
            }
            while (plan.Low > 0 && BitPacking.Field(bytes, firstsAt + read, 1) == 0);
        }

        return read == locals.Length;
    }
}
