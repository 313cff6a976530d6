using EncodingLab.Experiments;
using EncodingLab.Reporting;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Repository;

public sealed class AnalysisTests
{
    public static TheoryData<string> Names() => [.. Experiment.ReadAll(Repo.Path("experiments")).Select(experiment => experiment.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_experiment_was_looked_at_and_asks_for_figures_that_there_are(string name)
    {
        string analysis = Analysis(name);
        Assert.NotEqual("", analysis);
        Assert.All(AnalysisText.Marks(analysis), mark => Assert.True(NamedFigures.IsKnown(mark), mark));
        Assert.DoesNotContain('{', AnalysisText.Prose(analysis));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_measured_figure_is_typed(string name) => Assert.DoesNotMatch(TypedFigure, AnalysisText.Prose(Analysis(name)));

    [Theory]
    [InlineData("it takes 0.45 of the bytes")]
    [InlineData("it saves 12 %")]
    [InlineData("14 MB of stack maps")]
    [InlineData("twice 36 ns")]
    public void A_typed_figure_is_noticed(string text) => Assert.Matches(TypedFigure, text);

    [Fact]
    public void Figures_come_from_the_run_and_unknown_ones_are_refused()
    {
        using var folder = new TempFolder();
        RunData data = RunData.Load(SyntheticRun.Create(folder.File("run"), 3));
        string filled = AnalysisText.Fill("Over {modules addrmap} modules; {bytes addrmap no-such-encoding}.", data);
        Assert.Equal($"Over 3 modules; {AnalysisText.NotMeasured}.", filled);
        Assert.Contains("{byte addrmap", Assert.Throws<RunFolderException>(() => AnalysisText.Fill("{byte addrmap legacy-fixed}", data)).Message, StringComparison.Ordinal);
    }

    private const string TypedFigure = @"\d\.\d|\d\s?(%|×|[kMG]i?B\b|K\b|ns\b)";

    private static string Analysis(string name) => Experiment.ReadAll(Repo.Path("experiments")).Single(experiment => experiment.Name == name).Analysis;
}
