using System.CommandLine;
using EncodingLab.Encodings;
using EncodingLab.Measuring;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>encodings</c>: the catalogue.</summary>
internal static class EncodingsVerb
{
    public static Command Create()
    {
        Argument<string?> id = new("ID") { Description = "Print the byte specification of this encoding.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> run = new("--run") { Description = "The run that open cost and 'best at' are from. Default: results/reference.", HelpName = "RUN" };
        Command command = new("encodings", "List every encoding: layout, lookup cost, bets, open cost, what it is best at, code size; with an id, its byte specification.") { id, run };
        command.SetAction(parsed => Run(parsed.GetValue(id), parsed.GetValue(run)));
        return command;
    }

    private static int Run(string? id, string? run)
    {
        if (id is not null)
        {
            EncodingRow row = EncodingDescriber.Describe(Options.ParseEncoding(id));
            Console.WriteLine($"{row.Encoding}: {row.Summary}\n{row.Specification}");
            return ExitCodes.Fine;
        }

        EncodingMerits? merits = Merits(run);
        EncodingListing[] rows = [.. EncodingCatalog.All.Select(encoding => new EncodingListing(EncodingDescriber.Describe(encoding), merits))];
        if (Console.IsOutputRedirected)
        {
            CsvTable.Write(Console.Out, rows);
        }
        else
        {
            EncodingsTable.Print(Output.Console(), rows);
        }

        return ExitCodes.Fine;
    }

    // Without a run the list is still the list.
    private static EncodingMerits? Merits(string? run)
    {
        if (run is null && !Directory.Exists(Places.Reference))
        {
            Console.Error.WriteLine("note: no results/reference here, so nothing is said of open cost and best at; name a run with --run RUN");
            return null;
        }

        RunFolder folder = RunFolder.Open(run ?? Places.Reference);
        Console.Error.WriteLine($"note: open cost and best at are from {folder.Id}");
        return EncodingMerits.Of(folder);
    }
}
