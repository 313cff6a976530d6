namespace EncodingLab.Encodings.Primitives;

/// <summary>One of the two streams, and how likely its symbols are in each cluster of contexts.</summary>
/// <param name="Symbols">The alphabet, frequent symbols first.</param>
/// <param name="Map">Cluster of each context.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Levels">Per cluster and symbol, how likely (<see cref="ContextLevels"/>).</param>
internal sealed record ContextStream(EchoSymbol[] Symbols, byte[] Map, int Clusters, byte[] Levels);

/// <summary>A table as two streams of symbols, value and pc step of each entry, with what tells the likely ones.</summary>
/// <param name="Tokens">The entries.</param>
/// <param name="ValueNames">Symbol of each entry's value or position step.</param>
/// <param name="StepNames">Symbol of each entry's pc step.</param>
/// <param name="Values">Model of the former.</param>
/// <param name="Steps">Model of the latter.</param>
internal sealed record ContextPlan(PageTokens Tokens, byte[] ValueNames, byte[] StepNames, ContextStream Values, ContextStream Steps)
{
    private const int LargeTable = 250_000;

    /// <summary>Trains on the tokens.</summary>
    /// <param name="tokens">At least one.</param>
    /// <param name="perCluster">Entries that pay for a cluster's chances.</param>
    public static ContextPlan Train(PageTokens tokens, int perCluster)
    {
        int least = tokens.Count < LargeTable ? 12 : 30;
        bool[] isNone = [.. tokens.Flavours.Select(flavour => flavour == PhraseRules.None)];
        var values = EchoAlphabet.Of(tokens.Values, isNone, least, false);
        var steps = EchoAlphabet.Of([.. tokens.Steps.Select(step => (int)step)], default, least, false);
        (int[] valueCounts, int[] stepCounts) = Count(tokens, values, steps);
        int clusters = Math.Clamp(tokens.Count / perCluster, 1, ContextModel.MaxClusters(values.Symbols.Length, steps.Symbols.Length));
        return new(
            tokens,
            values.Names,
            steps.Names,
            Stream(values.Symbols, EchoClusters.Of(valueCounts, EchoContexts.Values, clusters)),
            Stream(steps.Symbols, EchoClusters.Of(stepCounts, EchoContexts.Steps, clusters)));
    }

    private static ContextStream Stream(EchoSymbol[] symbols, EchoClusters clusters)
    {
        var levels = new byte[clusters.Counts.Length];
        for (int start = 0; start < levels.Length; start += symbols.Length)
        {
            ContextLevels.Of(clusters.Counts.AsSpan(start, symbols.Length), levels.AsSpan(start, symbols.Length));
        }

        return new(symbols, clusters.Map, clusters.Clusters, levels);
    }

    private static (int[] Values, int[] Steps) Count(PageTokens tokens, EchoAlphabet values, EchoAlphabet steps)
    {
        var valueCounts = new int[EchoContexts.Values * values.Symbols.Length];
        var stepCounts = new int[EchoContexts.Steps * steps.Symbols.Length];
        for (int page = 0; page < tokens.Pages; page++)
        {
            EchoHistory history = EchoHistory.PageStart;
            for (int token = tokens.PageStarts[page]; token < tokens.PageStarts[page + 1]; token++)
            {
                (int value, int step) = (values.Names[token], steps.Names[token]);
                valueCounts[(EchoContexts.OfValue(history) * values.Symbols.Length) + value]++;
                stepCounts[(EchoContexts.OfStep(value, history) * steps.Symbols.Length) + step]++;
                history = history.Then(value, step);
            }
        }

        return (valueCounts, stepCounts);
    }
}
