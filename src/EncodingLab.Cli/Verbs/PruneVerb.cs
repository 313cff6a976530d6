using System.CommandLine;
using EncodingLab.Files;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>prune</c>: a smaller file that the same stock Wasmtime runs.</summary>
internal static class PruneVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A .cwasm or .cwasm.br file with its code." };
        Option<string> output = Options.OutputFile();
        Option<bool> force = Options.Force();
        Option<bool> json = Options.Json();
        Command command = new("prune", "Rewrite a file with an address map that holds only what a trap or a backtrace can ask; the same stock Wasmtime runs it.") { file, output, force, json };
        command.SetAction(parsed =>
        {
            PruneReport report = Pruner.Prune(parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), parsed.GetValue(force));
            if (parsed.GetValue(json))
            {
                Output.Json(report);
                return ExitCodes.Fine;
            }

            if (report.Entries.NothingToDrop)
            {
                Console.WriteLine($"{parsed.GetRequiredValue(output)}: a copy: nothing to prune, each of the {report.Entries.Entries} entries of its address map can be asked (pruned already?)");
                return ExitCodes.Fine;
            }

            Console.WriteLine($"{parsed.GetRequiredValue(output)}: {report.PrunedFileBytes} bytes, was {report.FileBytes}: {report.SavedBytes} saved");
            Console.WriteLine($"address map ({report.Encoding}): {report.PrunedMapBytes} bytes, was {report.MapBytes}: {Output.Percent(report.MapRatio)}; {report.Entries.Kept} of {report.Entries.Entries} entries kept");
            if (report.AlignmentBytes > 0)
            {
                Console.WriteLine($"the sections behind the map keep their alignment, which takes {report.AlignmentBytes} of the {report.MapBytes - report.PrunedMapBytes} bytes that the map lost");
            }

            Console.WriteLine("kept: every answer at a trap and at a return address minus 1; lost: answers anywhere else (profilers, objdump --addrmap, explore, single stepping, guest debugging)");
            return ExitCodes.Fine;
        });
        return command;
    }
}
