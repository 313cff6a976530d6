using System.Globalization;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli;

/// <summary>The short answer to a run on the terminal: per table what each block size costs and saves, then where the rest is.</summary>
internal static class SummaryPrinter
{
    public static void Print(RunFolder folder)
    {
        RunSummary summary = RunSummary.Of(folder);
        foreach (BlockSizeTable table in summary.Tables.Where(table => table.IsHeadline))
        {
            Console.WriteLine($"{table.Table} on {table.Target}, geometric means over {table.Modules} modules, one file each; ratios are to Wasmtime 47 (blocks of 128), smaller is better");
            Output.Table(table.Lines, [.. Columns(table)]);
        }

        foreach (string sentence in summary.Sentences)
        {
            Console.WriteLine(sentence);
        }

        RunCounts counts = summary.Counts;
        Console.WriteLine($"cells: {counts.Planned} planned, {counts.Measured} measured, {counts.NotApplicable} not applicable, {counts.Failed} failed, {counts.Cut} cut");
        foreach (string note in summary.Notes)
        {
            Console.WriteLine($"note: {note}");
        }

        foreach (string name in new[] { "report.html", "report.md", "sizes.csv", "lookups.csv" }.Where(name => File.Exists(folder.File(name))))
        {
            Console.WriteLine($"{Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.File(name))}");
        }
    }

    private static IEnumerable<(string Heading, Func<BlockSizeLine, string> Text)> Columns(BlockSizeTable table)
    {
        yield return ("encoding", line => line.Encoding + (line.IsShipped ? " *" : ""));
        yield return ("B/entry ", line => Number(line.BytesPerEntry, "0.000"));
        yield return ("bytes ", line => Ratio(line.BytesTo128));
        yield return ("file ", line => Ratio(line.FileBytesTo128));
        for (int i = 0; i < table.Workloads.Count; i++)
        {
            int workload = i;
            yield return ($"{table.Workloads[i]} ns ", line => Number(line.Times[workload]?.Ns, "0.0"));
            yield return ("time ", line => Ratio(line.Times[workload]?.RatioTo128));
        }
    }

    private static string Ratio(double? value) => Number(value, "0.000") + (value is null ? "" : "x");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
