using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Advice;

/// <summary>The sentences of a memo.</summary>
internal static class MemoWords
{
    public static string Claim(TargetAdvice advice, Question question, RecommendOptions options)
    {
        Choice best = question.Best;
        string weights = options.BytesWeight == options.NsWeight ? "bytes and time weighed equally" : $"bytes weighed {Numbers.Short(options.BytesWeight)}, time {Numbers.Short(options.NsWeight)}";
        if (question.Choices.Count == 1)
        {
            return $"The only choice ({question.Name}) is {best.Label}: {Numbers.Change(best.BytesRatio)} bytes and {Numbers.Ratio(best.NsRatio)} the lookup time of {options.Yardstick(advice.Table)} at 128 on {advice.Workload}, over {BlockSizeSentence.Modules(advice.Modules.Count)}.";
        }

        string claim = $"Among {question.Choices.Count} choices ({question.Name}), with {weights} on {advice.Workload}, {best.Label} scores best: {Numbers.Change(best.BytesRatio)} bytes and {Numbers.Ratio(best.NsRatio)} the lookup time of {options.Yardstick(advice.Table)} at 128, over {BlockSizeSentence.Modules(advice.Modules.Count)}.";
        claim += $" For bytes alone {question.Smallest.Label} ({Numbers.Change(question.Smallest.BytesRatio)} bytes), for time alone {question.Fastest.Label} ({Numbers.Ratio(question.Fastest.NsRatio)} the time)";
        claim += question.Knee is { } knee ? $"; the knee is {knee.Label} ({Numbers.Change(knee.BytesRatio)} bytes, {Numbers.Ratio(knee.NsRatio)} the time)." : ".";
        return claim + (question.RunnerUp is { IsShown: false } runnerUp ? $" Between {best.Label} and {runnerUp.Other.Label} there is no difference that we can show." : "");
    }

    public static string Evidence(Question question)
    {
        string frontier = $"On the frontier, from small to fast: {string.Join(", ", question.Frontier.Select(choice => choice.Label))}.";
        string loses = question.Shipped is { } shipped && shipped != question.Best
            ? $" What 128 loses: its score is {Numbers.Ratio((1 + shipped.MeanRegret) / (1 + question.Best.MeanRegret))} that of {question.Best.Label}; its regret is {Numbers.Ratio(1 + shipped.MeanRegret)} on average and {Numbers.Ratio(1 + shipped.WorstRegret)} on {shipped.WorstModule}."
            : question.Shipped is not null ? " 128 is that choice, so it loses nothing here." : "";
        return frontier + loses;
    }

    /// <summary>What speaks against the claim, or would change it.</summary>
    public static IEnumerable<string> Against(TargetAdvice advice, Question question, Recommendation recommendation)
    {
        Choice best = question.Best;
        yield return question.RunnerUp is { } runnerUp
            ? $"The runner-up, {runnerUp.Other.Label}, scores {Numbers.Ratio(runnerUp.Ratio)} (95 % interval over modules {Numbers.Ratio(runnerUp.Low)} to {Numbers.Ratio(runnerUp.High)}): {(runnerUp.IsShown ? "a difference" : "no difference that we can show")}."
            : "There is no second choice to compare with.";
        yield return $"Regret of {best.Label}: {Numbers.Ratio(1 + best.MeanRegret)} on average; worst on {best.WorstModule}, {Numbers.Ratio(1 + best.WorstRegret)} of that file's own best choice.";
        yield return question.LeaveOneOut.Count == 0
            ? $"Leaving out any one of {BlockSizeSentence.Modules(advice.Modules.Count)} does not change the answer."
            : $"Leaving out a module changes the answer in {question.LeaveOneOut.Count} of {advice.Modules.Count} trials: {string.Join("; ", question.LeaveOneOut.Select(left => $"without {left.Module} it is {left.Winner}"))}.";
        yield return "Weights, from bytes only to time only: " + string.Join(", ", Ranges(question)) + ".";
        yield return Elsewhere(advice, question, recommendation);
        if (best.StockReader.Length == 0)
        {
            yield return $"No stock Wasmtime reads the bytes of {best.Label}.";
        }

        if (best.OpenBytes > 0)
        {
            yield return $"Opening {best.Label} builds {Numbers.Bytes(best.OpenBytes)} of state.";
        }

        if (question.Excluded > 0)
        {
            yield return $"{question.Excluded} choices break the constraints and were not weighed.";
        }
    }

    /// <summary>Runs of equal winners over the share of time in the weights.</summary>
    private static IEnumerable<string> Ranges(Question question)
    {
        int start = 0;
        for (int i = 1; i <= question.Weights.Count; i++)
        {
            if (i == question.Weights.Count || question.Weights[i].Winner != question.Weights[start].Winner)
            {
                string low = Numbers.Percent(question.Weights[start].NsShare);
                string high = Numbers.Percent(question.Weights[i - 1].NsShare);
                yield return $"time {(low == high ? low : $"{low} to {high}")}: {question.Weights[start].Winner}";
                start = i;
            }
        }
    }

    /// <summary>What other targets say: not timed, not asked for, and no choice there are three things.</summary>
    private static string Elsewhere(TargetAdvice advice, Question question, Recommendation recommendation)
    {
        RecommendOptions options = recommendation.Options;
        string[] others = [.. recommendation.Timed.Where(one => one.Table == advice.Table && one.Target != advice.Target).Select(one => one.Target)];
        return others.Length == 0 ? $"No other target was timed{(options.Workload is { } workload ? " on " + workload : "")}{(options.Track == "lossless" ? "" : $" on the {options.Track} track")}."
            : options.Target is not null ? $"The run has times of {string.Join(", ", others)} too; they are left out here because only {advice.Target} was asked for."
            : $"Other targets: {string.Join("; ", others.Select(target => There(target, advice, question, recommendation)))}.";
    }

    private static string There(string target, TargetAdvice advice, Question question, Recommendation recommendation)
    {
        TargetAdvice? there = recommendation.Advice.FirstOrDefault(one => one.Table == advice.Table && one.Target == target);
        if ((there is null ? null : Answer.Find(there, question.Name)) is not { Best: var best })
        {
            return target + (recommendation.Options.InWords().Length > 0 ? " nothing that keeps the constraints" : " not measured");
        }

        string workload = there!.Workload == advice.Workload ? "" : " on " + there.Workload;
        return $"{target} {best.Label} ({Numbers.Change(best.BytesRatio)} bytes, {Numbers.Ratio(best.NsRatio)} the time{workload})";
    }
}
