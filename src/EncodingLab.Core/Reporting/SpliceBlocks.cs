using EncodingLab.Reporting.Advice;
using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>What documents can take from a run, by name.</summary>
/// <param name="data">The run.</param>
/// <param name="runPath">The run's folder as the document writes it.</param>
internal sealed class SpliceBlocks(RunData data, string runPath)
{
    private readonly Lazy<Report> _report = new(() => ReportBuilder.Build(data));

    /// <summary>All names with their arguments.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "answer", "summary", "blocks TABLE [TARGET]", "choices TABLE [TARGET]", "claims", "goals", "machine", "cells", "chart NAME", "charts",
        "bytes TABLE ENCODING [TARGET]", "bytes-per-entry TABLE ENCODING [TARGET]", "file TABLE ENCODING [TARGET]", "time TABLE ENCODING [WORKLOAD] [TARGET]", "ns TABLE ENCODING [WORKLOAD] [TARGET]", "modules TABLE [TARGET]", "fact NAME",
        "self-check CHECK", "bench", "bench-within", "engine",
    ];

    /// <summary>A block of lines; null where there is none of that name.</summary>
    public string? Block(string mark)
    {
        string[] words = mark.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? text = words switch
        {
            ["answer"] => string.Join("\n\n", _report.Value.Answer.Select(MarkdownText.Escape)),
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
    public string? Value(string mark) => mark.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["cells"] => $"{Numbers.Count(data.Info.Counts.Measured)} of {Numbers.Count(data.Info.Counts.Planned)}",
        ["fact", .. string[] name] => data.Info.Machine.FirstOrDefault(fact => fact.Name == string.Join(' ', name)) is { } fact ? MarkdownText.Escape(fact.Value) : null,
        ["self-check", string check] => HarnessTables.SelfCheck(data, check),
        ["bench-within"] => HarnessTables.BenchWithin(data),
        ["modules", string table, .. string[] rest] => BlockSizes(table, rest) is { } summary ? Numbers.Count(summary.Modules) : null,
        ["bytes-per-entry", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.BytesPerEntry, Numbers.Short),
        ["bytes", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.RatioToV47, Numbers.Change),
        ["file", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.FileBytesWith / Shipped(row), Numbers.Change),
        ["time", string table, string encoding, .. string[] rest] => Time(table, encoding, rest) is { RatioTo128: double ratio } ? Numbers.Ratio(ratio) : null,
        ["ns", string table, string encoding, .. string[] rest] => Time(table, encoding, rest) is { } time ? Numbers.Short(time.Ns) : null,
        _ => null,
    };

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

    private string? Mean(string table, string encoding, string[] rest, Func<SizeRow, double?> value, Func<double, string> format) =>
        Means.Geometric(data.Files.Keep(data.LosslessSizes(table), Target(rest)).Where(row => row.Encoding == encoding).Select(value)) is double mean ? format(mean) : null;

    private double? Shipped(SizeRow row) => data.SizesOf(row.File).FirstOrDefault(other => other is { Track: "lossless", Encoding: RunNames.Shipped } && other.Table == row.Table)?.FileBytesWith;

    private TimeFigure? Time(string table, string encoding, string[] rest)
    {
        LookupRow[] rows = [.. data.Files.Keep(data.HotFinds(table), Target(rest)).Where(row => row.Reader is "" or "scalar")];
        string[] workloads = [.. rows.Select(row => row.Workload).Distinct()];
        return (rest.FirstOrDefault(workloads.Contains) ?? RunNames.MainWorkload(table, workloads)) is { } workload ? TimeFigure.Of(rows, encoding, workload) : null;
    }
}
