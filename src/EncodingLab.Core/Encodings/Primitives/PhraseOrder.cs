namespace EncodingLab.Encodings.Primitives;

/// <summary>Puts trained symbols into the order of their bytes: tokens by key, then phrases by level and halves; unneeded ones are dropped.</summary>
internal static class PhraseOrder
{
    /// <summary>A token's fields from the rarest set to the most various, so that keys lie close together.</summary>
    public static uint Key(PhraseSymbol symbol) =>
        ((uint)symbol.ValueCode << 28) | ((uint)symbol.PcCode << 24) | ((uint)symbol.Flavour << 19) | (symbol.BasePc << 10) | (uint)(symbol.BaseValue - PhraseSymbol.MinBaseValue);

    /// <summary>The token of a key.</summary>
    public static PhraseSymbol Token(uint key) =>
        new((key >> 10) & 0x1ff, (int)(key >> 24) & 15, (int)(key >> 19) & 31, (int)(key & 0x3ff) + PhraseSymbol.MinBaseValue, (int)(key >> 28));

    /// <summary>How far the key of each of some tokens in order lies from the one before, the first from -1.</summary>
    public static uint[] Gaps(ReadOnlySpan<PhraseSymbol> tokens)
    {
        var gaps = new uint[tokens.Length];
        long previous = -1;
        for (int symbol = 0; symbol < gaps.Length; symbol++)
        {
            uint key = Key(tokens[symbol]);
            gaps[symbol] = (uint)(key - previous);
            previous = key;
        }

        return gaps;
    }

    /// <summary>The same code with its symbols in order.</summary>
    public static PhraseCode Sort(PhraseCode code)
    {
        int[] levels = Levels(code.Pairs);
        bool[] needed = Needed(code);
        var order = new List<int>();
        var places = new int[levels.Length];
        for (int level = 0; level <= levels.DefaultIfEmpty(0).Max(); level++)
        {
            var members = new List<(long Key, int Symbol)>();
            for (int symbol = 0; symbol < levels.Length; symbol++)
            {
                if (needed[symbol] && levels[symbol] == level)
                {
                    long key = code.Pairs[symbol] is { } pair ? ((long)places[pair.First] << 16) + places[pair.Second] : Key(code.Symbols[symbol]);
                    members.Add((key, symbol));
                }
            }

            members.Sort();
            foreach ((long _, int symbol) in members)
            {
                places[symbol] = order.Count;
                order.Add(symbol);
            }
        }

        ushort[] stream = [.. code.Stream.Select(symbol => (ushort)places[symbol])];
        PhrasePair?[] pairs = [.. order.Select(symbol => code.Pairs[symbol] is { } pair ? new PhrasePair(places[pair.First], places[pair.Second]) : (PhrasePair?)null)];
        return new([.. order.Select(symbol => code.Symbols[symbol])], pairs, [.. order.Select(symbol => code.Lengths[symbol])], stream, code.PageStarts, [.. order.Select(symbol => code.Spelled[symbol])]);
    }

    /// <summary>0 for tokens; a phrase stands one above its halves.</summary>
    public static int[] Levels(PhrasePair?[] pairs)
    {
        var levels = new int[pairs.Length];
        for (int symbol = 0; symbol < levels.Length; symbol++)
        {
            levels[symbol] = pairs[symbol] is { } pair ? 1 + Math.Max(levels[pair.First], levels[pair.Second]) : 0;
        }

        return levels;
    }

    private static bool[] Needed(PhraseCode code)
    {
        var needed = new bool[code.Symbols.Length];
        for (int symbol = needed.Length - 1; symbol >= 0; symbol--)
        {
            needed[symbol] |= code.Lengths[symbol] > 0;
            if (needed[symbol] && code.Pairs[symbol] is { } pair)
            {
                needed[pair.First] = true;
                needed[pair.Second] = true;
            }
        }

        return needed;
    }
}
