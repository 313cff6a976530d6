using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>What to choose and why, in three sentences computed from the rows: which block size, which encoding, how sure.</summary>
internal static class Answer
{
    public static IReadOnlyList<string> Of(RunData data, Recommendation? recommendation)
    {
        TargetAdvice[] headline = [.. recommendation?.Advice.Where(advice => advice.IsHeadline) ?? []];
        return headline.Length == 0
            ? [.. RunSummary.Of(data).Sentences]
            : [.. new[] { BlockSize(data, headline), Encoding(headline, recommendation!), Certainty(data, headline) }.Where(sentence => sentence.Length > 0)];
    }

    private static string BlockSize(RunData data, TargetAdvice[] headline)
    {
        TargetAdvice[] asked = [.. headline.Where(advice => Find(advice, Recommender.BlocksOnly) is { Choices.Count: > 1 })];
        return asked.Length == 0 ? "" : $"Block size of the shipped format ({asked[0].Target}, {ModuleRange(asked)}): {string.Join("; ", asked.Select(advice => BlockSize(data, advice, Find(advice, Recommender.BlocksOnly)!)))}.";
    }

    private static string ModuleRange(TargetAdvice[] advice)
    {
        int least = advice.Min(one => one.Modules.Count);
        int most = advice.Max(one => one.Modules.Count);
        return least == most ? BlockSizeSentence.Modules(most) : $"{Numbers.Count(least)} to {BlockSizeSentence.Modules(most)}";
    }

    private static string BlockSize(RunData data, TargetAdvice advice, Question question) =>
        $"{Lower(advice.Table)}: for bytes {ForBytes(data, advice)}, for {Purpose(advice.Workload)} {Block(question.Fastest)} ({Numbers.Ratio(question.Fastest.NsRatio)} the time of 128{(IsSmallestTimed(question) ? ", the smallest timed" : "")}), "
        + $"for both weighed equally {Block(question.Best)} ({Numbers.Change(question.Best.BytesRatio)} bytes, {Numbers.Ratio(question.Best.NsRatio)} the time{Doubt(question)})";

    /// <summary>The block size of the fewest bytes, timed or not, and what it saves.</summary>
    public static string ForBytes(RunData data, TargetAdvice advice)
    {
        BlockSizeLine[] lines = [.. data.BlockSizesOf(advice.Table, advice.Target).Lines.Where(line => line.BlockEntries is not null && line.BytesTo128 is not null)];
        return lines.MinBy(line => line.BytesTo128) is { } best
            ? $"{best.BlockEntries} ({Numbers.Change(best.BytesTo128!.Value)} bytes against 128{(best == lines.MaxBy(line => line.BlockEntries) ? ", the largest measured" : "")})"
            : "none measured";
    }

    private static bool IsSmallestTimed(Question question) =>
        question.Choices.All(choice => int.TryParse(Block(choice), out int entries) && int.TryParse(Block(question.Fastest), out int fastest) && fastest <= entries);

    private static string Doubt(Question question) =>
        question.RunnerUp is { IsShown: false } runnerUp ? $"; no difference to {Block(runnerUp.Other)} that we can show" : "";

    private static string Encoding(TargetAdvice[] headline, Recommendation all)
    {
        string[] parts = [.. headline.Select(advice => Better(advice, all)).Where(part => part.Length > 0)];
        return parts.Length == 0 ? "" : $"Better on both axes than Wasmtime 47: {string.Join("; ", parts)}.";
    }

    private static string Better(TargetAdvice advice, Recommendation all)
    {
        if (Find(advice, Recommender.AnyEncoding) is not { } question)
        {
            return "";
        }

        return BetterOnBoth(question) is { } best
            ? $"{Lower(advice.Table)}: {best.Label} ({Numbers.Change(best.BytesRatio)} bytes, {Numbers.Ratio(best.NsRatio)} the time{Portable(question, best)}; {Elsewhere(advice, best, all)})"
            : $"{Lower(advice.Table)}: none of {question.Choices.Count}";
    }

    /// <summary>The knee where it is better than Wasmtime 47 on both axes, else the best that is; null where none is.</summary>
    public static Choice? BetterOnBoth(Question question) =>
        question.Knee is { BytesRatio: < 1, NsRatio: < 1 } knee ? knee : question.Choices.FirstOrDefault(choice => choice is { BytesRatio: < 1, NsRatio: < 1 });

    private static string Portable(Question question, Choice best) => PortableTime(question, best) is double time ? $", {Numbers.Ratio(time)} with its portable reader" : "";

    /// <summary>The time of the same bytes where the machine has nothing special; null where that is the choice itself, or was not timed.</summary>
    public static double? PortableTime(Question question, Choice best) =>
        best.Reader is "" or "scalar" ? null : question.Choices.FirstOrDefault(choice => choice.Encoding == best.Encoding && choice.Reader is "" or "scalar")?.NsRatio;

    /// <summary>On which other targets the same choice is not better on both axes.</summary>
    public static string Elsewhere(TargetAdvice advice, Choice best, Recommendation all)
    {
        (string Target, Choice? Choice)[] others = [.. all.Advice.Where(other => other.Table == advice.Table && !other.IsHeadline)
            .Select(other => (other.Target, Find(other, Recommender.AnyEncoding)?.Choices.FirstOrDefault(choice => choice.Label == best.Label)))];
        string[] not = [.. others.Where(other => other.Choice is not { BytesRatio: < 1, NsRatio: < 1 }).Select(other => other.Target + (other.Choice is null ? " (not measured)" : ""))];
        return others.Length == 0 ? $"timed on {advice.Target} only" : not.Length == 0 ? $"also on {string.Join(", ", others.Select(other => other.Target))}, {ModuleRange([.. all.Advice.Where(other => other.Table == advice.Table && !other.IsHeadline)])} each" : $"not on {string.Join(", ", not)}";
    }

    private static string Certainty(RunData data, TargetAdvice[] headline)
    {
        string[] moved = [.. headline.SelectMany(advice => advice.Questions.SelectMany(question => question.LeaveOneOut.Select(left => $"without {left.Module} {Lower(advice.Table)} would take {left.Winner}"))).Distinct()];
        string stability = headline[0].Modules.Count < 2 ? "one module only, so nothing is said about others"
            : moved.Length == 0 ? "leaving out any one module changes none of these choices"
            : $"leaving out one module changes a choice in {moved.Length} of {headline.Sum(advice => advice.Questions.Count * advice.Modules.Count)} trials ({string.Join("; ", moved.Take(3))}{(moved.Length > 3 ? "; ..." : "")})";
        RunCounts counts = data.Info.Counts;
        return $"How sure: {Shown(data, headline)}{stability}; {Numbers.Count(counts.Measured)} of {Numbers.Count(counts.Planned)} planned cells were measured, {Numbers.Count(counts.Failed)} failed, {Numbers.Count(counts.NotApplicable)} do not apply; bytes are exact and the same everywhere, times are of one machine, with the reader open and memory hot.";
    }

    private static string Shown(RunData data, TargetAdvice[] headline) =>
        string.Concat(headline.Select(advice => Find(advice, Recommender.AnyEncoding) is { } question && BetterOnBoth(question) is { } best ? $"{Lower(advice.Table)}: {best.Label} is smaller, and faster by 95 % intervals, on {BetterOn(data, advice, best)} modules; " : ""));

    /// <summary>On how many modules a choice is smaller and its time's interval lies below that of Wasmtime 47, as "16 of 17".</summary>
    public static string BetterOn(RunData data, TargetAdvice advice, Choice choice)
    {
        IReadOnlyList<FileFigure> files = data.TradeOffOf(advice.Table, advice.Target, workload: advice.Workload).Points.Single(point => point.Label == choice.Label).Files;
        return $"{Numbers.Count(files.Count(file => file is { BytesRatio: < 1, NsRatioHigh: < 1 }))} of {Numbers.Count(files.Count)}";
    }

    public static Question? Find(TargetAdvice advice, string name) => advice.Questions.FirstOrDefault(question => question.Name == name);

    public static string Lower(string table) => table switch { "addrmap" => "address map", "both" => "both tables in one", _ => table };

    public static string Purpose(string workload) => workload switch { "call-return" or "backtrace-20" => "backtraces", "trap-hit" => "finding traps", _ => workload };

    public static string Block(Choice choice) => choice.Label.StartsWith("block ", StringComparison.Ordinal) ? choice.Label[6..] : choice.Encoding == RunNames.Shipped ? "128" : choice.Label;
}
