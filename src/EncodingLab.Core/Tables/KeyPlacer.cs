namespace EncodingLab.Tables;

/// <summary>Chooses places for keys that may stand anywhere within their bounds.</summary>
internal static class KeyPlacer
{
    /// <summary>The most bytes that a difference of two u32 keys takes with one flag bit below it.</summary>
    private const int MaxBytes = 5;

    /// <summary>Costs above the least that are worth following: a dearer place can never pay back more than one difference costs at most.</summary>
    private const int Levels = MaxBytes + 1;

    /// <summary>
    /// The places where the differences take the fewest bytes, exactly: for each key, the intervals in which it can stand at a total cost of the least, the least plus 1, and so on.
    /// Such a set is always one interval, because each longer code begins where the shorter ends; so a block is solved in one pass forth and one back.
    /// </summary>
    /// <param name="keys">Ascending, with bounds that do not overlap.</param>
    /// <param name="block">Entries per block; the first key of a block costs the same anywhere.</param>
    public static uint[] ShortDeltas(IReadOnlyList<FreeKey> keys, int block)
    {
        var places = new uint[keys.Count];
        var reach = new (long First, long Last)[Math.Min(block, Math.Max(keys.Count, 1)), Levels];
        for (int start = 0; start < keys.Count; start += block)
        {
            int count = Math.Min(block, keys.Count - start);
            var least = new int[count];
            Forth(keys, start, count, reach, least);
            Back(keys, start, count, reach, least, places);
        }

        return places;
    }

    private static void Forth(IReadOnlyList<FreeKey> keys, int start, int count, (long First, long Last)[,] reach, int[] least)
    {
        for (int level = 0; level < Levels; level++)
        {
            reach[0, level] = (keys[start].First, keys[start].Last);
        }

        for (int i = 1; i < count; i++)
        {
            FreeKey key = keys[start + i];
            int cost = least[i - 1] + 1;
            while (Reached(reach, i - 1, cost - least[i - 1], key) is var (first, last) && first > last)
            {
                cost++;
            }

            least[i] = cost;
            for (int level = 0; level < Levels; level++)
            {
                reach[i, level] = Reached(reach, i - 1, cost + level - least[i - 1], key);
            }
        }
    }

    /// <summary>Where a key can stand at a cost, counted from the least cost of the key before it.</summary>
    private static (long First, long Last) Reached((long First, long Last)[,] reach, int before, int cost, FreeKey key)
    {
        long first = long.MaxValue;
        long last = long.MinValue;
        for (int bytes = 1; bytes <= MaxBytes; bytes++)
        {
            int level = Math.Min(cost - bytes, Levels - 1);
            if (level >= 0)
            {
                first = Math.Min(first, reach[before, level].First + Shortest(bytes));
                last = Math.Max(last, reach[before, level].Last + Longest(bytes));
            }
        }

        return (Math.Max(first, key.First), Math.Min(last, key.Last));
    }

    private static void Back(IReadOnlyList<FreeKey> keys, int start, int count, (long First, long Last)[,] reach, int[] least, uint[] places)
    {
        int budget = least[count - 1];
        long first = reach[count - 1, 0].First;
        long last = reach[count - 1, 0].Last;
        for (int i = count - 1; ; i--)
        {
            places[start + i] = (uint)Math.Clamp(keys[start + i].Wanted, first, last);
            if (i == 0)
            {
                return;
            }

            (budget, first, last) = Before(reach, i - 1, least[i - 1], budget, places[start + i]);
        }
    }

    /// <summary>Where the key before may stand, given where this one stands and what all up to here may cost.</summary>
    private static (int Budget, long First, long Last) Before((long First, long Last)[,] reach, int before, int least, int budget, uint place)
    {
        for (int bytes = 1; bytes <= MaxBytes; bytes++)
        {
            int level = Math.Min(budget - bytes - least, Levels - 1);
            if (level < 0)
            {
                break;
            }

            long first = Math.Max(reach[before, level].First, place - Longest(bytes));
            long last = Math.Min(reach[before, level].Last, place - Shortest(bytes));
            if (first <= last)
            {
                return (budget - bytes, first, last);
            }
        }

        throw new InvalidOperationException("no place for a key that has one");
    }

    /// <summary>The smallest difference that needs as many bytes of 7 bits, one bit being a flag.</summary>
    private static long Shortest(int bytes) => bytes == 1 ? 0 : 1L << ((7 * (bytes - 1)) - 1);

    /// <summary>The largest difference that fits.</summary>
    private static long Longest(int bytes) => (1L << ((7 * bytes) - 1)) - 1;
}
