using EncodingLab.Experiments;
using EncodingLab.Measuring;
using EncodingLab.Processes;
using EncodingLab.Reporting;
using EncodingLab.Reporting.Pages;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

/// <summary>Steps compiled by scripts that stand for two Wasmtimes, the older of which lacks an option.</summary>
public sealed class LadderBuildTests : IDisposable
{
    private const string Lacks = "case \"$*\" in *-Dsymbols*) echo 'error: unknown -D / --debug option: symbols' >&2; exit 2;; esac; ";
    private readonly TempFolder _folder = new();
    private readonly Ladder _ladder = new("somewhere", [new(1, "defaults", "a.wasm", "", 5, 2), new(2, "no symbols", "b.wasm", "-Dsymbols=n -Daddress-map=n", 4, 2), new(3, "Pulley", "absent.wasm", "--target pulley64", 3, 2)]);

    public LadderBuildTests()
    {
        _folder.Write("in/a.wasm", CwasmBuilder.Small().Section(".extra", new byte[2000]).Build());
        _folder.Write("in/b.wasm", CwasmBuilder.Small().Build());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_option_that_a_version_lacks_is_left_out_and_the_row_says_so()
    {
        LadderRow row = Build().Steps.Single(row => row is { Wasmtime: "46.0.3", Step: 2 });
        Assert.Equal(("-Dsymbols=n", ""), (row.Dropped, row.Error));
        Assert.Equal("wasmtime compile --target x86_64-unknown-linux-gnu -Daddress-map=n -o ladder-2.w46.0.3.cwasm b.wasm", row.Command);
        Assert.Equal("", Build().Steps.Single(row => row is { Wasmtime: "47.0.2", Step: 2 }).Dropped);
    }

    [Fact]
    public void What_a_step_removed_sums_over_sections_to_its_change_and_an_absent_input_is_a_row()
    {
        LadderBuild build = Build();
        foreach (LadderRow row in build.Steps.Where(row => row.Bytes is not null))
        {
            LadderSectionRow[] sections = [.. build.Sections.Where(one => one.Wasmtime == row.Wasmtime && one.Step == row.Step)];
            Assert.Equal(row.Bytes, sections.Sum(one => one.Bytes));
            Assert.Equal(row.ChangeBytes ?? 0, sections.Sum(one => one.ChangeBytes ?? 0));
        }

        Assert.True(build.Steps.Single(row => row is { Wasmtime: "47.0.2", Step: 2 }).ChangeBytes < -2000);
        Assert.All(build.Steps.Where(row => row.Step == 3), row => Assert.Contains("no absent.wasm among the inputs", row.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_shows_published_figures_beside_ours_and_every_byte_of_the_floor()
    {
        RunFolder run = SyntheticRun.Create(Path.Combine(_folder.Path, "run"), 1);
        LadderBuild build = Build();
        build.Write(run);
        ReportSection section = LadderSection.Of(RunData.Load(run));
        DataTable steps = section.Tables[0];
        Assert.Equal(["1", "defaults", "5", "–", "4", "–", "", "4", "–", ""], steps.Lines[0].Cells.Select(cell => cell.Text));
        Assert.Equal("-Dsymbols=n", steps.Lines[1].Cells[6].Text);
        Assert.Contains("It does not know -Dsymbols=n: left out at step 2.", section.Paragraphs[0], StringComparison.Ordinal);
        DataTable floor = section.Tables[^1];
        Assert.Equal(build.Steps.Single(row => row is { Wasmtime: "47.0.2", Step: 2 }).Bytes, (long)floor.Lines.Sum(line => line.Cells[3].Key!.Value));
        Assert.Equal(2, section.Charts.Count);
    }

    [Fact]
    public void A_run_without_a_ladder_says_nothing_of_one()
    {
        RunFolder run = SyntheticRun.Create(Path.Combine(_folder.Path, "run"), 1);
        Assert.True(LadderSection.Of(RunData.Load(run)).IsEmpty);
    }

    [Fact]
    public void The_experiment_says_what_the_published_ladder_says()
    {
        Ladder ladder = Experiment.Find(Repo.Path("experiments"), "ladder").Ladder!;
        string[] published = [.. File.ReadAllLines(Repo.Path("corpus", "truth", "ladder.csv")).Where(line => line.Length > 0 && line[0] != '#').Skip(1)];
        Assert.Equal(published.Length, ladder.Steps.Count);
        foreach ((string line, LadderStep step) in published.Zip(ladder.Steps))
        {
            Assert.StartsWith($"{step.Step},", line, StringComparison.Ordinal);
            Assert.EndsWith($",{step.Options},{step.PublishedKib},{step.PublishedWasmKib}", line, StringComparison.Ordinal);
            Assert.Contains(step.Input, line, StringComparison.Ordinal);
            Assert.Contains(step.What, line, StringComparison.Ordinal);
        }
    }

    private LadderBuild Build()
    {
        WasmtimeProcess[] engines =
        [
            WasmtimeProcess.Open(FakeWasmtime.Make(_folder.Path, "old", "wasmtime 46.0.3", Lacks + FakeWasmtime.Copy)),
            WasmtimeProcess.Open(FakeWasmtime.Make(_folder.Path, "new", "wasmtime 47.0.2", FakeWasmtime.Copy)),
        ];
        return LadderBuild.Make(_ladder, Path.Combine(_folder.Path, "in"), engines, Path.Combine(_folder.Path, "built"), new Silent());
    }

    private sealed class Silent : ISweepProgress
    {
        public void Begin(string phase, int steps)
        {
        }

        public void Step(string what, int steps = 1)
        {
        }

        public void Note(string text)
        {
        }
    }
}
