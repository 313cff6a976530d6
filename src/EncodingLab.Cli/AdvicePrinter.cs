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
        foreach (TargetAdvice advice in recommendation.Advice.Where(advice => advice.IsHeadline || recommendation.Options.Target is not null))
        {
            foreach (Question question in advice.Questions)
            {
                System.Console.WriteLine(Answer(advice, question));
                Table(question).Print([.. question.Choices.Where((choice, i) => i < BestShown || Role(question, choice).Length > 0)]);
            }
        }

        System.Console.WriteLine("The memo with evidence, counter-evidence and limits: the same command with -o FILE, or piped.");
    }

    private static string Answer(TargetAdvice advice, Question question)
    {
        string doubt = question.RunnerUp is { } second ? second.IsShown ? $"; the next, {second.Other.Label}, is {Number(second.Ratio, "0.00")}x that" : $"; no difference to {second.Other.Label} that we can show" : "";
        return $"{advice.Table} on {advice.Target}, {question.Name}, {advice.Modules.Count} modules, {advice.Workload}: {question.Best.Label} ({Number(question.Best.BytesRatio, "0.000")}x bytes, {Number(question.Best.NsRatio, "0.000")}x time of Wasmtime 47){doubt}";
    }

    private static FittingTable<Choice> Table(Question question)
    {
        Style Plain(Choice choice) => choice == question.Shipped ? new Style(decoration: Decoration.Bold) : Style.Plain;
        var table = new FittingTable<Choice>();
        table.Add("choice", 0, choice => choice.Label, Plain, isNumber: false);
        table.Add("bytes", 0, choice => Number(choice.BytesRatio, "0.000") + "x", Plain);
        table.Add("", 2, choice => RatioBar.Of(choice.BytesRatio), choice => RatioBar.Style(choice.BytesRatio), isNumber: false);
        table.Add("ns", 3, choice => Number(choice.Ns, "0.0"), Plain);
        table.Add("time", 0, choice => Number(choice.NsRatio, "0.000") + "x", Plain);
        table.Add("", 2, choice => RatioBar.Of(choice.NsRatio), choice => RatioBar.Style(choice.NsRatio), isNumber: false);
        table.Add("worst regret", 4, choice => Number(1 + choice.WorstRegret, "0.00") + "x", Plain);
        table.Add("stock", 5, choice => choice.StockReader, Plain, isNumber: false);
        table.Add("", 1, choice => Role(question, choice), Plain, isNumber: false);
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
