namespace EncodingLab.Encodings.Primitives;

/// <summary>Positions at page starts.</summary>
/// <param name="Groups">The position at each group's first page, and the last position of all.</param>
/// <param name="Differences">Per page, position less expected position, modulo 2^32.</param>
/// <param name="IsNone">Per page, whether the answer at its start is none.</param>
internal sealed record Anchors(uint[] Groups, int[] Differences, bool[] IsNone)
{
    /// <summary>Anchors of a stream of tokens.</summary>
    public static Anchors Of(PageTokens tokens)
    {
        var carries = new uint[tokens.Pages + 1];
        var none = new bool[tokens.Pages];
        uint carry = 0;
        uint state = PhraseRules.Position;
        for (int page = 0; page < tokens.Pages; page++)
        {
            (carries[page], none[page]) = (carry, state == PhraseRules.None);
            for (int token = tokens.PageStarts[page]; token < tokens.PageStarts[page + 1]; token++)
            {
                carry += (uint)tokens.Values[token];
                uint effect = PhraseRules.Effect(tokens.Flavours[token]);
                state = effect == PhraseRules.Keep ? state : effect;
            }
        }

        carries[tokens.Pages] = carry;
        return new(GroupsOf(carries), Differ(carries), none);
    }

    private static uint[] GroupsOf(uint[] carries)
    {
        int groups = (carries.Length - 1 + PageDirectory.GroupPages - 1) / PageDirectory.GroupPages;
        return [.. Enumerable.Range(0, groups).Select(group => carries[group * PageDirectory.GroupPages]), carries[^1]];
    }

    private static int[] Differ(uint[] carries)
    {
        uint[] groups = GroupsOf(carries);
        var differences = new int[carries.Length - 1];
        for (int page = 0; page < differences.Length; page++)
        {
            int group = page / PageDirectory.GroupPages;
            differences[page] = (int)(carries[page] - PageDirectory.Interpolate(groups[group], groups[group + 1], page % PageDirectory.GroupPages));
        }

        return differences;
    }
}
