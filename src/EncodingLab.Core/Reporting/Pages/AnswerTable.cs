using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>The answer as a table, for those who look rather than read.</summary>
internal static class AnswerTable
{
    public static DataTable Of(RunData data, Recommendation recommendation) => new(
        "In short, against Wasmtime 47 at 128",
        [
            new("table", IsNumber: false), new("target", IsNumber: false), new("best block size for bytes", IsNumber: false), new("for time", IsNumber: false), new("for both", IsNumber: false),
            new("smaller and faster at once", IsNumber: false), new("bytes"), new("time"), new("time, portable reader"), new("on modules", IsNumber: false), new("elsewhere", IsNumber: false),
        ],
        [.. recommendation.Advice.Where(advice => advice.IsHeadline).Select(advice => Line(data, advice, recommendation))])
    {
        Wraps = true,
    };

    private static TableLine Line(RunData data, TargetAdvice advice, Recommendation all)
    {
        Question? blocks = Answer.Find(advice, Recommender.BlocksOnly) is { Choices.Count: > 1 } question ? question : null;
        Question? any = Answer.Find(advice, Recommender.AnyEncoding);
        Choice? best = any is null ? null : Answer.BetterOnBoth(any);
        return new TableLine(
        [
            Cell.Of(RunData.TableTitle(advice.Table)),
            Cell.Of(advice.Target),
            Cell.Of(blocks is null ? "–" : Answer.ForBytes(data, advice)),
            Cell.Of(blocks is null ? "–" : $"{Answer.Block(blocks.Fastest)} ({Numbers.Ratio(blocks.Fastest.NsRatio)}, {advice.Workload})"),
            Cell.Of(blocks is null ? "–" : $"{Answer.Block(blocks.Best)} ({Numbers.Change(blocks.Best.BytesRatio)} bytes, {Numbers.Ratio(blocks.Best.NsRatio)} the time)"),
            Cell.Of(best is null ? "none" : best.Label),
            Cell.Of(best?.BytesRatio, Numbers.Change),
            Cell.Of(best?.NsRatio, Numbers.Ratio),
            Cell.Of(best is null ? null : Answer.PortableTime(any!, best) ?? best.NsRatio, Numbers.Ratio),
            Cell.Of(best is null ? "–" : Answer.BetterOn(data, advice, best)),
            Cell.Of(best is null ? "–" : Answer.Elsewhere(advice, best, all, named: true)),
        ])
        {
            Tags = new Tags(advice.Table, advice.Target),
        };
    }
}
