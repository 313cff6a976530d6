using System.CommandLine;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>encode</c>: exactly the bytes that a sweep measures.</summary>
internal static class EncodeVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A .cwasm or .cwasm.br file." };
        Option<string> table = Options.Table();
        Option<string> encoding = Options.Encoding(required: true);
        Option<string> output = Options.OutputFile();
        Option<bool> force = Options.Force();
        Command command = new("encode", "Write a file's table in an encoding: exactly the bytes that a sweep measures.") { file, table, encoding, output, force };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(table), parsed.GetRequiredValue(encoding), parsed.GetRequiredValue(output), parsed.GetValue(force)));
        return command;
    }

    private static int Run(string path, string table, string id, string output, bool force)
    {
        TableKind kind = Options.ParseTable(table);
        TableEncoding encoding = Options.ParseEncoding(id);
        using CwasmFile file = CwasmFile.Open(path);
        CodeTables tables = TableLoader.Load(file);
        string? why = !encoding.Supports(kind) ? $"{id} is not made for {kind}" : !tables.Has(kind) ? $"the file has no {kind} table" : encoding.WhyNot(tables, kind);
        if (why is not null)
        {
            throw new ExperimentException($"{path}: not applicable: {why}; 'encodings' lists what each is for");
        }

        EncodedTable encoded = encoding.Encode(tables, kind);
        AtomicFile.Write(output, encoded.Bytes, force);
        Console.Error.WriteLine($"{output}: {encoded.Bytes.Length} bytes ({encoded.IndexBytes} index, {encoded.BodyBytes} body, {encoded.ModelBytes} model), {tables.Entries(kind)} entries");
        return ExitCodes.Fine;
    }
}
