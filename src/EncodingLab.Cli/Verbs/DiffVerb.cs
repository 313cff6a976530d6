using System.CommandLine;
using System.Globalization;
using EncodingLab.Cwasm;
using EncodingLab.Files;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>diff</c>: what makes one file larger than another.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        Argument<string> a = new("A") { Description = "The file before." };
        Argument<string> b = new("B") { Description = "The file after." };
        Option<bool> json = Options.Json();
        Command command = new("diff", "Compare two files by section and by what their tables hold, with the share of the change that each explains.") { a, b, json };
        command.SetAction(parsed =>
        {
            using CwasmFile before = CwasmFile.Open(parsed.GetRequiredValue(a));
            using CwasmFile after = CwasmFile.Open(parsed.GetRequiredValue(b));
            FileDiff diff = FileDiff.Of(before, after);
            if (parsed.GetValue(json))
            {
                Output.Json(diff);
                return ExitCodes.Fine;
            }

            Print(diff);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static void Print(FileDiff diff)
    {
        if (Console.IsOutputRedirected)
        {
            Output.Rows(diff.Sections);
            return;
        }

        Console.WriteLine($"{Path.GetFileName(diff.A.File)} -> {Path.GetFileName(diff.B.File)}: {diff.A.Bytes} -> {diff.B.Bytes} bytes, {Signed(diff.Change)}");
        Output.Table(
            diff.Sections,
            ("bytes of", section => section.Name),
            ("before ", section => $"{section.BytesA}"),
            ("after ", section => $"{section.BytesB}"),
            ("change ", section => Signed(section.Change)),
            ("share of the change ", section => section.ShareOfChange is double share ? Output.Percent(share) : ""));
        Output.Table(
            diff.Tables,
            ("table", table => table.Table),
            ("change ", table => Signed(table.Change)),
            ("by the number of entries ", table => Signed((long)table.ByEntries)),
            ("by the bytes of an entry ", table => Signed((long)table.ByWidth)));
        Output.Table(
            diff.Statistics,
            ("table", statistic => statistic.Table),
            ("", statistic => statistic.Statistic),
            ("before ", statistic => Number(statistic.A)),
            ("after ", statistic => Number(statistic.B)));
    }

    private static string Signed(long bytes) => bytes.ToString("+0;-0;0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
