using EncodingLab.Reporting.Charts;

namespace EncodingLab.Reporting.Pages;

/// <summary>Joint structures and pairs of separate tables, each question by itself.</summary>
internal static class JointTable
{
    public static IEnumerable<DataTable> Of(RunData data) =>
        from target in data.Files.Targets
        let choices = JointChoices.Of(data, target)
        where choices.Count > 0
        select Table(choices, target, data.Files.HeadlineTarget);

    public static DataTable Table(IReadOnlyList<JointChoice> choices, string target, string headline) => new(
        $"Both tables, {target}, query-equivalent, {BlockSizeSentence.Modules(choices[0].Modules)}: bytes against Wasmtime 47's two lossless sections, each question against its time in the lossless tables",
        [
            new("encoding", IsNumber: false), new("reader", IsNumber: false), new("bytes"), new("call ns"), new("call / legacy"), new("call / 47"), new("trap ns"), new("trap / legacy"), new("trap / 47"),
        ],
        [.. choices.Select(choice => new TableLine(
        [
            Cell.Of(RunNames.Label(choice.Encoding)), Cell.Of(choice.Reader), Cell.Of(choice.BytesRatio, Numbers.Ratio),
            Cell.Of(choice.Calls.Ns, Numbers.Short), Cell.Of(choice.Calls.ToLegacy, Numbers.Ratio), Cell.Of(choice.Calls.ToV47, Numbers.Ratio),
            Cell.Of(choice.Traps.Ns, Numbers.Short), Cell.Of(choice.Traps.ToLegacy, Numbers.Ratio), Cell.Of(choice.Traps.ToV47, Numbers.Ratio),
        ])
        {
            Tags = new Tags("both", target, Encoding: RunNames.BaseName(choice.Encoding)),
            IsBaseline = choice.Encoding == RunNames.ShippedPair,
        })])
    {
        Folded = target != headline,
        InMarkdown = target == headline,
        MarkdownLines = 24,
    };
}
