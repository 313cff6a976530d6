using System.CommandLine;
using EncodingLab.Experiments;

namespace EncodingLab.Cli.Verbs;

/// <summary><c>experiments</c>: the numbered questions.</summary>
internal static class ExperimentsVerb
{
    public static Command Create()
    {
        Command command = new("experiments", "List the experiments that 'sweep NAME' runs: question, hypothesis, what was learnt.");
        command.SetAction(_ =>
        {
            Output.Rows(
                [.. Experiment.ReadAll(Places.Experiments).Select(experiment => new Row(experiment.Name, experiment.Question, experiment.Hypothesis, experiment.Baseline, experiment.Analysis, experiment.Select.SizesOnly))],
                ("experiment", experiment => experiment.Name),
                ("question", experiment => experiment.Question),
                ("looked at", experiment => experiment.Analysis.Length > 0 ? "yes" : "not yet"));
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>What a program is told of an experiment; what it selects is in its file.</summary>
    private sealed record Row(string Name, string Question, string Hypothesis, string Baseline, string Analysis, bool SizesOnly);
}
