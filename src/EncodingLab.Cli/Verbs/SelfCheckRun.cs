using System.Globalization;
using EncodingLab.Files;
using EncodingLab.Measuring;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>sweep --self-check</c>: what the sampler can tell apart on this machine, now.</summary>
internal static class SelfCheckRun
{
    private const int Pairs = 100;
    private const int Files = 4;

    public static int Run(IReadOnlyList<LabFile> files, int seed, string? folder, CancellationToken cancel)
    {
        (string, Tables.CodeTables)[] tables = [.. files.OrderBy(file => file.DiskBytes).Skip(files.Count / 2).Take(Files).Select(file => (file.Name, file.Load().Tables))];
        var progress = new ConsoleProgress();
        progress.Begin("pairs", Pairs * SelfCheck.Checks.Count);
        SelfCheckReport report = SelfCheck.Run(tables, Pairs, SelfCheck.Options with { Seed = seed }, pair => progress.Step(pair.Check), cancel);
        progress.Finish();
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            CsvTable.Write(Path.Combine(folder, SelfCheckRow.FileName), report.Pairs.Select(Row));
        }

        foreach (string check in SelfCheck.Checks)
        {
            (int passed, int count) = report.Of(check);
            Console.WriteLine($"{check}: {passed} of {count}");
        }

        Console.WriteLine($"same: intervals of equal readers within {Output.Percent(SelfCheck.Margin)}; planted: a slow-down of {Output.Percent(SelfCheck.Planted)} found; probe: the empty probe costs nothing, within {Output.Percent(SelfCheck.Margin)}");
        Console.WriteLine($"{report.Seconds.ToString("0", CultureInfo.InvariantCulture)} s; {(report.Passed ? "passed: at least 90 of 100 each" : "failed: fewer than 90 of 100 in a check")}");
        return report.Passed ? ExitCodes.Fine : ExitCodes.CheckFailed;
    }

    private static SelfCheckRow Row(SelfCheckPair pair) => new()
    {
        Check = pair.Check,
        Pair = pair.Pair,
        File = pair.File,
        Encoding = pair.Encoding,
        Reader = pair.Reader,
        Workload = pair.Workload,
        Model = pair.Model,
        Ratio = Math.Round(pair.Ratio.Median, 5),
        RatioCiLow = Math.Round(pair.Ratio.Low, 5),
        RatioCiHigh = Math.Round(pair.Ratio.High, 5),
        Passed = pair.Passed,
    };
}
