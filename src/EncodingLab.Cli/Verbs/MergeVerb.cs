using System.CommandLine;
using EncodingLab.Reporting;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>merge</c>: the parts of a sharded sweep as one run.</summary>
internal static class MergeVerb
{
    public static Command Create()
    {
        Argument<string[]> parts = new("DIR") { Description = "Folders of runs that sweep --shard I/N wrote, on this machine or others.", Arity = ArgumentArity.OneOrMore };
        Option<string> output = Options.OutputFolder();
        output.Required = true;
        Option<bool> force = Options.Force();
        Command command = new("merge", "Join the parts of a sharded sweep to one run: sizes and counters exactly, times beside the machine that took them.") { parts, output, force };
        command.SetAction(parsed =>
        {
            RunFolder[] runs = [.. parsed.GetRequiredValue(parts).Select(RunFolder.Open)];
            RunSummary? summary = null;
            RunFolder merged = RunMerge.Write(runs, parsed.GetRequiredValue(output), parsed.GetValue(force), folder => ReportWriter.Write(folder, out summary));
            SummaryPrinter.Print(merged, summary!);
            return ExitCodes.Fine;
        });
        return command;
    }
}
