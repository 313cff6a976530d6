using System.CommandLine;
using EncodingLab.Encodings;
using EncodingLab.Measuring;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>encodings</c>: the catalogue.</summary>
internal static class EncodingsVerb
{
    public static Command Create()
    {
        Argument<string?> id = new("ID") { Description = "Print the byte specification of this encoding.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("encodings", "List every encoding: layout, lookup cost, readers, code size; with an id, its byte specification.") { id };
        command.SetAction(parsed => Run(parsed.GetValue(id)));
        return command;
    }

    private static int Run(string? id)
    {
        if (id is not null)
        {
            EncodingRow row = EncodingDescriber.Describe(Options.ParseEncoding(id));
            Console.WriteLine($"{row.Encoding}: {row.Summary}\n{row.Specification}");
            return ExitCodes.Fine;
        }

        EncodingRow[] rows = [.. EncodingCatalog.All.Select(EncodingDescriber.Describe)];
        Output.Rows(
            rows,
            ("encoding", row => row.Encoding),
            ("family", row => row.Family),
            ("tables", row => row.Tables),
            ("layout", row => row.Summary),
            ("lookup", row => row.LookupCost),
            ("readers", row => string.Join(' ', row.Readers.Split(' ').Select(reader => reader.Split(':')[0]))),
            ("stock", row => row.StockReader),
            ("IL bytes ", row => $"{row.IlBytes}"),
            ("lines ", row => $"{row.SourceLines}"));
        return ExitCodes.Fine;
    }
}
