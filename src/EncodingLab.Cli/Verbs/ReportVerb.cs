using System.CommandLine;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>report</c>: a run's report and charts again, from its CSVs.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        Argument<string?> run = new("RUN") { Description = "A run's folder. Default: the newest in results/runs, else results/reference.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("report", "Write a run's report.html, report.md and charts again, from its CSVs alone, and print the summary.") { run };
        command.SetAction(parsed =>
        {
            RunFolder folder = RunFolder.Open(Places.Run(parsed.GetValue(run)));
            ReportWriter.Write(folder);
            SummaryPrinter.Print(folder);
            return ExitCodes.Fine;
        });
        return command;
    }
}
