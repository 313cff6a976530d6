namespace EncodingLab.Encodings.Primitives;

/// <summary>An entry by itself, or a copy of an earlier run.</summary>
/// <param name="Entry">The first entry it covers.</param>
/// <param name="Length">Entries covered.</param>
/// <param name="Source">The first entry of the run copied; -1 for an entry by itself.</param>
internal readonly record struct EchoOperation(int Entry, int Length, int Source);

/// <summary>Cuts a stream into single entries and echoes of earlier runs.</summary>
/// <remarks>
/// A run may be copied from where an operation begins in the same context, up to the end of its page, and a reader may follow at most <see cref="MaxDepth"/> echoes within echoes.
/// A run ends before an entry with a pc step: where it ends is told by its sum alone.
/// </remarks>
internal sealed class EchoParser(PageTokens tokens, byte[] values, byte[] steps, float[] costs)
{
    public const int MaxDepth = 8;

    /// <summary>Longest run, so that its operations fit what a reader scans after a jump.</summary>
    public const int MaxLength = 1000;

    private const int HashEntries = 4;
    private const int HashBits = 20;
    private const int MaxCandidates = 24;

    private readonly int[] _heads = Filled(1 << HashBits);
    private readonly int[] _previous = new int[tokens.Count];
    private readonly int[] _contextAt = Filled(tokens.Count);
    private readonly byte[] _depth = new byte[tokens.Count];

    /// <summary>Operations of all pages, and the index of each page's first.</summary>
    /// <param name="echoCost">Bits an echo takes.</param>
    public (List<EchoOperation> Operations, int[] PageStarts) Parse(float echoCost)
    {
        var operations = new List<EchoOperation>(tokens.Count);
        var starts = new int[tokens.Pages + 1];
        int inserted = 0;
        for (int page = 0; page < tokens.Pages; page++)
        {
            starts[page] = operations.Count;
            EchoHistory history = EchoHistory.PageStart;
            int end = tokens.PageStarts[page + 1];
            for (int entry = tokens.PageStarts[page]; entry < end;)
            {
                bool isFirst = entry == tokens.PageStarts[page];
                _contextAt[entry] = isFirst ? -1 : EchoContexts.OfValue(history);
                EchoOperation best = isFirst ? new(entry, 1, -1) : Best(entry, end, echoCost);
                operations.Add(best);
                history = best.Source < 0 ? history.Then(values[entry], steps[entry]) : EchoHistory.AfterEcho;
                entry += best.Length;
                for (; inserted < entry; inserted++)
                {
                    Insert(inserted, end);
                }
            }
        }

        starts[tokens.Pages] = operations.Count;
        return (operations, starts);
    }

    private EchoOperation Best(int entry, int end, float echoCost)
    {
        var best = new EchoOperation(entry, 1, -1);
        if (entry + HashEntries > end)
        {
            return best;
        }

        float most = echoCost;
        int candidate = _heads[Hash(entry)];
        for (int tried = 0; tried < MaxCandidates && candidate >= 0; tried++, candidate = _previous[candidate])
        {
            if (_contextAt[candidate] != _contextAt[entry])
            {
                continue;
            }

            int length = Match(candidate, entry, end, out int depth);
            if (length > best.Length && costs[entry + length] - costs[entry] > most && depth < MaxDepth)
            {
                most = costs[entry + length] - costs[entry];
                best = new(entry, length, candidate);
            }
        }

        if (best.Source >= 0)
        {
            Match(best.Source, entry, entry + best.Length, out int depth);
            _depth.AsSpan(entry, best.Length).Fill((byte)(depth + 1));
        }

        return best;
    }

    // Entries that are equal, within the source's page and not into the copy itself.
    private int Match(int source, int entry, int end, out int depth)
    {
        int limit = Math.Min(Math.Min(end - entry, entry - source), MaxLength);
        int length = 0;
        depth = 0;
        while (length < limit && tokens.Key(source + length) == tokens.Key(entry + length) && (length == 0 || !IsPageStart(source + length)))
        {
            depth = Math.Max(depth, _depth[source + length]);
            length++;
        }

        while (length > 0 && source + length < tokens.Count && !IsPageStart(source + length) && tokens.Steps[source + length] == 0)
        {
            length--;
        }

        return length;
    }

    private bool IsPageStart(int entry) => _isPageStart[entry];

    private readonly bool[] _isPageStart = PageStartsOf(tokens);

    private void Insert(int entry, int end)
    {
        if (_contextAt[entry] >= 0 && entry + HashEntries <= end)
        {
            int slot = Hash(entry);
            _previous[entry] = _heads[slot];
            _heads[slot] = entry;
        }
    }

    private int Hash(int entry)
    {
        ulong hash = (ulong)_contextAt[entry];
        for (int i = 0; i < HashEntries; i++)
        {
            hash = (hash + tokens.Key(entry + i)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
        }

        return (int)((hash * 0x9E3779B97F4A7C15) >> (64 - HashBits));
    }

    private static bool[] PageStartsOf(PageTokens tokens)
    {
        var starts = new bool[tokens.Count + 1];
        foreach (int start in tokens.PageStarts)
        {
            starts[start] = true;
        }

        return starts;
    }

    private static int[] Filled(int length)
    {
        var filled = new int[length];
        Array.Fill(filled, -1);
        return filled;
    }
}
