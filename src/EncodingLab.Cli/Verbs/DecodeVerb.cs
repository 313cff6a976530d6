using System.CommandLine;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>decode</c>: a table's entries as <c>pc,value</c> rows; the value is empty for none.</summary>
internal static class DecodeVerb
{
    public static Command Create()
    {
        Argument<string?> file = new("FILE") { Description = "A .cwasm or .cwasm.br file; not needed with --bytes.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> table = Options.Table();
        Option<string> encoding = Options.Encoding(required: false);
        Option<string> bytes = new("--bytes") { Description = "Encoded bytes, as 'encode' writes them; needs --encoding.", HelpName = "FILE" };
        Command command = new("decode", "Print a table's entries as CSV rows pc,value (value empty for none).") { file, table, encoding, bytes };
        command.SetAction(parsed => Run(parsed.GetValue(file), parsed.GetRequiredValue(table), parsed.GetValue(encoding), parsed.GetValue(bytes)));
        return command;
    }

    private static int Run(string? path, string table, string? id, string? bytesPath)
    {
        TableKind kind = Options.ParseTable(table);
        PcTable entries;
        if (bytesPath is not null)
        {
            TableEncoding encoding = Options.ParseEncoding(id ?? throw new ExperimentException("--bytes needs --encoding ID: the bytes do not say how they are encoded"));
            entries = Decode(encoding, kind, bytesPath);
        }
        else
        {
            using CwasmFile file = CwasmFile.Open(path ?? throw new ExperimentException("expected FILE, or --bytes FILE with --encoding ID"));
            entries = TableLoader.Load(file).Find(kind) ?? throw new ExperimentException($"{path}: the file has no {kind} table");
        }

        Print(entries);
        return ExitCodes.Fine;
    }

    private static PcTable Decode(TableEncoding encoding, TableKind kind, string path)
    {
        try
        {
            return encoding.Decode(File.ReadAllBytes(path), kind);
        }
        catch (MalformedTableException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadTable, path, $"read as {encoding.Id}: {e.Message}", "check --encoding and --table, or encode again");
        }
    }

    private static void Print(PcTable table)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { NewLine = "\n" };
        output.WriteLine("pc,value");
        for (int i = 0; i < table.Count; i++)
        {
            output.Write(table.Pcs[i]);
            output.Write(',');
            if (table.Kind.Rule != LookupRule.Covering || table.Values[i] != TableKind.None)
            {
                output.Write(table.Values[i]);
            }

            output.Write('\n');
        }
    }
}
