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
}
