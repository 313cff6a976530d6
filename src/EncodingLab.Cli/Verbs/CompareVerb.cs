using System.CommandLine;
using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>compare</c>: two runs, or two encodings within one.</summary>
internal static class CompareVerb
{
    private static readonly Argument<string> s_a = new("A") { Description = "A run's folder, or an encoding's id." };
    private static readonly Argument<string?> s_b = new("B") { Description = "Another. Default: the newest run.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> s_run = new("--run") { Description = "The run that has both encodings. Default: the newest.", HelpName = "RUN" };
    private static readonly Option<string> s_failIf = new("--fail-if") { Description = "Exit 1 where a shown difference breaks a limit, such as 'bytes>+0.5%,ns>+5%'.", HelpName = "LIMITS" };
    private static readonly Option<bool> s_anyMachine = new("--any-machine") { Description = "Compare times even where the machines differ." };
    private static readonly Option<bool> s_json = Options.Json();

    public static Command Create()
    {
        Command command = new("compare", "Compare two runs, or two encodings of one run: sizes and counters exactly, times by the intervals of their ratios.") { s_a, s_b, s_run, s_failIf, s_anyMachine, s_json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        IReadOnlyList<FailCondition> conditions = parsed.GetValue(s_failIf) is { } text ? FailCondition.ParseAll(text) : [];
        RunComparison comparison = Compare(parsed.GetRequiredValue(s_a), parsed.GetValue(s_b), parsed.GetValue(s_run), parsed.GetValue(s_anyMachine), conditions);
        if (parsed.GetValue(s_json))
        {
            Output.Json(comparison);
        }
        else
        {
            Output.Rows(
                comparison.Shown,
                ("cell", difference => difference.Cell),
                ("figure", difference => difference.Metric),
                ("A ", difference => Number(difference.A)),
                ("B ", difference => Number(difference.B)),
                ("B / A ", difference => Number(difference.Ratio)),
                ("95 % interval", difference => difference.Low is null ? "exact" : $"{Number(difference.Low)} to {Number(difference.High)}"));
        }

        foreach (string line in Notes(comparison))
        {
            Console.Error.WriteLine(line);
        }

        return comparison.Failures.Count == 0 ? ExitCodes.Fine : ExitCodes.CheckFailed;
    }

    private static RunComparison Compare(string a, string? b, string? run, bool anyMachine, IReadOnlyList<FailCondition> conditions)
    {
        bool encodings = b is not null && !Directory.Exists(a) && !Directory.Exists(b) && (EncodingCatalog.Find(a) is not null || EncodingCatalog.Find(b) is not null);
        if (encodings)
        {
            return RunCompare.Encodings(RunFolder.Open(Places.Run(run)), Options.ParseEncoding(a).Id, Options.ParseEncoding(b!).Id, conditions);
        }

        return run is null
            ? RunCompare.Runs(RunFolder.Open(a), RunFolder.Open(Places.Run(b)), anyMachine, conditions)
            : throw new ExperimentException("--run goes with two encodings; to compare two runs name both folders");
    }

    private static IEnumerable<string> Notes(RunComparison comparison)
    {
        int facts = comparison.Shown.Count(difference => difference.Low is null);
        yield return $"facts: {comparison.Same} equal, {facts} different";
        yield return $"times: {comparison.Shown.Count - facts} different, {comparison.Hidden} hidden because they cannot be told apart (of equal times about 1 in 20 would seem different)";
        if (comparison.Intervals > 0)
        {
            yield return $"ratio intervals of A and B overlap in {comparison.Overlapping} of {comparison.Intervals} cells ({Output.Percent((double)comparison.Overlapping / comparison.Intervals)})";
        }

        if (comparison.OnlyA.Count + comparison.OnlyB.Count > 0)
        {
            yield return $"cells of one side only: {comparison.OnlyA.Count} of A{First(comparison.OnlyA)}, {comparison.OnlyB.Count} of B{First(comparison.OnlyB)}";
        }

        foreach ((FailCondition condition, Difference difference) in comparison.Failures)
        {
            yield return $"error: {condition}: {difference.Cell}: {Number(difference.A)} became {Number(difference.B)}";
        }
    }

    private static string First(IReadOnlyList<string> cells) => cells.Count == 0 ? "" : $" (such as {cells[0]})";

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
