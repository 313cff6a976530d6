namespace EncodingLab.Encodings.Primitives;

/// <summary>The symbols of one of the two streams, the frequent first, and the name of each entry's value.</summary>
/// <param name="Symbols">At most 255.</param>
/// <param name="Names">Per entry, the index of its symbol.</param>
internal sealed record EchoAlphabet(EchoSymbol[] Symbols, byte[] Names)
{
    private const int MaxExact = 104;
    private const int Near = 1 << 11;

    /// <summary>Names values: those that occur often enough exactly, others by their class.</summary>
    /// <param name="values">One per entry.</param>
    /// <param name="isNone">Which entries have no value; empty where all have one.</param>
    /// <param name="least">Occurrences that make a value worth a symbol.</param>
    /// <param name="withEcho">Whether symbol 0 is the echo.</param>
    public static EchoAlphabet Of(ReadOnlySpan<int> values, ReadOnlySpan<bool> isNone, int least, bool withEcho)
    {
        int[] ids = Number(values, isNone, out List<int> distinct, out List<int> counts);
        EchoSymbol[] symbolOf = Name(distinct, counts, least, ids, isNone);
        var totals = new Dictionary<EchoSymbol, int>();
        for (int id = 0; id < symbolOf.Length; id++)
        {
            totals[symbolOf[id]] = totals.GetValueOrDefault(symbolOf[id]) + counts[id];
        }

        List<EchoSymbol> symbols = [.. totals.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Pack()).Select(pair => pair.Key)];
        if (withEcho)
        {
            symbols.Insert(0, EchoSymbol.Echo);
        }

        byte[] index = [.. symbolOf.Select(symbol => (byte)symbols.IndexOf(symbol))];
        var names = new byte[values.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = index[ids[i]];
        }

        return new([.. symbols], names);
    }

    private static EchoSymbol[] Name(List<int> distinct, List<int> counts, int least, int[] ids, ReadOnlySpan<bool> isNone)
    {
        int none = isNone.IndexOf(true) is int first && first >= 0 ? ids[first] : -1;
        int[] byCount = [.. Enumerable.Range(0, distinct.Count).Where(id => id != none && EchoSymbol.MayBeExact(distinct[id])).OrderByDescending(id => counts[id]).ThenBy(id => distinct[id])];
        HashSet<int> exact = [.. byCount.Take(MaxExact).TakeWhile(id => counts[id] >= least)];
        var symbols = new EchoSymbol[distinct.Count];
        for (int id = 0; id < symbols.Length; id++)
        {
            symbols[id] = id == none ? EchoSymbol.None
                : exact.Contains(id) || EchoSymbol.MustBeExact(distinct[id]) ? EchoSymbol.Exact(distinct[id]) : EchoSymbol.ClassOf(distinct[id]);
        }

        return symbols;
    }

    private static int[] Number(ReadOnlySpan<int> values, ReadOnlySpan<bool> isNone, out List<int> distinct, out List<int> counts)
    {
        var ids = new int[values.Length];
        var index = new HashIndex(1 << 12);
        var near = new int[2 * Near];
        (distinct, counts) = ([], []);
        for (int i = 0; i < ids.Length; i++)
        {
            // Most values are near 0, and found without a hash: one more than their number, 0 before they have one.
            bool hasValue = isNone.IsEmpty || !isNone[i];
            uint place = (uint)(values[i] + Near);
            int id = hasValue && place < near.Length ? near[place] - 1 : -1;
            if (id < 0)
            {
                id = index.GetOrAdd(hasValue ? (uint)values[i] : ulong.MaxValue, distinct.Count);
                if (id == distinct.Count)
                {
                    distinct.Add(values[i]);
                    counts.Add(0);
                }

                if (hasValue && place < near.Length)
                {
                    near[place] = id + 1;
                }
            }

            ids[i] = id;
            counts[id]++;
        }

        return ids;
    }
}
