namespace EncodingLab.Encodings.Primitives;

/// <summary>Cuts pages of tokens into phrases with the fewest bits, by dynamic programming over a trie of the phrases.</summary>
internal sealed class PhraseParser
{
    private readonly HashIndex _children = new(1 << 12);
    private readonly int[] _roots;
    private readonly List<int> _symbolAt = [];
    private readonly List<PhrasePair?> _pairs;
    private int[] _best = new int[256];
    private ushort[] _choice = new ushort[256];
    private readonly int[] _lengths;

    /// <summary>Prepares the trie.</summary>
    /// <param name="pairs">Halves of each symbol, null for tokens.</param>
    /// <param name="isUsable">Phrases that may be used.</param>
    public PhraseParser(List<PhrasePair?> pairs, Func<int, bool> isUsable)
    {
        _pairs = pairs;
        _lengths = new int[pairs.Count];
        _roots = new int[pairs.Count];
        Array.Fill(_roots, -1);
        var spelling = new List<ushort>();
        for (int symbol = 0; symbol < pairs.Count; symbol++)
        {
            spelling.Clear();
            Spell(symbol, spelling);
            _lengths[symbol] = spelling.Count;
            if (pairs[symbol] is not null && isUsable(symbol))
            {
                Insert(spelling, symbol);
            }
        }
    }

    /// <summary>The base symbols of a phrase, in order.</summary>
    public void Spell(int symbol, List<ushort> into)
    {
        if (_pairs[symbol] is { } pair)
        {
            Spell(pair.First, into);
            Spell(pair.Second, into);
        }
        else
        {
            into.Add((ushort)symbol);
        }
    }

    /// <summary>Base symbols under a symbol.</summary>
    public int LengthOf(int symbol) => _lengths[symbol];

    /// <summary>Appends the cheapest cut of one page.</summary>
    /// <param name="page">The page's tokens as base symbols.</param>
    /// <param name="costs">Cost of each symbol, in any unit.</param>
    /// <param name="output">Receives the symbols.</param>
    public void Parse(ReadOnlySpan<ushort> page, int[] costs, List<ushort> output)
    {
        if (_best.Length <= page.Length)
        {
            _best = new int[page.Length * 2];
            _choice = new ushort[page.Length * 2];
        }

        _best[page.Length] = 0;
        for (int i = page.Length - 1; i >= 0; i--)
        {
            int best = costs[page[i]] + _best[i + 1];
            ushort choice = page[i];
            int node = _roots[page[i]];
            for (int next = i + 1; node >= 0 && next < page.Length;)
            {
                node = _children.Find(((ulong)(uint)node << 16) | page[next++]);
                int symbol = node < 0 ? -1 : _symbolAt[node];
                if (symbol >= 0 && costs[symbol] + _best[next] < best)
                {
                    best = costs[symbol] + _best[next];
                    choice = (ushort)symbol;
                }
            }

            _best[i] = best;
            _choice[i] = choice;
        }

        for (int i = 0; i < page.Length; i += _lengths[_choice[i]])
        {
            output.Add(_choice[i]);
        }
    }

    private void Insert(List<ushort> spelling, int symbol)
    {
        int node = _roots[spelling[0]];
        if (node < 0)
        {
            node = _roots[spelling[0]] = NewNode();
        }

        for (int i = 1; i < spelling.Count; i++)
        {
            int fresh = _symbolAt.Count;
            node = _children.GetOrAdd(((ulong)(uint)node << 16) | spelling[i], fresh);
            if (node == fresh)
            {
                NewNode();
            }
        }

        // Two phrases may spell the same tokens; the first keeps the place.
        _symbolAt[node] = _symbolAt[node] < 0 ? symbol : _symbolAt[node];
    }

    private int NewNode()
    {
        _symbolAt.Add(-1);
        return _symbolAt.Count - 1;
    }
}
