using System.Globalization;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Cli.Verbs;

/// <summary>How an inspection is shown.</summary>
internal static class InspectPrinter
{
    /// <summary>Everything as rows of one CSV; or only the runs of bytes.</summary>
    public static void Csv(Inspection inspection, bool sectionsOnly)
    {
        if (sectionsOnly)
        {
            Output.Rows(inspection.Ranges);
        }
        else
        {
            Output.Rows([.. InspectionLine.Of(inspection)]);
        }
    }

    /// <summary>Tables for a reader.</summary>
    public static void Tables(Inspection inspection)
    {
        PrintCode(inspection);
        Output.Table(
            inspection.Tables,
            ("table", table => table.Table.Name),
            ("encoding", table => table.Encoding),
            ("entries ", table => $"{table.Entries}"),
            ("bytes ", table => $"{table.Bytes}"),
            ("share ", table => Output.Percent(table.ShareOfFile)),
            ("B/entry ", table => Number(table.BytesPerEntry)),
            ("blocks ", table => $"{table.Blocks}"),
            ("ties ", table => $"{table.Statistics.Ties}"),
            ("none ", table => Output.Percent(table.Statistics.NoneShare)),
            ("again", table => table.ReencodesExactly ? "same" : "differs"));
        Histograms(inspection);
        Output.Table(
            inspection.Encodings,
            ("table", trial => trial.Table),
            ("encoding", trial => trial.Encoding),
            ("bytes ", trial => trial.Problem.Length > 0 ? "" : $"{trial.Bytes}"),
            ("B/entry ", trial => trial.Problem.Length > 0 ? "" : Number(trial.BytesPerEntry)),
            ("to file's ", trial => trial.Problem.Length > 0 ? "" : Number(trial.RatioToFile) + "x"),
            ("file bytes ", trial => trial.Problem.Length > 0 ? "" : $"{trial.FileBytes}"),
            ("", trial => trial.Problem));
        if (inspection.SideTables.Count == 0)
        {
            return;
        }

        Output.Table(
            inspection.SideTables,
            ("other pc table", table => table.Table),
            ("bytes ", table => $"{table.Bytes}"),
            ("share ", table => Output.Percent(table.ShareOfFile)),
            ("pcs ", table => $"{table.Entries}"),
            ("pc bytes ", table => $"{table.PcTableBytes}"),
            ("record bytes ", table => $"{table.RecordBytes}"),
            ("distinct record bytes ", table => $"{table.DistinctRecordBytes}"),
            ("", table => table.Problem));
    }

    private static void PrintCode(Inspection inspection)
    {
        InspectedCode code = inspection.Code;
        Console.WriteLine($"code: {code.TextBytes} bytes; {code.Functions} functions of {code.FunctionBytes} bytes, the largest of {code.LargestFunctionBytes}; {code.BetweenBytes} between, {code.TailBytes} behind them");
        if (inspection.CoreModules.Count > 0)
        {
            Output.Table(
                inspection.CoreModules,
                ("core module", module => module.Name),
                ("functions ", module => $"{module.Functions}"),
                ("code bytes ", module => $"{module.CodeBytes}"),
                ("addrmap entries ", module => $"{module.MapEntries}"),
                ("traps ", module => $"{module.TrapEntries}"));
        }
    }

    /// <summary>How many bits differences between neighbours have, and which traps there are.</summary>
    private static void Histograms(Inspection inspection)
    {
        foreach (InspectedTable table in inspection.Tables)
        {
            Console.WriteLine($"{table.Table}: bits of pc deltas: {Bits(table.Statistics.PcDeltaBits)}");
            Console.WriteLine(table.Statistics.Values.Count > 0
                ? $"{table.Table}: codes: {string.Join(", ", table.Statistics.Values.OrderByDescending(pair => pair.Value).Select(pair => $"{TrapCodes.Name(pair.Key)} {pair.Value}"))}"
                : $"{table.Table}: bits of position deltas: {Bits(table.Statistics.ValueDeltaBits)}");
        }
    }

    /// <summary>Shares of entries by bit length, those above a tenth of a percent.</summary>
    private static string Bits(IReadOnlyList<int> counts)
    {
        double all = Math.Max(1, counts.Sum());
        return string.Join(", ", counts.Select((count, bits) => (bits, share: count / all)).Where(pair => pair.share >= 0.001).Select(pair => $"{pair.bits}: {Output.Percent(pair.share)}"));
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
