using EncodingLab.Reporting.Charts;
using EncodingLab.Reporting.Claims;
using EncodingLab.Reporting.Figures;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>Figures of a run for sentences, by name, so that no figure in prose is typed.</summary>
/// <param name="data">The run.</param>
internal sealed class NamedFigures(RunData data)
{
    /// <summary>All names with their arguments. Ratios are to Wasmtime 47 unless the name says legacy.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bytes TABLE ENCODING [TARGET]", "size TABLE ENCODING [TARGET]", "bytes-per-entry TABLE ENCODING [TARGET]", "legacy TABLE ENCODING [TARGET]", "pruned TABLE ENCODING [TARGET]", "joint ENCODING", "range TABLE ENCODING", "file TABLE ENCODING [TARGET]",
        "time TABLE ENCODING [WORKLOAD] [TARGET]", "ns TABLE ENCODING [WORKLOAD] [TARGET]", "cold TABLE ENCODING", "speed TABLE ENCODING encode|decode-all", "modules TABLE [TARGET]",
        "cells", "fact NAME", "self-check CHECK", "bench-within", "engine-within", "engine-time BLOCK",
    ];

    /// <summary>Whether there is a figure of that name, in this run or in another.</summary>
    public static bool IsKnown(string mark) => Names.Any(name => name.Split(' ')[0] == mark.Split(' ')[0]);

    /// <summary>A value for a sentence; null where there is none of that name, or the run has no such rows.</summary>
    public string? Value(string mark) => mark.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["cells"] => $"{Numbers.Count(data.Info.Counts.Measured)} of {Numbers.Count(data.Info.Counts.Planned)}",
        ["fact", .. string[] name] => data.Info.Machine.FirstOrDefault(fact => fact.Name == string.Join(' ', name)) is { } fact ? MarkdownText.Escape(fact.Value) : null,
        ["self-check", string check] => HarnessTables.SelfCheck(data, check),
        ["bench-within"] => HarnessTables.BenchWithin(data),
        ["engine-within"] => HarnessTables.EngineWithin(data),
        ["engine-time", string block] => HarnessTables.EngineTime(data, block),
        ["modules", string table, .. string[] rest] => data.BlockSizesOf(table, Target(rest)) is { Lines.Count: > 0 } summary ? Numbers.Count(summary.Modules) : null,
        ["bytes-per-entry", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.BytesPerEntry, Numbers.Short),
        ["bytes", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.RatioToV47, Numbers.Change),
        ["size", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.RatioToV47, Numbers.Ratio),
        ["legacy", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.RatioToLegacy, Numbers.Ratio),
        ["pruned", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.RatioToV47, Numbers.Ratio, ReportBuilder.QueryEquivalent),
        ["joint", string encoding] => Joint(encoding),
        ["range", string table, string encoding] => Range(table, encoding),
        ["file", string table, string encoding, .. string[] rest] => Mean(table, encoding, rest, row => row.FileBytesWith / Shipped(row), Numbers.Change),
        ["time", string table, string encoding, .. string[] rest] => Time(table, encoding, rest) is { RatioTo128: double ratio } ? Numbers.Ratio(ratio) : null,
        ["ns", string table, string encoding, .. string[] rest] => Time(table, encoding, rest) is { } time ? Numbers.Short(time.Ns) : null,
        ["cold", string table, string encoding] => Cold(table, encoding) is double ratio ? Numbers.Ratio(ratio) : null,
        ["speed", string table, string encoding, string model] => CodecSpeedChart.Speed(CodecSpeedChart.Rows(data, table), encoding, model) is double speed ? Numbers.Short(speed / 1e6) : null,
        _ => null,
    };

    private string Target(string[] rest) => rest.FirstOrDefault(data.Files.Targets.Contains) ?? data.Files.HeadlineTarget;

    private double? Shipped(SizeRow row) => data.SizesOf(row.File).FirstOrDefault(other => other is { Track: ReportBuilder.Lossless, Encoding: RunNames.Shipped } && other.Table == row.Table)?.FileBytesWith;

    private string? Mean(string table, string encoding, string[] rest, Func<SizeRow, double?> value, Func<double, string> format, string track = ReportBuilder.Lossless) =>
        Means.Geometric(data.Files.Keep(data.MeasuredSizes(table, track), Target(rest)).Where(row => row.Encoding == encoding), value) is double mean ? format(mean) : null;

    /// <summary>From the best file to the worst, all targets and settings.</summary>
    private string? Range(string table, string encoding) => Range(data.LosslessSizes(table).Where(row => row.Encoding == encoding).Select(row => row.RatioToV47));

    private static string? Range(IEnumerable<double?> values)
    {
        double[] ratios = [.. values.OfType<double>().Order()];
        return ratios.Length == 0 ? null : $"{Numbers.Ratio(ratios[0])} to {Numbers.Ratio(ratios[^1])}";
    }

    /// <summary>Bytes of both pruned tables over their joint order-0 entropy, from the best to the worst of the small files that were timed so.</summary>
    private string? Joint(string encoding)
    {
        var rows = new GoalRows(data, GoalRows.Asked);
        GoalFigures[] small = [.. rows.Files("both", cold: false).Select(file => rows.Of(file, "both", new GoalChoice(encoding, "scalar", ""))).Where(of => !of.IsLarge)];
        return Range(small.Select(of => of.BytesToEntropy));
    }

    private TimeFigure? Time(string table, string encoding, string[] rest)
    {
        LookupRow[] rows = [.. data.Files.Keep(data.HotFinds(table), Target(rest)).Where(row => row.Reader is "" or "scalar")];
        string[] workloads = [.. rows.Select(row => row.Workload).Distinct()];
        return (rest.FirstOrDefault(workloads.Contains) ?? RunNames.MainWorkload(table, workloads)) is { } workload ? TimeFigure.Of(rows, encoding, workload) : null;
    }

    private double? Cold(string table, string encoding) => Means.Geometric(data.Files.Keep(data.Lookups, data.Files.HeadlineTarget)
        .Where(row => row is { Cache: "cold", Model: "find", Track: ReportBuilder.Lossless, Error: "", Reader: "" or "scalar" } && row.Table == table && row.Encoding == encoding), row => row.RatioToV47);
}
