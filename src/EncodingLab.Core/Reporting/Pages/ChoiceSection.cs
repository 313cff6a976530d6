using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Figures;

namespace EncodingLab.Reporting.Pages;

/// <summary>Bytes against time, and what the choices cost beside one another.</summary>
internal static class ChoiceSection
{
    private const int MarkdownLines = 16;

    /// <summary>How many of the best choices a short table has whatever they are.</summary>
    private const int BestShown = 6;

    public static ReportSection Of(RunData data, Recommendation? advice) => new("choice", "Bytes against time: which encoding, which block size")
    {
        Paragraphs = advice is null ? [] : [$"The knee is the {Knee.Method}. Regret is a choice's bytes x time over that of the best choice for the same file, so that 1.00 is the best there is: mean over files, and on the worst file."],
        Charts = ReportBuilder.Some([.. data.TableNames.Select(table => TradeOffChart.Of(data, table, data.Files.HeadlineTarget))]),
        Tables = advice is null ? [] : [.. advice.Advice.Where(one => one.IsHeadline).SelectMany(Tables)],
    };

    /// <summary>The same for the other targets.</summary>
    public static ReportSection Elsewhere(RunData data, Recommendation? advice) => new("targets", "Bytes against time on the other targets")
    {
        Charts = ReportBuilder.Some([.. data.Files.Targets.Skip(1).SelectMany(target => data.TableNames.Select(table => TradeOffChart.Of(data, table, target)))]),
        Tables = advice is null ? [] : [.. advice.Advice.Where(one => !one.IsHeadline).Select(Brief)],
    };

    /// <summary>The choices that matter, then all of them to unfold.</summary>
    private static IEnumerable<DataTable> Tables(TargetAdvice advice)
    {
        DataTable all = Table(advice, advice.Questions[^1]);
        DataTable brief = Brief(advice);
        return brief.Lines.Count == all.Lines.Count ? [all] : [brief, all with { Caption = all.Caption.Replace(": choices", $": all {all.Lines.Count} choices", StringComparison.Ordinal), Folded = true, InMarkdown = false }];
    }

    /// <summary>The choices that matter: the best ones, the frontier, and what ships.</summary>
    public static DataTable Brief(TargetAdvice advice)
    {
        Question question = advice.Questions[^1];
        return Table(advice, question with { Choices = [.. question.Choices.Where((choice, i) => i < BestShown || choice == question.Knee || question.Frontier.Contains(choice) || IsShipped(choice))] });
    }

    private static bool IsShipped(Choice choice) => choice.Encoding == RunNames.Legacy || choice.Encoding == RunNames.Shipped;

    /// <summary>The choices of a question with what each costs.</summary>
    public static DataTable Table(TargetAdvice advice, Question question)
    {
        Column[] columns =
        [
            new("encoding", IsNumber: false), new("role", IsNumber: false), new("bytes an entry"), new("bytes / 128"), new("ns"), new("time / 128"), new("mean regret"), new("worst regret"), new("worst on", IsNumber: false),
            new("stock reader", IsNumber: false), new("state at open"), new("reader's IL bytes"),
        ];
        return new DataTable($"{RunData.TableTitle(advice.Table)}, {advice.Target}, {BlockSizeSentence.Modules(advice.Modules.Count)}, {advice.Workload}: choices, best product of bytes and time first", columns, [.. question.Choices.Select(choice => Line(advice, question, choice))])
        {
            InMarkdown = advice.IsHeadline,
            MarkdownLines = MarkdownLines,
            Folded = !advice.IsHeadline,
        };
    }

    private static TableLine Line(TargetAdvice advice, Question question, Choice choice) => new(
    [
        Cell.Of(choice.Label),
        Cell.Of(Role(question, choice)),
        Cell.Of(choice.BytesPerEntry, Numbers.Figure),
        Cell.Of(choice.BytesRatio, Numbers.Change),
        Cell.Of(choice.Ns, Numbers.Figure),
        Cell.Of(choice.NsRatio, Numbers.Ratio),
        Cell.Of(1 + choice.MeanRegret, Numbers.Ratio),
        Cell.Of(1 + choice.WorstRegret, Numbers.Ratio),
        Cell.Of(choice.WorstModule),
        Cell.Of(choice.StockReader),
        new Cell(choice.OpenBytes == 0 ? "none" : Numbers.Bytes(choice.OpenBytes), choice.OpenBytes),
        Cell.Of(choice.IlBytes, Numbers.Count),
    ])
    {
        Tags = new Tags(advice.Table, advice.Target, Encoding: RunNames.BaseName(choice.Encoding)),
        IsBaseline = choice == question.Shipped,
    };

    private static string Role(Question question, Choice choice)
    {
        var roles = new List<string>();
        if (choice == question.Best)
        {
            roles.Add("best");
        }

        if (choice == question.Knee)
        {
            roles.Add("knee");
        }

        if (question.Frontier.Contains(choice))
        {
            roles.Add("frontier");
        }

        return string.Join(", ", roles);
    }
}
