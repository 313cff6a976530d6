using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EncodingLab.Encodings;

/// <summary>Every encoding there is: one line each, in the order of legends and tables.</summary>
public static class EncodingCatalog
{
    /// <summary>What the lab sweeps. To add an encoding, add its line to the list below.</summary>
    public static ImmutableArray<TableEncoding> All => Listed.All;

    /// <summary>What a default sweep measures beside the shipped encodings: at most eight, chosen by results/reference.</summary>
    public static ImmutableArray<TableEncoding> Finalists { get; } = [new PagedSums(25), new PhrasePages(24, InPlace: true), new EliasFanoTraps(64)];

    /// <summary>The baseline that Wasmtime 46 and older wrote.</summary>
    public static TableEncoding Legacy { get; } = new LegacyFixed();

    /// <summary>The baseline that Wasmtime 47 and 48 write.</summary>
    public static TableEncoding Wasmtime47 { get; } = new BlockLeb128(128);

    /// <summary>The encoding of an id, also of a block size that <see cref="All"/> does not list; null where there is none.</summary>
    public static TableEncoding? Find(string id) => All.FirstOrDefault(encoding => encoding.Id == id) ?? BlockLeb128.Parse(id);

    /// <summary>The encodings whose ids match a pattern with <c>*</c> and <c>?</c>, or that a full id names.</summary>
    public static ImmutableArray<TableEncoding> Match(string pattern)
    {
        var regex = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
        ImmutableArray<TableEncoding> matches = [.. All.Where(encoding => regex.IsMatch(encoding.Id))];
        return matches.IsEmpty && Find(pattern) is { } single ? [single] : matches;
    }

    /// <summary>Made when it is asked for: a verb that needs the baselines need not wait for all.</summary>
    private static class Listed
    {
        public static ImmutableArray<TableEncoding> All { get; } =
        [
            .. LegacyFixed.Variants,
            .. BlockLeb128.Variants,
            .. TwoLevelLeb128.Variants,
            .. DefaultCodeLeb128.Variants,
            .. ForBlocks.Variants,
            .. NibbleVarint.Variants,
            .. StreamVByte.Variants,
            .. PairTokens.Variants,
            .. NibbleTokens.Variants,
            .. PagedSums.Variants,
            .. BucketedFixed.Variants,
            .. STree.Variants,
            .. Eytzinger.Variants,
            .. PhrasePages.Variants,
            .. PhrasePagesWithin.Variants,
            .. EchoPages.Variants,
            .. RansPages.Variants,
            .. TansPages.Variants,
            .. MixedPages.Variants,
            .. JointPages.Variants,
            .. Pair.Variants,
            .. EliasFanoFor.Variants,
            .. EliasFanoPfor.Variants,
            .. EliasFanoHuffman.Variants,
            .. FunctionBlocks.Variants,
            .. EliasFanoTraps.Variants,
            .. KindLists.Variants,
        ];
    }
}
