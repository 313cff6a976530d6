using System.Numerics;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A model trained on a table, and the symbol of each of its tokens.</summary>
internal sealed record TansPlan(TansModel Model, ushort[] Names)
{
    // What pays for a symbol in the model, and what a quarter of a slot is worth: rarer tokens are better off in a class.
    private const int LeastCount = 4;
    private const int QuarterSlots = TansModel.MaxSlotBits + 2;

    // A table in which one symbol is all needs a second, since none may have more than half of the slots.
    private static readonly PhraseSymbol[] s_fillers = [new(0, 0, 0, 0, 0), new(1, 0, 0, 0, 0)];

    /// <summary>Trains on the tokens.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="states">Coders that take turns.</param>
    public static TansPlan Train(PageTokens tokens, int states)
    {
        var found = new List<PhraseSymbol>();
        ushort[] names = TokenAlphabet.Name(tokens, Math.Max(LeastCount, tokens.Count >> QuarterSlots), 1 << TansModel.MaxSlotBits, found);
        if (found.Count == 1)
        {
            found.Add(s_fillers.First(filler => filler != found[0]));
        }

        int[] order = [.. Enumerable.Range(0, found.Count).OrderBy(symbol => PhraseOrder.Key(found[symbol]))];
        var places = new ushort[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = (ushort)place;
        }

        var counts = new int[order.Length];
        for (int token = 0; token < names.Length; token++)
        {
            names[token] = places[names[token]];
            counts[names[token]]++;
        }

        int[] shares = Share(counts, tokens.Pages * states, out int slotBits);
        return new(new([.. order.Select(symbol => found[symbol].Pack())], shares, slotBits, states), names);
    }

    // As many slots as make codes and first slots shortest.
    private static int[] Share(int[] counts, int firstSlots, out int slotBits)
    {
        int[] best = [];
        double least = double.MaxValue;
        slotBits = 0;
        for (int bits = Math.Max(TansModel.MinSlotBits, BitOperations.Log2((uint)counts.Length) + 1); bits <= TansModel.MaxSlotBits; bits++)
        {
            int[] shares = TansShares.Of(counts, 1 << bits);
            double total = (double)firstSlots * bits;
            for (int symbol = 0; symbol < counts.Length; symbol++)
            {
                total += counts[symbol] * (bits - Math.Log2(shares[symbol]));
            }

            (least, best, slotBits) = total < least ? (total, shares, bits) : (least, best, slotBits);
        }

        return best;
    }
}
