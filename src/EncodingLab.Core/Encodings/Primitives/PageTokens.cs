namespace EncodingLab.Encodings.Primitives;

/// <summary>A table as tokens, cut into pages of equal length: pc step (the page's first from the page's start), value, flavour.</summary>
internal sealed class PageTokens
{
    public required uint[] Steps { get; init; }

    public required int[] Values { get; init; }

    public required byte[] Flavours { get; init; }

    /// <summary>Index of each page's first token, and one past the last token at the end.</summary>
    public required int[] PageStarts { get; init; }

    public required PhraseRules Rules { get; init; }

    public int Count => Steps.Length;

    public int Pages => PageStarts.Length - 1;

    /// <summary>One number per different token.</summary>
    public ulong Key(int token) => Steps[token] | ((ulong)Flavours[token] << 24) | ((ulong)(uint)Values[token] << 32);

    /// <summary>Page boundaries for pcs in units.</summary>
    public static int[] Cut(ReadOnlySpan<uint> units, PageSize size)
    {
        int pages = units.Length == 0 ? 0 : (int)size.PageOf(units[^1]) + 1;
        var starts = new int[pages + 1];
        int token = 0;
        for (int page = 0; page < pages; page++)
        {
            starts[page] = token;
            while (token < units.Length && size.PageOf(units[token]) == (uint)page)
            {
                token++;
            }
        }

        starts[pages] = token;
        return starts;
    }

    /// <summary>Pc steps within pages.</summary>
    public static uint[] StepsOf(ReadOnlySpan<uint> units, PageSize size)
    {
        var steps = new uint[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            uint pageStart = size.StartOf(size.PageOf(units[i]));
            steps[i] = units[i] - (i == 0 ? pageStart : Math.Max(units[i - 1], pageStart));
        }

        return steps;
    }
}
