namespace EncodingLab.Encodings.Primitives;

/// <summary>What training may spend.</summary>
/// <param name="Least">Occurrences that make a token worth a symbol of its own.</param>
/// <param name="PhraseBits">What a phrase costs in the model, bits.</param>
/// <param name="MaxSymbols">Symbols in all.</param>
/// <param name="Passes">Merging passes.</param>
internal sealed record PhraseBudget(int Least, double PhraseBits, int MaxSymbols, int Passes);

/// <summary>Trained symbols with their code lengths, and the stream cut into them.</summary>
/// <param name="Symbols">Tokens and classes first, then phrases, each behind its halves.</param>
/// <param name="Pairs">Halves of phrases, null for the rest.</param>
/// <param name="Lengths">Code lengths, 0 for symbols that only stand inside phrases.</param>
/// <param name="Stream">The symbols of all pages.</param>
/// <param name="PageStarts">Index in the stream of each page's first symbol, and the end.</param>
/// <param name="Spelled">Tokens under each symbol.</param>
internal sealed record PhraseCode(
    PhraseSymbol[] Symbols, PhrasePair?[] Pairs, byte[] Lengths, ushort[] Stream, int[] PageStarts, int[] Spelled)
{
    /// <summary>No code is shorter: a remainder of fewer bits in a page is padding.</summary>
    public const int MinLength = 4;

    private const int CostUnits = 16;

    /// <summary>Trains on the tokens and cuts them.</summary>
    public static PhraseCode Train(PageTokens tokens, PhraseBudget budget)
    {
        var symbols = new List<PhraseSymbol>();
        ushort[] named = TokenAlphabet.Name(tokens, budget.Least, symbols);
        var trainer = new PhraseTrainer(tokens, named, symbols);
        List<PhrasePair?> pairs = trainer.Train(budget.PhraseBits, budget.MaxSymbols, budget.Passes);
        var usable = new bool[symbols.Count];
        Array.Fill(usable, true);
        int[] costs = Costs(trainer.Estimates());
        (ushort[] stream, int[] starts, PhraseParser parser) = Cut(tokens, named, pairs, usable, costs);
        int[] counts = Count(stream, symbols.Count);
        for (int symbol = 0; symbol < usable.Length; symbol++)
        {
            usable[symbol] = pairs[symbol] is not { } pair
                || counts[symbol] * (double)(costs[pair.First] + costs[pair.Second] - costs[symbol]) / CostUnits > budget.PhraseBits;
        }

        (stream, starts, parser) = Cut(tokens, named, pairs, usable, Costs([.. counts.Select(count => (double)count)]));
        byte[] lengths = CanonicalCode.Lengths(Count(stream, symbols.Count), MinLength);
        int[] spelled = [.. Enumerable.Range(0, symbols.Count).Select(parser.LengthOf)];
        return new([.. symbols], [.. pairs], lengths, stream, starts, spelled);
    }

    private static int[] Costs(double[] counts)
    {
        double total = counts.Sum() + counts.Length;
        return [.. counts.Select(count => (int)Math.Round(CostUnits * Math.Max(MinLength, Math.Log2(total / (count + 0.5)))))];
    }

    private static (ushort[] Stream, int[] Starts, PhraseParser Parser) Cut(
        PageTokens tokens, ushort[] named, List<PhrasePair?> pairs, bool[] usable, int[] costs)
    {
        var parser = new PhraseParser(pairs, symbol => usable[symbol]);
        var stream = new List<ushort>(tokens.Count);
        var starts = new int[tokens.Pages + 1];
        for (int page = 0; page < tokens.Pages; page++)
        {
            starts[page] = stream.Count;
            parser.Parse(named.AsSpan(tokens.PageStarts[page]..tokens.PageStarts[page + 1]), costs, stream);
        }

        starts[tokens.Pages] = stream.Count;
        return ([.. stream], starts, parser);
    }

    private static int[] Count(ushort[] stream, int symbols)
    {
        var counts = new int[symbols];
        foreach (ushort symbol in stream)
        {
            counts[symbol]++;
        }

        return counts;
    }
}
