namespace EncodingLab.Encodings.Primitives;

/// <summary>Divides the slots of a table among symbols, in proportion to how often they occur.</summary>
internal static class TansShares
{
    /// <summary>Shares of at least 1 and at most half of the slots, all slots in sum: those that cost the entries the fewest bits.</summary>
    /// <param name="counts">How often each of at least 2 symbols occurs, at most one of them never.</param>
    /// <param name="slots">At least as many.</param>
    public static int[] Of(ReadOnlySpan<int> counts, int slots)
    {
        double total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        var shares = new int[counts.Length];
        int left = slots;
        for (int symbol = 0; symbol < shares.Length; symbol++)
        {
            shares[symbol] = Math.Clamp((int)Math.Round(counts[symbol] / total * slots), 1, slots / 2);
            left -= shares[symbol];
        }

        Move(shares, counts, left, slots / 2);
        return shares;
    }

    // Gives slots one by one where they save the most bits, or takes them where they cost the fewest.
    private static void Move(int[] shares, ReadOnlySpan<int> counts, int left, int most)
    {
        int by = Math.Sign(left);
        var queue = new PriorityQueue<int, (double Loss, int Symbol)>();
        for (int symbol = 0; symbol < shares.Length; symbol++)
        {
            Offer(queue, shares, counts, symbol, by, most);
        }

        for (; left != 0; left -= by)
        {
            int symbol = queue.Dequeue();
            shares[symbol] += by;
            Offer(queue, shares, counts, symbol, by, most);
        }
    }

    private static void Offer(PriorityQueue<int, (double Loss, int Symbol)> queue, int[] shares, ReadOnlySpan<int> counts, int symbol, int by, int most)
    {
        if (shares[symbol] + by >= 1 && shares[symbol] + by <= most)
        {
            queue.Enqueue(symbol, (counts[symbol] * Math.Log2(shares[symbol] / (double)(shares[symbol] + by)), symbol));
        }
    }
}
