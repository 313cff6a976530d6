namespace EncodingLab.Encodings.Primitives;

/// <summary>A table cut into operations, and the trained codes for them.</summary>
/// <param name="Tokens">The entries.</param>
/// <param name="Operations">Entries and echoes of all pages.</param>
/// <param name="PageStarts">Index of each page's first operation, and the end.</param>
/// <param name="ValueNames">Symbol of each entry's position step.</param>
/// <param name="StepNames">Symbol of each entry's pc step.</param>
/// <param name="Values">Codes of position steps.</param>
/// <param name="Steps">Codes of pc steps.</param>
internal sealed record EchoPlan(
    PageTokens Tokens, List<EchoOperation> Operations, int[] PageStarts, byte[] ValueNames, byte[] StepNames, EchoStream Values, EchoStream Steps)
{
    private const float EchoBits = 52;
    private const double ContextSaves = 0.85;
    private const int LargeTable = 250_000;

    /// <summary>Trains on the tokens and cuts them.</summary>
    public static EchoPlan Train(PageTokens tokens)
    {
        int least = tokens.Count < LargeTable ? 12 : 30;
        bool[] isNone = [.. tokens.Flavours.Select(flavour => flavour == PhraseRules.None)];
        var values = EchoAlphabet.Of(tokens.Values, isNone, least, true);
        var steps = EchoAlphabet.Of([.. tokens.Steps.Select(step => (int)step)], default, least, false);
        var parser = new EchoParser(tokens, values.Names, steps.Names, PrefixCosts(values, steps));
        (List<EchoOperation> operations, int[] starts) = parser.Parse(EchoBits);
        int clusters = Math.Clamp(tokens.Count / 6000, 1, EchoModel.MaxClusters);
        var plan = new EchoPlan(tokens, operations, starts, values.Names, steps.Names, null!, null!);
        (int[] valueCounts, int[] stepCounts) = plan.Count(values.Symbols.Length, steps.Symbols.Length);
        return plan with
        {
            Values = Stream(values.Symbols, EchoClusters.Of(valueCounts, EchoContexts.Values, clusters)),
            Steps = Stream(steps.Symbols, EchoClusters.Of(stepCounts, EchoContexts.Steps, clusters)),
        };
    }

    /// <summary>Walks the operations with what came before each: history, then the operation itself.</summary>
    public IEnumerable<(EchoOperation Operation, EchoHistory History)> Walk()
    {
        for (int page = 0; page < Tokens.Pages; page++)
        {
            EchoHistory history = EchoHistory.PageStart;
            for (int i = PageStarts[page]; i < PageStarts[page + 1]; i++)
            {
                EchoOperation operation = Operations[i];
                yield return (operation, history);
                history = operation.Source < 0 ? history.Then(ValueNames[operation.Entry], StepNames[operation.Entry]) : EchoHistory.AfterEcho;
            }
        }
    }

    private static EchoStream Stream(EchoSymbol[] symbols, EchoClusters clusters)
    {
        var lengths = new byte[clusters.Counts.Length];
        for (int cluster = 0; cluster < clusters.Clusters; cluster++)
        {
            int start = cluster * symbols.Length;
            CanonicalCode.Lengths(clusters.Counts.AsSpan(start, symbols.Length), 1).CopyTo(lengths, start);
        }

        return new(symbols, clusters.Map, clusters.Clusters, lengths);
    }

    private (int[] Values, int[] Steps) Count(int valueSymbols, int stepSymbols)
    {
        var values = new int[EchoContexts.Values * valueSymbols];
        var steps = new int[EchoContexts.Steps * stepSymbols];
        foreach ((EchoOperation operation, EchoHistory history) in Walk())
        {
            int value = operation.Source < 0 ? ValueNames[operation.Entry] : 0;
            values[(EchoContexts.OfValue(history) * valueSymbols) + value]++;
            if (operation.Source < 0)
            {
                steps[(EchoContexts.OfStep(value, history) * stepSymbols) + StepNames[operation.Entry]]++;
            }
        }

        return (values, steps);
    }

    // What entries before an index would take by themselves, roughly: order 0, less what contexts save.
    private static float[] PrefixCosts(EchoAlphabet values, EchoAlphabet steps)
    {
        float[] valueBits = Bits(values);
        float[] stepBits = Bits(steps);
        var costs = new float[values.Names.Length + 1];
        double sum = 0;
        for (int i = 0; i < values.Names.Length; i++)
        {
            sum += ContextSaves * (valueBits[values.Names[i]] + stepBits[steps.Names[i]]);
            costs[i + 1] = (float)sum;
        }

        return costs;
    }

    private static float[] Bits(EchoAlphabet alphabet)
    {
        var counts = new int[alphabet.Symbols.Length];
        foreach (byte name in alphabet.Names)
        {
            counts[name]++;
        }

        return [.. counts.Select((count, symbol) => (float)(Math.Log2((alphabet.Names.Length + 1.0) / (count + 0.5)) + alphabet.Symbols[symbol].Width))];
    }
}
