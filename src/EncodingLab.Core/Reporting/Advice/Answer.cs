using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting.Advice;

/// <summary>What to choose and why, in three parts computed from the rows: which block size, which encoding, how sure. Short; the tables below say the rest.</summary>
internal static class Answer
{
    public static IReadOnlyList<AnswerPart> Of(RunData data, Recommendation? recommendation)
    {
        TargetAdvice[] headline = [.. recommendation?.Advice.Where(advice => advice.IsHeadline) ?? []];
        return headline.Length == 0
            ? [.. RunSummary.Of(data).Sentences.Select(AnswerPart.Of)]
            : [.. new[] { BlockSize(data, headline), Encoding(headline, recommendation!), Certainty(data, headline) }.Where(part => part.Points.Count > 0)];
    }

    private static AnswerPart BlockSize(RunData data, TargetAdvice[] headline)
    {
        TargetAdvice[] asked = [.. headline.Where(advice => Find(advice, Recommender.BlocksOnly) is { Choices.Count: > 1 })];
        return asked.Length == 0 ? new("", []) : new($"Block size of the shipped format, against 128 ({asked[0].Target}, {ModuleRange(asked)})", [.. asked.Select(advice => BlockSize(data, advice, Find(advice, Recommender.BlocksOnly)!))]);
    }

    private static string ModuleRange(TargetAdvice[] advice)
    {
        int least = advice.Min(one => one.Modules.Count);
        int most = advice.Max(one => one.Modules.Count);
        return least == most ? BlockSizeSentence.Modules(most) : $"{Numbers.Count(least)} to {BlockSizeSentence.Modules(most)}";
    }

    private static string BlockSize(RunData data, TargetAdvice advice, Question question) =>
        $"{Upper(advice.Table)}: for bytes {ForBytes(data, advice)}, for {Purpose(advice.Workload)} {Block(question.Fastest)} ({Numbers.Ratio(question.Fastest.NsRatio)} the time{(IsSmallestTimed(question) ? "; smaller not timed" : "")}), "
        + $"for both {Block(question.Best)} ({Numbers.Change(question.Best.BytesRatio)} bytes{Doubt(question)}).";

    /// <summary>The block size of the fewest bytes, timed or not, and what it saves.</summary>
    public static string ForBytes(RunData data, TargetAdvice advice)
    {
        BlockSizeLine[] lines = [.. data.BlockSizesOf(advice.Table, advice.Target).Lines.Where(line => line.BlockEntries is not null && line.BytesTo128 is not null)];
        return lines.MinBy(line => line.BytesTo128) is { } best
            ? $"{best.BlockEntries} ({Numbers.Change(best.BytesTo128!.Value)}{(best == lines.MaxBy(line => line.BlockEntries) ? "; larger not tried" : "")})"
            : "none measured";
    }

    private static bool IsSmallestTimed(Question question) =>
        question.Choices.All(choice => int.TryParse(Block(choice), out int entries) && int.TryParse(Block(question.Fastest), out int fastest) && fastest <= entries);

    private static string Doubt(Question question) =>
        question.RunnerUp is { IsShown: false } runnerUp ? $"; no difference to {Block(runnerUp.Other)} shown" : "";

    private static AnswerPart Encoding(TargetAdvice[] headline, Recommendation all) => new("Better on both axes than Wasmtime 47", [.. headline.Select(advice => Better(advice, all)).Where(point => point.Length > 0)]);

    private static string Better(TargetAdvice advice, Recommendation all)
    {
        if (Find(advice, Recommender.AnyEncoding) is not { } question)
        {
            return "";
        }

        return BetterOnBoth(question) is { } best
            ? $"{Upper(advice.Table)}: {best.Label} ({Numbers.Change(best.BytesRatio)} bytes, {Numbers.Ratio(best.NsRatio)} the time{Portable(question, best)}); {Elsewhere(advice, best, all, named: false)}."
            : $"{Upper(advice.Table)}: none of {question.Choices.Count}.";
    }

    /// <summary>The knee where it is better than Wasmtime 47 on both axes, else the best that is; null where none is.</summary>
    public static Choice? BetterOnBoth(Question question) =>
        question.Knee is { BytesRatio: < 1, NsRatio: < 1 } knee ? knee : question.Choices.FirstOrDefault(choice => choice is { BytesRatio: < 1, NsRatio: < 1 });

    private static string Portable(Question question, Choice best) => PortableTime(question, best) is double time ? $", {Numbers.Ratio(time)} portable" : "";

    /// <summary>The time of the same bytes where the machine has nothing special; null where that is the choice itself, or was not timed.</summary>
    public static double? PortableTime(Question question, Choice best) =>
        best.Reader is "" or "scalar" ? null : question.Choices.FirstOrDefault(choice => choice.Encoding == best.Encoding && choice.Reader is "" or "scalar")?.NsRatio;

    /// <summary>On which other targets the same choice is better on both axes too or is not, and what was timed there where that differs.</summary>
    /// <param name="named">Whether, where it holds on all, targets are named and their modules counted.</param>
    public static string Elsewhere(TargetAdvice advice, Choice best, Recommendation all, bool named)
    {
        TargetAdvice[] others = [.. all.Advice.Where(other => other.Table == advice.Table && !other.IsHeadline)];
        if (others.Length == 0)
        {
            return $"timed on {advice.Target} only";
        }

        string[] not = [.. others.Select(other => (other.Target, Choice: Find(other, Recommender.AnyEncoding)?.Choices.FirstOrDefault(choice => choice.Label == best.Label)))
            .Where(other => other.Choice is not { BytesRatio: < 1, NsRatio: < 1 }).Select(other => other.Target + (other.Choice is null ? " (not measured)" : ""))];
        string also = named || others.Length == 1 ? string.Join(", ", others.Select(other => other.Target)) : $"{others.Length} other targets";
        return (not.Length > 0 ? $"not on {string.Join(", ", not)}" : $"also on {also}{(named ? $", {ModuleRange(others)}{(others.Length > 1 ? " each" : "")}" : "")}") + OtherWorkloads(advice, others);
    }

    private static string OtherWorkloads(TargetAdvice advice, TargetAdvice[] others) => string.Concat(others.Where(other => other.Workload != advice.Workload).GroupBy(other => other.Workload)
        .Select(group => $", timed on {group.Key} {(group.Count() == others.Length ? "there" : "on " + string.Join(", ", group.Select(other => other.Target)))}"));

    private static AnswerPart Certainty(RunData data, TargetAdvice[] headline)
    {
        string[] moved = [.. headline.SelectMany(advice => advice.Questions.SelectMany(question => question.LeaveOneOut.Select(left => $"without {left.Module} {Lower(advice.Table)} would take {left.Winner}"))).Distinct()];
        string stability = headline[0].Modules.Count < 2 ? "One module only, so nothing is said about others."
            : moved.Length == 0 ? "Leaving out any one module changes none of these choices."
            : $"Leaving out one module changes a choice in {moved.Length} of {headline.Sum(advice => advice.Questions.Count * advice.Modules.Count)} trials ({string.Join("; ", moved.Take(3))}{(moved.Length > 3 ? "; ..." : "")}).";
        RunCounts counts = data.Info.Counts;
        string cells = $"{Numbers.Count(counts.Failed)} of {Numbers.Count(counts.Planned)} planned cells failed; bytes are exact, times are of one machine, reader open, memory hot.";
        return new("How sure", [.. new[] { Shown(data, headline), stability, cells }.Where(point => point.Length > 0)]);
    }

    private static string Shown(RunData data, TargetAdvice[] headline)
    {
        (string On, string Table)[] shown = [.. from advice in headline let best = Find(advice, Recommender.AnyEncoding) is { } question ? BetterOnBoth(question) : null where best is not null select (BetterOn(data, advice, best), Lower(advice.Table))];
        return shown.Length == 0 ? "" : $"Smaller, and faster by 95 % intervals, on {string.Join(", ", shown.Select((one, i) => $"{one.On}{(i == 0 ? " modules" : "")} ({one.Table})"))}.";
    }

    /// <summary>On how many modules a choice is smaller and its time's interval lies below that of Wasmtime 47, as "16 of 17".</summary>
    public static string BetterOn(RunData data, TargetAdvice advice, Choice choice)
    {
        IReadOnlyList<FileFigure> files = data.TradeOffOf(advice.Table, advice.Target, workload: advice.Workload).Points.Single(point => point.Label == choice.Label).Files;
        return $"{Numbers.Count(files.Count(file => file is { BytesRatio: < 1, NsRatioHigh: < 1 }))} of {Numbers.Count(files.Count)}";
    }

    public static Question? Find(TargetAdvice advice, string name) => advice.Questions.FirstOrDefault(question => question.Name == name);

    private static string Lower(string table) => table switch { "addrmap" => "address map", "both" => "both tables in one", _ => table };

    private static string Upper(string table) => char.ToUpperInvariant(Lower(table)[0]) + Lower(table)[1..];

    private static string Purpose(string workload) => workload switch { "call-return" or "backtrace-20" => $"backtraces ({workload})", "trap-hit" => $"finding traps ({workload})", _ => workload };

    public static string Block(Choice choice) => choice.Label.StartsWith("block ", StringComparison.Ordinal) ? choice.Label[6..] : choice.Encoding == RunNames.Shipped ? "128" : choice.Label;
}
