using System.CommandLine;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>inspect</c>: what is in a file, to the byte.</summary>
internal static class InspectVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A .cwasm or .cwasm.br file." };
        Option<bool> sections = new("--sections") { Description = "Only where the bytes are: each run of the file in order, summing to it." };
        Option<bool> all = new("--all-encodings") { Description = "Show every encoding, not only the shipped ones and the finalists that encode at once." };
        Option<string> table = new("--table") { Description = "Print decoded entries of this table beside their bytes.", HelpName = "TABLE" };
        Option<int> blocks = new("--blocks") { Description = "How many blocks of the table to print.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<int> from = new("--from-block") { Description = "The first block to print.", HelpName = "K" };
        Option<bool> json = Options.Json();
        Command command = new("inspect", "Print what is in a file: every byte attributed, its tables, and what they and the file would be in other encodings.") { file, sections, all, table, blocks, from, json };
        command.SetAction(parsed =>
        {
            using CwasmFile opened = CwasmFile.Open(parsed.GetRequiredValue(file));
            if (parsed.GetValue(table) is { } name)
            {
                return Entries(opened, name, parsed.GetValue(from), parsed.GetValue(blocks));
            }

            TableEncoding[] encodings = parsed.GetValue(sections) ? []
                : parsed.GetValue(all) ? [.. EncodingCatalog.All]
                : [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47, .. EncodingCatalog.Finalists.Where(encoding => !encoding.SearchesModel)];
            Inspection inspection = Inspector.Inspect(opened, encodings);
            return parsed.GetValue(json) ? Json(inspection) : Print(inspection, parsed.GetValue(sections));
        });
        return command;
    }

    private static int Json(Inspection inspection)
    {
        Output.Json(inspection);
        return ExitCodes.Fine;
    }

    private static int Entries(CwasmFile file, string table, int from, int blocks)
    {
        if (from < 0 || blocks < 1)
        {
            throw new ExperimentException($"--blocks {blocks} --from-block {from}: expected at least one block, from block 0 on");
        }

        Output.Rows(
            TableListing.List(file, Options.ParseTable(table), from, blocks),
            ("block ", entry => $"{entry.Block}"),
            ("entry ", entry => $"{entry.Entry}"),
            ("pc ", entry => $"0x{entry.Pc:x}"),
            ("value ", entry => entry.Value == Tables.TableKind.None ? "none" : $"{entry.Value}"),
            ("at ", entry => $"{entry.Offset}"),
            ("bytes", entry => entry.Bytes));
        return ExitCodes.Fine;
    }

    private static int Print(Inspection inspection, bool sectionsOnly)
    {
        if (Console.IsOutputRedirected)
        {
            InspectPrinter.Csv(inspection, sectionsOnly);
            return ExitCodes.Fine;
        }

        Console.WriteLine($"{Path.GetFileName(inspection.File)}: {inspection.Bytes} bytes, Wasmtime {inspection.Wasmtime}, {inspection.Triple}, {inspection.ByteOrder}, {string.Join(", ", inspection.Flags)}");
        Output.Table(
            inspection.Ranges,
            ("bytes of", range => range.Name),
            ("start ", range => $"{range.Start}"),
            ("bytes ", range => $"{range.Bytes}"),
            ("share ", range => Output.Percent(range.Share)),
            ("", range => range.Blank ? "blanked" : ""));
        if (!sectionsOnly)
        {
            InspectPrinter.Tables(inspection);
        }

        foreach (string note in inspection.Notes)
        {
            Console.WriteLine($"note: {note}");
        }

        return ExitCodes.Fine;
    }
}
