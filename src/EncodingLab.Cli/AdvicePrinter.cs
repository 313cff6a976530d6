using System.Globalization;
using EncodingLab.Reporting.Advice;
using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>A recommendation in short, for a terminal: per table the answer in a line, then the choices that matter. The memo has the evidence and what speaks against it.</summary>
internal static class AdvicePrinter
{
    private const int BestShown = 6;

    public static void Print(Recommendation recommendation)
    {
        foreach (TargetAdvice advice in recommendation.Shown)
        {
            foreach (Question question in advice.Questions)
            {
                Output.Sentence(Answer(advice, question, recommendation.Options));
                Table(question).Print([.. question.Choices.Where((choice, i) => i < BestShown || Role(question, choice).Length > 0)]);
            }
        }

        Output.Sentence("The memo with evidence, counter-evidence and limits: the same command with -o FILE, or piped.");
    }

    private static string Answer(TargetAdvice advice, Question question, RecommendOptions options)
    {
        string doubt = question.RunnerUp is { } second ? second.IsShown ? $"; the next, {second.Other.Label}, is {Number(second.Ratio, "0.00")}x that" : $"; no difference to {second.Other.Label} that we can show" : "";
        return $"{advice.Table} on {advice.Target}, {question.Name}, {advice.Modules.Count} modules, {advice.Workload}: {question.Best.Label} ({Number(question.Best.BytesRatio, "0.000")}x bytes, {Number(question.Best.NsRatio, "0.000")}x time of {options.Yardstick(advice.Table)}){doubt}";
    }

    private static FittingTable<Choice> Table(Question question)
    {
        Style Plain(Choice choice) => choice == question.Shipped ? new Style(decoration: Decoration.Bold) : Style.Plain;
        var table = new FittingTable<Choice>();
        table.Add("choice", 0, choice => choice.Label, Plain, ColumnKind.Name);
        table.Add("bytes", 0, choice => Number(choice.BytesRatio, "0.000") + "x", Plain);
        table.Add("", 2, choice => RatioBar.Of(choice.BytesRatio), choice => RatioBar.Style(choice.BytesRatio), ColumnKind.Text);
        table.Add("ns", 3, choice => Number(choice.Ns, "0.0"), Plain);
        table.Add("time", 0, choice => Number(choice.NsRatio, "0.000") + "x", Plain);
        table.Add("", 2, choice => RatioBar.Of(choice.NsRatio), choice => RatioBar.Style(choice.NsRatio), ColumnKind.Text);
        table.Add("worst regret", 4, choice => Number(1 + choice.WorstRegret, "0.00") + "x", Plain);
        table.Add("stock", 5, choice => choice.StockReader, Plain, ColumnKind.Text);
        table.Add("", 0, choice => Role(question, choice), Plain, ColumnKind.Role);
        return table;
    }

    private static string Role(Question question, Choice choice) => string.Join(", ", new[]
    {
        choice == question.Best ? "best" : "",
        choice == question.Knee ? "knee" : "",
        choice == question.Smallest ? "smallest" : "",
        choice == question.Fastest ? "fastest" : "",
        choice == question.Shipped ? "Wasmtime 47" : "",
    }.Where(role => role.Length > 0));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
