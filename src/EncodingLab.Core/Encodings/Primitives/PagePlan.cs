using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>How a table's text is cut into pages of equal length, each found by dividing the pc: no search.</summary>
/// <param name="Shift">log2 of the unit: what every pc is divided by.</param>
/// <param name="Low">log2 of a granule in units; 0: a page is a bitmap of its units, else an Elias-Fano list of its granules.</param>
/// <param name="Granules">Granules in a page: a multiple of 8 up to 64, up to 128 for bitmaps.</param>
internal readonly record struct PagePlan(int Shift, int Low, int Granules)
{
    /// <summary>The widest low part: a table of the longest gaps then has few pages.</summary>
    public const int MaxLow = 26;

    /// <summary>Granules that one word can hold.</summary>
    public const int MaxGranules = 64;

    /// <summary>Units of the longest bitmap.</summary>
    public const int MaxBitmap = 128;

    private const ulong Whole = ulong.MaxValue;

    /// <summary>Units in a page.</summary>
    public ulong Units => (ulong)Granules << Low;

    /// <summary>Multiplies a granule number to its page number, in the upper half of the product; exact for every u32.</summary>
    public ulong Reciprocal => Reciprocals[(Granules >> 3) - 1];

    /// <summary>Whether the parts are such as a reader can take.</summary>
    public bool IsSound =>
        Shift is >= 0 and < 32 && Low is >= 0 and <= MaxLow && Granules >= 8 && (Granules & 7) == 0 && Granules <= (Low == 0 ? MaxBitmap : MaxGranules);

    /// <summary>2^64 / granules, rounded up: a table, since a division would be half of what opening costs.</summary>
    private static ReadOnlySpan<ulong> Reciprocals =>
    [
        (Whole / 8) + 1, (Whole / 16) + 1, (Whole / 24) + 1, (Whole / 32) + 1, (Whole / 40) + 1, (Whole / 48) + 1, (Whole / 56) + 1, (Whole / 64) + 1,
        (Whole / 72) + 1, (Whole / 80) + 1, (Whole / 88) + 1, (Whole / 96) + 1, (Whole / 104) + 1, (Whole / 112) + 1, (Whole / 120) + 1, (Whole / 128) + 1,
    ];

    /// <summary>The page that a pc lies in, counted from the start of the text.</summary>
    public uint PageOf(uint pc) => (uint)((pc >> Shift >> Low) / (uint)Granules);

    /// <summary>A pc's units from the start of its page.</summary>
    public uint LocalOf(uint pc) => (uint)((pc >> Shift) - (PageOf(pc) * Units));

    /// <summary>The end of the entries that share a page with the one at the start.</summary>
    public int PageEnd(ReadOnlySpan<uint> pcs, int start)
    {
        ulong limit = ((PageOf(pcs[start]) + 1UL) * Units) << Shift;
        int end = start + 1;
        while (end < pcs.Length && pcs[end] < limit)
        {
            end++;
        }

        return end;
    }

    /// <summary>Tries lengths and keeps the one of the least estimated cost.</summary>
    /// <param name="pcs">Non-decreasing pcs.</param>
    /// <param name="denseCost">How many percent more a byte counts in a plan all of whose entries lie in pages of more than a word of entries; in proportion for fewer.</param>
    /// <param name="cost">Bytes of a page of so many entries, all but its values; the directory counted.</param>
    public static PagePlan For(ReadOnlySpan<uint> pcs, int denseCost, Func<PagePlan, int, int> cost)
    {
        int shift = pcs.IsEmpty || pcs[^1] == 0 ? 0 : BitOperations.TrailingZeroCount(Union(pcs));
        var best = new PagePlan(shift, MaxLow, MaxGranules);
        if (pcs.IsEmpty)
        {
            return best;
        }

        double bestScore = best.Score(pcs, denseCost, cost, double.MaxValue);
        int least = Math.Max(BitOperations.Log2(((pcs[^1] - pcs[0]) >> shift) / (uint)pcs.Length | 1) - 2, 0);
        for (int low = least, worse = 0; low < MaxLow && worse < 3; low++)
        {
            double before = bestScore;
            foreach (int granules in (ReadOnlySpan<int>)(low == 0 ? [128, 96, 64, 48] : [64, 56, 48, 40]))
            {
                var plan = new PagePlan(shift, low, granules);
                double score = plan.Score(pcs, denseCost, cost, bestScore);
                (best, bestScore) = score < bestScore ? (plan, score) : (best, bestScore);
            }

            worse = bestScore < before ? 0 : worse + 1;
        }

        return best;
    }

    private double Score(ReadOnlySpan<uint> pcs, int denseCost, Func<PagePlan, int, int> cost, double limit)
    {
        Span<int> costs = stackalloc int[PagePcs.MaxEntries + 1];
        for (int entries = 0; entries < costs.Length; entries++)
        {
            costs[entries] = cost(this, entries);
        }

        long bytes = ((long)PageOf(pcs[^1]) - PageOf(pcs[0]) + 1) * costs[0];
        long dense = 0;
        for (int start = 0, end; start < pcs.Length && bytes < limit; start = end)
        {
            end = PageEnd(pcs, start);
            int entries = end - start;
            dense += entries > PagePcs.OneWord ? entries : 0;
            bytes += (entries <= PagePcs.MaxEntries ? costs[entries] : cost(this, entries)) - costs[0];
        }

        return bytes * (1 + (denseCost / 100.0 * dense / pcs.Length));
    }

    private static uint Union(ReadOnlySpan<uint> pcs)
    {
        uint union = 0;
        foreach (uint pc in pcs)
        {
            union |= pc;
        }

        return union;
    }
}
