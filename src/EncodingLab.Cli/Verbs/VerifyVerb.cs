using System.CommandLine;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Measuring;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>verify</c>: every encoding over every table of the given files.</summary>
internal static class VerifyVerb
{
    private const int Seed = 1;

    public static Command Create()
    {
        Argument<string[]> paths = new("PATH") { Description = "Files, or folders of them. Default: the repository's corpus.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> encodings = Options.List("--encodings", "Ids or patterns, separated by commas. Default: all.", "GLOB,...");
        Command command = new("verify", "Run every encoding over every table of the given files: full decode, and every reader against the oracle.") { paths, encodings };
        command.SetAction(parsed => Run(parsed.GetValue(paths) ?? [], Options.Split(parsed.GetValue(encodings)) ?? ["*"]));
        return command;
    }

    private static int Run(string[] paths, IReadOnlyList<string> patterns)
    {
        TableEncoding[] encodings = [.. patterns.SelectMany(Match).Distinct()];
        IReadOnlyList<LabFile> files = LabCorpus.Open(paths.Length > 0 ? paths : [Places.Corpus]);
        var rows = new List<VerifyRow>();
        foreach (LabFile file in files)
        {
            VerifyRow[] found = [.. VerifyFile(file, encodings)];
            rows.AddRange(found);
            int failures = found.Count(row => row.IsFailed);
            Console.Error.WriteLine($"{file.Name}: {found.Count(row => row.Outcome == VerifyRow.Ok)} ok, {found.Count(row => !row.IsFailed && row.Outcome != VerifyRow.Ok)} not applicable, {failures} failed");
            foreach (VerifyRow row in found.Where(row => row.IsFailed))
            {
                Console.Error.WriteLine($"  {row.Table} {row.Encoding}: {row.Outcome}");
            }
        }

        Output.Rows(rows, ("file", row => row.File), ("table", row => row.Table), ("encoding", row => row.Encoding), ("readers ", row => $"{row.Readers}"), ("outcome", row => row.Outcome));
        return rows.Any(row => row.IsFailed) ? ExitCodes.CheckFailed : ExitCodes.Fine;
    }

    private static IEnumerable<VerifyRow> VerifyFile(LabFile file, TableEncoding[] encodings)
    {
        try
        {
            return [.. FileVerifier.Verify(file, encodings, Seed)];
        }
        catch (CwasmFormatException e)
        {
            return [new(file.Name, "", "", 0, e.Message)];
        }
    }

    private static IEnumerable<TableEncoding> Match(string pattern) => EncodingCatalog.Match(pattern) is { IsEmpty: false } matches
        ? matches
        : throw ExperimentException.Unknown("encoding", pattern, EncodingCatalog.All.Select(encoding => encoding.Id));
}
