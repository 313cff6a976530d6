using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>The sentences about keeping only what can be asked: for the report's chapter and for the memo.</summary>
internal static class PrunedWords
{
    public const string Kept =
        "An address map is asked at the pc that trapped, and at the return address minus 1 of every other frame of a backtrace. The query-equivalent track keeps an entry where one of these answers changes, merges equal neighbours, and lets a kept key "
        + "stand anywhere between the asked pc before and the one that needs it: where the bytes are fewest. Every such lookup answers as before, \"no answer\" and none (code without a position) kept apart. Ratios are to the lossless tables.";

    public const string Lost =
        "Lost is the answer at every other pc: sampling profilers that look a running pc up; objdump --addrmap and explore, which print the map; guest debugging and single stepping, which stop anywhere. Core dumps and the guest profiler take backtraces, and lose nothing.";

    public const string Traps =
        "The traps table stays whole. Any of its entries can be asked, at its own pc: the signal handler decides by it whether a fault is the program's, and an entry that is missing turns a trap into a crash of the engine. "
        + "No entry is provably useless without proving that its instruction cannot trap, and then the compiler would not have written it.";

    public const string NotPruned =
        "Left out: files with a .wasmtime.frames section (guest debugging asks at any pc), and redacted Pulley files. Pulley's interpreter traps in checked operations that have no entry in the traps table, so that what it can ask is only known from the code.";

    /// <summary>What the run found; empty where it pruned nothing.</summary>
    public static IEnumerable<string> Findings(RunData data)
    {
        PruneRow[] usual = PrunedGroups.Usual(data, data.Files.HeadlineTarget);
        if (usual.Length > 0)
        {
            yield return Saved(data, usual);
        }

        foreach (string sentence in new[] { Joint(data) }.OfType<string>())
        {
            yield return sentence;
        }
    }

    private static string Saved(RunData data, PruneRow[] usual)
    {
        var group = new PrunedGroup("target", data.Files.HeadlineTarget, usual);
        PruneRow least = usual.MinBy(row => row.PrunedRatio)!;
        PruneRow most = usual.MaxBy(row => row.PrunedRatio)!;
        PruneRow far = data.Pruned.MaxBy(row => row.RatioToBound)!;
        return $"On {data.Files.HeadlineTarget}, over {BlockSizeSentence.Modules(usual.Length)}, {Numbers.Percent(group.KeptShare)} of the address map's entries remain (geometric mean). In the format that the file's own stock Wasmtime reads, the map takes {Numbers.Ratio(group.MapRatio)} "
            + $"its bytes, from {Numbers.Ratio(least.PrunedRatio)} ({least.Module}) to {Numbers.Ratio(most.PrunedRatio)} ({most.Module}), and the whole file {Numbers.Change(group.FileRatio)}. No file's map is more than {Numbers.Percent(far.RatioToBound - 1)} above what free placement of the keys could reach.";
    }

    /// <summary>The smallest way to answer both questions, and the smallest fast one; null where nothing was timed.</summary>
    private static string? Joint(RunData data)
    {
        IReadOnlyList<JointChoice> choices = JointChoices.Of(data, data.Files.HeadlineTarget);
        if (choices.Count == 0)
        {
            return null;
        }

        JointChoice small = choices[0];
        string sentence = $"Both tables in one: smallest is {Name(small)} with {Numbers.Ratio(small.BytesRatio)} the bytes of Wasmtime 47's two sections, a call at {Numbers.Ratio(small.Calls.ToV47)} and a trap at {Numbers.Ratio(small.Traps.ToV47)} the time of its lossless tables";
        return choices.FirstOrDefault(choice => choice.IsFast) is { } fast
            ? $"{sentence}; smallest of those that answer each question within 1.25 times legacy's time is {Name(fast)} with {Numbers.Ratio(fast.BytesRatio)} the bytes, {Numbers.Ratio(fast.Calls.ToLegacy)} and {Numbers.Ratio(fast.Traps.ToLegacy)} of legacy's time."
            : $"{sentence}; none answers each question within 1.25 times legacy's time.";
    }

    private static string Name(JointChoice choice) => RunNames.Label(choice.Encoding) + (choice.Reader is "" or "scalar" ? "" : ", " + choice.Reader);
}
