using System.Runtime.InteropServices;

namespace EncodingLab.Encodings.Primitives;

/// <summary>A symbol made of two others, which stand before it in the list.</summary>
internal readonly record struct PhrasePair(int First, int Second);

/// <summary>Finds phrases: pairs of neighbouring symbols that save the most bits, merged pass by pass, never across a page.</summary>
/// <remarks>Source: Re-Pair (Larsson and Moffat 1999), with the entropy gained in place of the count; many pairs a pass, so that training keeps its speed.</remarks>
internal sealed class PhraseTrainer
{
    private const int MaxTokens = 60;
    private const int SampleTokens = 1 << 19;
    private const int ChunkPages = 16;
    private const int MinCount = 4;

    private readonly PageTokens _tokens;
    private readonly List<PhraseSymbol> _symbols;
    private readonly List<PhrasePair?> _pairs;
    private readonly List<int> _lengths;
    private readonly double _scale;
    private readonly List<bool> _isOpen;
    private readonly HashIndex _pairIndex = new(1 << 14);
    private readonly List<(uint Pair, int Count)> _found = [];
    private ushort[] _stream;
    private bool[] _starts;

    public PhraseTrainer(PageTokens tokens, ushort[] named, List<PhraseSymbol> symbols)
    {
        _tokens = tokens;
        _symbols = symbols;
        _pairs = [.. symbols.Select(_ => (PhrasePair?)null)];
        _lengths = [.. symbols.Select(_ => 1)];
        _isOpen = [.. symbols.Select(symbol => symbol.HasExtraBits)];
        (_stream, _starts) = Sample(tokens, named);
        _scale = tokens.Count / (double)Math.Max(_stream.Length, 1);
    }

    /// <summary>Adds phrases to the symbols.</summary>
    /// <param name="costBits">What a phrase costs in the model.</param>
    /// <param name="maxSymbols">No more symbols than this in all.</param>
    /// <param name="passes">Merging passes.</param>
    /// <returns>The halves of each symbol; null for those that are no phrase.</returns>
    public List<PhrasePair?> Train(double costBits, int maxSymbols, int passes)
    {
        int room = maxSymbols - _symbols.Count;
        for (int pass = 0; pass < passes && _symbols.Count < maxSymbols; pass++)
        {
            int batch = Math.Min(maxSymbols - _symbols.Count, Math.Max(8, room / (passes / 2)));
            Dictionary<uint, ushort> merges = Choose(costBits, batch);
            if (merges.Count == 0)
            {
                break;
            }

            Merge(merges);
        }

        return _pairs;
    }

    /// <summary>How often each symbol occurs in the whole stream, estimated from the sample.</summary>
    public double[] Estimates()
    {
        var counts = new double[_symbols.Count];
        foreach (ushort symbol in _stream)
        {
            counts[symbol] += _scale;
        }

        return counts;
    }

    private static (ushort[] Stream, bool[] Starts) Sample(PageTokens tokens, ushort[] named)
    {
        int keepEvery = Math.Max(1, tokens.Count / SampleTokens);
        var stream = new List<ushort>(Math.Min(tokens.Count, SampleTokens * 2));
        var starts = new List<bool>(stream.Capacity);
        for (int page = 0; page < tokens.Pages; page++)
        {
            if (page / ChunkPages % keepEvery == 0)
            {
                for (int i = tokens.PageStarts[page]; i < tokens.PageStarts[page + 1]; i++)
                {
                    stream.Add(named[i]);
                    starts.Add(i == tokens.PageStarts[page]);
                }
            }
        }

        return ([.. stream], [.. starts]);
    }

    // One pass over the sample counts the pairs; the best are taken unless a half is needed on the other side of another.
    private Dictionary<uint, ushort> Choose(double costBits, int batch)
    {
        _pairIndex.Clear();
        _found.Clear();
        var singles = new int[_symbols.Count];
        uint last = uint.MaxValue;
        for (int i = 0; i < _stream.Length; i++)
        {
            singles[_stream[i]]++;
            uint pair = ((uint)_stream[i] << 16) | (i + 1 < _stream.Length ? _stream[i + 1] : 0u);
            if (i + 1 == _stream.Length || _starts[i + 1] || _isOpen[_stream[i]] || pair == last)
            {
                last = uint.MaxValue;
                continue;
            }

            last = _stream[i] == _stream[i + 1] ? pair : uint.MaxValue;
            int id = _pairIndex.GetOrAdd(pair, _found.Count);
            if (id == _found.Count)
            {
                _found.Add((pair, 0));
            }

            CollectionsMarshal.AsSpan(_found)[id].Count++;
        }

        return Take(Gains(singles, costBits), batch);
    }

    // Pairs that gain anything, best first.
    private uint[] Gains(int[] singles, double costBits)
    {
        var losses = new List<double>();
        var pairs = new List<uint>();
        double total = _stream.Length;
        foreach ((uint pair, int count) in _found)
        {
            if (count < MinCount)
            {
                continue;
            }

            double gain = (_scale * count * Math.Log2(count * total / ((double)singles[pair >> 16] * singles[pair & 0xffff]))) - costBits;
            if (gain > 0)
            {
                losses.Add(-gain);
                pairs.Add(pair);
            }
        }

        uint[] best = [.. pairs];
        Array.Sort(losses.ToArray(), best);
        return best;
    }

    private Dictionary<uint, ushort> Take(uint[] best, int batch)
    {
        var merges = new Dictionary<uint, ushort>();
        var sides = new byte[_symbols.Count];
        foreach (uint pair in best)
        {
            int first = (int)(pair >> 16);
            int second = (int)(pair & 0xffff);
            if ((sides[first] & 2) != 0 || (sides[second] & 1) != 0 || _lengths[first] + _lengths[second] > MaxTokens
                || _tokens.Rules.Join(_symbols[first], _symbols[second]) is not { } joined)
            {
                continue;
            }

            sides[first] |= 1;
            sides[second] |= 2;
            merges[pair] = (ushort)_symbols.Count;
            _lengths.Add(_lengths[first] + _lengths[second]);
            _pairs.Add(new(first, second));
            _symbols.Add(joined);
            _isOpen.Add(joined.HasExtraBits);
            if (merges.Count == batch)
            {
                break;
            }
        }

        return merges;
    }

    private void Merge(Dictionary<uint, ushort> merges)
    {
        var index = new HashIndex(1 << 12);
        foreach ((uint pair, ushort symbol) in merges)
        {
            index.GetOrAdd(pair, symbol);
        }

        int kept = 0;
        for (int i = 0; i < _stream.Length; i++, kept++)
        {
            int joined = i + 1 < _stream.Length && !_starts[i + 1] ? index.Find(((uint)_stream[i] << 16) | _stream[i + 1]) : -1;
            _starts[kept] = _starts[i];
            _stream[kept] = joined >= 0 ? (ushort)joined : _stream[i];
            i += joined >= 0 ? 1 : 0;
        }

        Array.Resize(ref _stream, kept);
        Array.Resize(ref _starts, kept);
    }
}
