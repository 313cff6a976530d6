using System.Globalization;
using EncodingLab.Reporting;
using EncodingLab.Results;
using Spectre.Console;

namespace EncodingLab.Cli;

/// <summary>The short answer to a run on the terminal: per table what each block size and each encoding that matters costs and saves, then where the rest is.</summary>
internal static class SummaryPrinter
{
    /// <summary>Reads the run and prints its summary.</summary>
    public static void Print(RunFolder folder) => Print(folder, RunSummary.Of(folder));

    public static void Print(RunFolder folder, RunSummary summary)
    {
        foreach (BlockSizeTable table in summary.Tables.Where(table => table.IsHeadline))
        {
            Output.Sentence($"{table.Table} on {table.Target}, geometric means over {table.Modules} modules, one file each; ratios and bars are to Wasmtime 47 (blocks of 128), shorter is better");
            Table(table).Print(table.Lines, table.Others);
        }

        foreach (string sentence in summary.Sentences)
        {
            Output.Sentence(sentence);
        }

        RunCounts counts = summary.Counts;
        Output.Sentence($"cells: {counts.Planned} planned, {counts.Measured} measured, {counts.NotApplicable} not applicable, {counts.Failed} failed, {counts.Cut} cut");
        foreach (string note in summary.Notes)
        {
            Output.Sentence($"note: {note}");
        }

        foreach (string name in new[] { "report.html", "report.md", "sizes.csv", "lookups.csv" }.Where(name => File.Exists(folder.File(name))))
        {
            System.Console.WriteLine($"{Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.File(name))}");
        }
    }

    private static FittingTable<BlockSizeLine> Table(BlockSizeTable means)
    {
        var table = new FittingTable<BlockSizeLine>();
        table.Add("encoding", 0, line => line.Encoding + (line.Reader is "" or "scalar" ? "" : ", " + line.Reader), Weight, ColumnKind.Name);
        table.Add("B/entry", 4, line => Number(line.BytesPerEntry, "0.000"), Weight);
        table.Add("bytes", 0, line => Ratio(line.BytesTo128), Weight);
        table.Add("", 2, line => RatioBar.Of(line.BytesTo128), line => RatioBar.Style(line.BytesTo128), ColumnKind.Text);
        table.Add("file", 5, line => Ratio(line.FileBytesTo128), Weight);
        for (int i = 0; i < means.Workloads.Count; i++)
        {
            int workload = i;
            table.Add(means.Workloads[i] + " ns", i == 0 ? 3 : 6 + i, line => Number(line.Times[workload]?.Ns, "0.0"), Weight);
            table.Add("time", i == 0 ? 0 : 6 + i, line => Ratio(line.Times[workload]?.RatioTo128), Weight);
            table.Add("", i == 0 ? 2 : int.MaxValue, line => workload == 0 ? RatioBar.Of(line.Times[workload]?.RatioTo128) : "", line => RatioBar.Style(line.Times[workload]?.RatioTo128), ColumnKind.Text);
        }

        table.Add("", 0, line => line.Role, Weight, ColumnKind.Role);
        return table;
    }

    private static Style Weight(BlockSizeLine line) => line.IsShipped && line.Reader.Length == 0 ? new Style(decoration: Decoration.Bold) : Style.Plain;

    private static string Ratio(double? value) => Number(value, "0.000") + (value is null ? "" : "x");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
