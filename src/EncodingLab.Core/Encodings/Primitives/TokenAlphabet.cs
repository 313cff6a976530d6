using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>Gives every token of a stream a symbol: its own where it is frequent enough to pay for one, else a class with extra bits.</summary>
/// <remarks>Classes get coarser level by level until one is frequent enough; the last level takes every token.</remarks>
internal static class TokenAlphabet
{
    private const int Levels = 5;

    // Pairs of widths that records can name, less those that the last level may still need.
    private const int MaxClasses = PhraseClass.MaxClasses - 3;

    /// <summary>Symbols for all tokens.</summary>
    /// <param name="tokens">What to name.</param>
    /// <param name="least">Occurrences that make a symbol worth its bytes.</param>
    /// <param name="maxSymbols">Symbols in all, phrases too: three tenths may be exact tokens, half tokens and classes.</param>
    /// <param name="symbols">Receives the symbols.</param>
    /// <returns>The symbol of each token.</returns>
    public static ushort[] Name(PageTokens tokens, int least, int maxSymbols, List<PhraseSymbol> symbols)
    {
        int[] ids = Distinct(tokens, out List<ulong> keys, out List<int> counts);
        var named = new int[keys.Count];
        Array.Fill(named, -1);
        var taken = new Dictionary<PhraseSymbol, int>();
        for (int level = 0; level < Levels; level++)
        {
            int room = level == Levels - 1 ? int.MaxValue : level == 0 ? maxSymbols * 3 / 10 : maxSymbols / 2;
            NameLevel(level, level == Levels - 1 ? 1 : least, room, keys, counts, named, tokens.Rules, symbols, taken);
        }

        var result = new ushort[tokens.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (ushort)named[ids[i]];
        }

        return result;
    }

    private static void NameLevel(
        int level, int least, int room, List<ulong> keys, List<int> counts, int[] named, PhraseRules rules,
        List<PhraseSymbol> symbols, Dictionary<PhraseSymbol, int> taken)
    {
        var totals = new Dictionary<PhraseSymbol, int>();
        var candidates = new PhraseSymbol?[keys.Count];
        for (int i = 0; i < keys.Count; i++)
        {
            if (named[i] < 0 && Candidate(keys[i], level, rules) is { } candidate)
            {
                candidates[i] = candidate;
                totals[candidate] = totals.GetValueOrDefault(candidate) + counts[i];
            }
        }

        HashSet<(int, int)> classes = [.. taken.Keys.Where(symbol => symbol.HasExtraBits).Select(symbol => (symbol.PcCode, symbol.ValueCode))];
        foreach ((PhraseSymbol symbol, int total) in totals.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Pack()))
        {
            bool hasClass = level == Levels - 1 || !symbol.HasExtraBits || classes.Contains((symbol.PcCode, symbol.ValueCode)) || classes.Count < MaxClasses;
            if (total >= least && hasClass && !taken.ContainsKey(symbol) && symbols.Count < room)
            {
                classes.Add((symbol.PcCode, symbol.ValueCode));
                taken[symbol] = symbols.Count;
                symbols.Add(symbol);
            }
        }

        for (int i = 0; i < keys.Count; i++)
        {
            if (candidates[i] is { } candidate && taken.TryGetValue(candidate, out int symbol))
            {
                named[i] = symbol;
            }
        }
    }

    private static PhraseSymbol? Candidate(ulong key, int level, PhraseRules rules)
    {
        uint step = (uint)key & 0xffffff;
        int flavour = (int)(key >> 24) & 31;
        int value = (int)(key >> 32);
        bool hasSteps = rules.ValuesAdd && PhraseRules.Effect((uint)flavour) == PhraseRules.Position;
        (uint basePc, int pcCode) = level switch
        {
            0 => (step, 0),
            1 => PcClass(step, 1),
            2 => PcClass(step, 0),
            _ => (0u, PcCode(step)),
        };
        (int baseValue, int valueCode) = level switch
        {
            4 when hasSteps => (0, PhraseSymbol.RawValue),
            4 when !rules.ValuesAdd => (0, 8),
            _ when level == 0 || !hasSteps => (value, 0),
            1 => ValueClass(value, 1),
            _ => ValueClass(value, 0),
        };
        bool fits = basePc <= PhraseSymbol.MaxBasePc && baseValue is >= PhraseSymbol.MinBaseValue and <= PhraseSymbol.MaxBaseValue;
        return fits ? new(basePc, level == 4 ? 15 : pcCode, flavour, baseValue, valueCode) : null;
    }

    private static int PcCode(uint step) => BitLength(step) is int bits && bits <= 14 ? bits : 15;

    private static (uint Base, int Code) PcClass(uint step, int mantissa)
    {
        int width = Math.Max(0, BitLength(step) - 1 - mantissa);
        uint start = step >> width << width;
        return start <= PhraseSymbol.MaxBasePc ? (start, width) : (0u, PcCode(step));
    }

    private static (int Base, int Code) ValueClass(int value, int mantissa)
    {
        int width = Math.Max(0, BitLength((uint)(value < 0 ? ~value : value)) - 1 - mantissa);
        int start = width <= 8 ? value >> width << width : 0;
        if (width <= 8 && start is >= PhraseSymbol.MinBaseValue and <= PhraseSymbol.MaxBaseValue)
        {
            return (start, width);
        }

        int code = PhraseSymbol.FirstScaled;
        while (code < PhraseSymbol.RawValue && PhraseSymbol.ValueWidths[code] < width)
        {
            code++;
        }

        return code == PhraseSymbol.RawValue ? (0, code) : (value >> PhraseSymbol.ValueShifts[code], code);
    }

    private static int BitLength(uint value) => 32 - BitOperations.LeadingZeroCount(value);

    private static int[] Distinct(PageTokens tokens, out List<ulong> keys, out List<int> counts)
    {
        var ids = new int[tokens.Count];
        var map = new HashIndex(1 << 12);
        keys = [];
        counts = [];
        for (int i = 0; i < ids.Length; i++)
        {
            ulong key = tokens.Key(i);
            int id = map.GetOrAdd(key, keys.Count);
            if (id == keys.Count)
            {
                keys.Add(key);
                counts.Add(0);
            }

            ids[i] = id;
            counts[id]++;
        }

        return ids;
    }
}
