namespace EncodingLab.Encodings.Primitives;

/// <summary>Huffman codes named by their lengths alone: shorter codes first, equal lengths in symbol order.</summary>
/// <remarks>Source: Schwartz and Kallick 1964; the length limit is the usual repair of the Kraft sum, not the optimal package merge.</remarks>
public static class CanonicalCode
{
    /// <summary>The longest code, in bits: codes are compared as 16-bit numbers.</summary>
    public const int MaxLength = 16;

    /// <summary>Code lengths for symbols of these counts; 0 for a count of 0.</summary>
    /// <param name="counts">How often each symbol occurs; at most 2^15 of them.</param>
    /// <param name="minLength">No code is shorter, so that less than this many bits of padding can be told from a code.</param>
    public static byte[] Lengths(ReadOnlySpan<int> counts, int minLength)
    {
        int[] used = UsedByCount(counts);
        var lengths = new byte[counts.Length];
        int[] depths = Depths(counts, used);
        for (int i = 0; i < used.Length; i++)
        {
            lengths[used[i]] = (byte)Math.Clamp(depths[i], minLength, MaxLength);
        }

        RepairKraft(lengths, used);
        AlignCells(lengths, used, counts);
        return lengths;
    }

    /// <summary>Whether the lengths leave every code its own prefix: sum of 2^-length at most 1.</summary>
    /// <param name="perLength">Number of codes of each length, index 0 to 16.</param>
    public static bool Fits(ReadOnlySpan<int> perLength)
    {
        long sum = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            sum += (long)perLength[length] << (MaxLength - length);
        }

        return sum <= 1 << MaxLength;
    }

    /// <summary>The codes of these lengths, in the low bits; 0 for a length of 0.</summary>
    public static uint[] Codes(ReadOnlySpan<byte> lengths)
    {
        var codes = new uint[lengths.Length];
        uint next = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            next <<= 1;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                codes[symbol] = lengths[symbol] == length ? next++ : codes[symbol];
            }
        }

        return codes;
    }

    private static int[] UsedByCount(ReadOnlySpan<int> counts)
    {
        var keys = new List<long>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                keys.Add(((long)counts[i] << 20) | (uint)i);
            }
        }

        keys.Sort();
        return [.. keys.Select(key => (int)(key & 0xfffff))];
    }

    // Huffman's tree over sorted leaves with two queues; one idea, so longer than most.
    private static int[] Depths(ReadOnlySpan<int> counts, int[] used)
    {
        int leaves = used.Length;
        var weights = new long[Math.Max(2 * leaves, 1)];
        var parents = new int[weights.Length];
        for (int i = 0; i < leaves; i++)
        {
            weights[i] = counts[used[i]];
        }

        int leaf = 0;
        int inner = leaves;
        for (int node = leaves; node < (2 * leaves) - 1; node++)
        {
            for (int side = 0; side < 2; side++)
            {
                int least = leaf < leaves && (inner >= node || weights[leaf] <= weights[inner]) ? leaf++ : inner++;
                parents[least] = node;
                weights[node] += weights[least];
            }
        }

        var depths = new int[weights.Length];
        for (int node = (2 * leaves) - 3; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
        }

        return depths;
    }

    // Lengthens the rarest codes below the limit until the sum fits, then shortens the commonest that still may.
    private static void RepairKraft(byte[] lengths, int[] usedRarestFirst)
    {
        long sum = usedRarestFirst.Sum(symbol => 1L << (MaxLength - lengths[symbol]));
        for (int length = MaxLength - 1; sum > 1 << MaxLength; length--)
        {
            foreach (int symbol in usedRarestFirst)
            {
                if (lengths[symbol] == length && sum > 1 << MaxLength)
                {
                    lengths[symbol]++;
                    sum -= 1L << (MaxLength - length - 1);
                }
            }

            length = length == 1 ? MaxLength : length;
        }
    }

    // Codes longer than a cell's bits come in whole cells, so that the first bits tell the length: the rarest of a length that are too many for one get a bit more;
    // then what is left of the code space goes, a cell at a time, to the group that gains most by a bit less.
    private static void AlignCells(byte[] lengths, int[] usedRarestFirst, ReadOnlySpan<int> counts)
    {
        var byLength = new List<int>[MaxLength + 1];
        for (int length = 0; length <= MaxLength; length++)
        {
            byLength[length] = [.. usedRarestFirst.Where(symbol => lengths[symbol] == length)];
        }

        for (int length = PhraseTable.CellBits + 1; length < MaxLength; length++)
        {
            int surplus = byLength[length].Count & ((1 << (length - PhraseTable.CellBits)) - 1);
            byLength[length + 1].AddRange(byLength[length].Take(surplus));
            byLength[length].RemoveRange(0, surplus);
        }

        long free = (1L << MaxLength) - Enumerable.Range(1, MaxLength).Sum(length => (long)byLength[length].Count << (MaxLength - length));
        while (free >= 1 << (MaxLength - PhraseTable.CellBits) && BestGroup(byLength, counts) is int best and > 0)
        {
            int size = 1 << (best - PhraseTable.CellBits);
            byLength[best - 1].InsertRange(0, byLength[best].TakeLast(size));
            byLength[best].RemoveRange(byLength[best].Count - size, size);
            free -= 1 << (MaxLength - PhraseTable.CellBits);
        }

        for (int length = 1; length <= MaxLength; length++)
        {
            foreach (int symbol in byLength[length])
            {
                lengths[symbol] = (byte)length;
            }
        }
    }

    // The length whose commonest symbols, as many as make a cell one bit shorter, occur most; 0 where there is none.
    private static int BestGroup(List<int>[] byLength, ReadOnlySpan<int> counts)
    {
        int best = 0;
        long most = 0;
        for (int length = PhraseTable.CellBits + 1; length <= MaxLength; length++)
        {
            long sum = 0;
            for (int i = byLength[length].Count - (1 << (length - PhraseTable.CellBits)); i >= 0 && i < byLength[length].Count; i++)
            {
                sum += counts[byLength[length][i]];
            }

            (best, most) = sum > most ? (length, sum) : (best, most);
        }

        return best;
    }
}
