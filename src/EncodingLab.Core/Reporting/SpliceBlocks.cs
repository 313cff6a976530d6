using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;
using EncodingLab.Reporting.Pages;

namespace EncodingLab.Reporting;

/// <summary>What documents can take from a run, by name.</summary>
/// <param name="data">The run.</param>
/// <param name="runPath">The run's folder as the document writes it.</param>
internal sealed class SpliceBlocks(RunData data, string runPath)
{
    private readonly Lazy<Report> _report = new(() => ReportBuilder.Build(data));
    private readonly NamedFigures _figures = new(data);

    /// <summary>All names with their arguments.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "answer", "summary", "blocks TABLE [TARGET]", "choices TABLE [TARGET]", "claims", "goals", "machine", "chart NAME", "charts", "bench", "engine", .. NamedFigures.Names,
    ];

    /// <summary>A block of lines; null where there is none of that name.</summary>
    public string? Block(string mark)
    {
        string[] words = mark.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? text = words switch
        {
            ["answer"] => MarkdownReport.Answer(_report.Value.Answer),
            ["summary"] => string.Join("\n", RunSummary.Of(data).Sentences.Select(sentence => "- " + MarkdownText.Escape(sentence))),
            ["blocks", string table, .. string[] rest] => BlockSizes(table, rest) is { } summary ? MarkdownReport.Table(BlockSizeTables.Of(summary)) : null,
            ["choices", string table, .. string[] rest] => Choices(table, rest),
            ["claims"] => MarkdownReport.Table(ClaimsSection.Verdicts(ClaimsTable.Of(data))),
            ["bench"] => data.Bench.Count == 0 ? HarnessTables.NotKept : MarkdownReport.Table(HarnessTables.Bench(data)),
            ["engine"] => data.Engine.All(row => row.PredictedNs is null) ? HarnessTables.NotKept : MarkdownReport.Table(HarnessTables.Engine(data)),
            ["goals"] => MarkdownText.Escape(GoalsTable.Rule) + "\n\n" + MarkdownReport.Table(GoalsSection.Table(GoalsTable.Of(data))),
            ["machine"] => Find("run", "Machine"),
            ["chart", string name] => Charts(chart => chart.Name == name),
            ["charts"] => Charts(_ => true),
            _ => Value(mark),
        };
        return text?.TrimEnd('\n');
    }

    /// <summary>A value for a sentence; null where there is none of that name.</summary>
    public string? Value(string mark) => _figures.Value(mark);

    private string Target(string[] rest) => rest.FirstOrDefault(data.Files.Targets.Contains) ?? data.Files.HeadlineTarget;

    private BlockSizeTable? BlockSizes(string table, string[] rest) => data.BlockSizesOf(table, Target(rest)) is { Lines.Count: > 0 } summary ? summary : null;

    private string? Choices(string table, string[] rest)
    {
        TargetAdvice? advice = data.Lookups.Count == 0 ? null : Recommender.Of(data, new RecommendOptions()).Advice.FirstOrDefault(one => one.Table == table && one.Target == Target(rest));
        return advice is null ? null : MarkdownReport.Table(ChoiceSection.Brief(advice));
    }

    private string? Find(string section, string caption) =>
        _report.Value.Sections.FirstOrDefault(one => one.Id == section)?.Tables.FirstOrDefault(table => table.Caption == caption) is { } table ? MarkdownReport.Table(table) : null;

    private string? Charts(Func<Chart, bool> wanted)
    {
        Chart[] charts = [.. _report.Value.Sections.SelectMany(section => section.Charts).Where(wanted)];
        return charts.Length == 0 ? null : string.Join("\n\n", charts.Select(chart => MarkdownReport.Picture(chart, $"{runPath}/charts")));
    }
}
