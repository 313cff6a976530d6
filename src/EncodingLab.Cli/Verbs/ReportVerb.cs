using System.CommandLine;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>report</c>: a run's report and charts again, from its CSVs; and documents kept true to it.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        Argument<string?> run = new("RUN") { Description = "A run's folder. Default: the newest in results/runs, else results/reference.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> splice = new("--splice") { Description = "Fill this Markdown document's marked places from the run. May be given more than once.", HelpName = "FILE" };
        Option<string[]> check = new("--check") { Description = "Compare this document's marked places with the run, and write nothing. May be given more than once.", HelpName = "FILE" };
        Command command = new("report", "Write a run's report.html, report.md and charts again, from its CSVs alone, and print the summary (in a pipe the same table without colours; its rows are the run's CSVs); or keep documents true to it.") { run, splice, check };
        command.SetAction(parsed => Run(RunFolder.Open(Places.Run(parsed.GetValue(run))), parsed.GetValue(splice) ?? [], parsed.GetValue(check) ?? []));
        return command;
    }

    private static int Run(RunFolder folder, string[] splice, string[] check)
    {
        foreach (string document in splice)
        {
            Console.WriteLine($"{document}: {(Splicer.Splice(document, folder) ? "changed" : "as it was")}");
        }

        string[] differences = [.. check.SelectMany(document => Splicer.Check(document, folder))];
        foreach (string difference in differences)
        {
            Console.Error.WriteLine(difference);
        }

        if (splice.Length + check.Length > 0)
        {
            return differences.Length == 0 ? ExitCodes.Fine : ExitCodes.CheckFailed;
        }

        ReportWriter.Write(folder, out RunSummary summary);
        SummaryPrinter.Print(folder, summary);
        return ExitCodes.Fine;
    }
}
