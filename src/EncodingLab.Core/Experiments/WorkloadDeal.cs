using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>Puts drawn pcs in an order in which every short run has its share of cheap and dear ones.</summary>
/// <remarks>
/// A reader that decodes a block from its start needs many times longer for its last entry than for its first. A sample of 64 plain random pcs would
/// therefore vary by several percent for no other reason than its luck. The pcs are sorted by their entry's position in blocks of 256 (which gives the
/// position in every smaller power of two as well), cut into 64 strata, and each hand of 64 gets one pc of each stratum at random, in random order:
/// the same pcs, still nothing for a branch predictor to learn, and samples that differ less. Encodings without such blocks are not touched by it.
/// </remarks>
internal static class WorkloadDeal
{
    private const int Hand = 64;
    private const int LargestBlock = 256;

    /// <summary>Reorders in place; pcs beyond the last whole hand stay at the end.</summary>
    public static void Deal(uint[] pcs, PcTable table, WorkloadRandom random)
    {
        int hands = pcs.Length / Hand;
        random.Shuffle(pcs.AsSpan());
        uint[] dealt = pcs.AsSpan(0, hands * Hand).ToArray();
        Array.Sort([.. dealt.Select((pc, i) => SortKey(table, pc, i))], dealt);
        for (int stratum = 0; stratum < Hand; stratum++)
        {
            Span<uint> cards = dealt.AsSpan(stratum * hands, hands);
            random.Shuffle(cards);
            for (int hand = 0; hand < hands; hand++)
            {
                pcs[(hand * Hand) + stratum] = cards[hand];
            }
        }

        for (int hand = 0; hand < hands; hand++)
        {
            random.Shuffle(pcs.AsSpan(hand * Hand, Hand));
        }
    }

    /// <summary>Position in block, then the place in the draw: no two alike, so that every sorting routine gives one order.</summary>
    private static long SortKey(PcTable table, uint pc, int place)
    {
        int entry = table.Kind.Rule == LookupRule.Exact ? ReferenceLookup.LowerBound(table.Pcs, pc) : ReferenceLookup.CoveringEntry(table.Pcs, pc);
        return ((long)(entry % LargestBlock) << 32) + place;
    }
}
