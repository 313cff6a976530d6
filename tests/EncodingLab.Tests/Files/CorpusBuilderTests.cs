using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Files.Building;
using EncodingLab.Processes;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

/// <summary>Builds by scripts that stand for Wasmtimes: well, absent, too old, crashing, hanging, out of disk.</summary>
public sealed class CorpusBuilderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public CorpusBuilderTests()
    {
        _folder.Write("in/one.wasm", CwasmBuilder.Small().Build());
        _folder.Write("in/two.wat", CwasmBuilder.Small(version: "46").Build());
    }

    private string Corpus => Path.Combine(_folder.Path, "corpus");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_matrix_is_multiplied_out_and_what_is_built_is_a_corpus()
    {
        string engine = Engine("good", FakeWasmtime.Copy);
        IReadOnlyList<BuildRow> rows = Build(new() { Wasmtime = [engine], Targets = ["x86_64-unknown-linux-gnu", "pulley64"], Settings = new Dictionary<string, string> { [""] = "", ["winch"] = "-C compiler=winch" } });
        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.Equal((BuildRow.Built, ""), (row.Outcome, row.Error)));
        Assert.Contains("wasmtime compile --target pulley64 -C compiler=winch -o one.pulley64.w47.winch.cwasm one.wasm", rows.Select(row => row.Command));
        IReadOnlyList<CorpusFile> files = CorpusFiles.Open(Corpus);
        Assert.Equal(8, files.Count);
        Assert.All(files, file => Assert.Equal(5, LoadedTables(file)));
        Assert.All(rows, row => Assert.DoesNotContain(_folder.Path, row.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_there_by_hash_is_not_compiled_again_and_what_was_altered_is()
    {
        string engine = Engine("good", FakeWasmtime.Copy);
        Build(new() { Wasmtime = [engine] });
        Assert.All(Build(new() { Wasmtime = [engine] }), row => Assert.Equal(BuildRow.Cached, row.Outcome));
        Assert.Equal(2, FakeWasmtime.Calls(engine));
        File.AppendAllText(Directory.EnumerateFiles(Path.Combine(Corpus, "cwasm")).Order().First(), "x");
        Assert.Equal([BuildRow.Built, BuildRow.Cached], Build(new() { Wasmtime = [engine] }).Select(row => row.Outcome));
        _folder.Write("in/two.wat", CwasmBuilder.Small().Section(".new", new byte[9]).Build());
        Assert.Equal([BuildRow.Cached, BuildRow.Built], Build(new() { Wasmtime = [engine] }).Select(row => row.Outcome));
        Assert.Equal(4, FakeWasmtime.Calls(engine));
    }

    [Theory]
    [InlineData("wasmtime 47.0.2", "echo 'Error: no such' >&2; echo >&2; echo 'Stack backtrace:' >&2; echo '  0: x' >&2; exit 1", "failed: Error: no such")]
    [InlineData("wasmtime 47.0.2", "kill -SEGV $$", "crashed: ended by signal 11")]
    [InlineData("wasmtime 47.0.2", "kill -KILL $$", "memory ran out")]
    [InlineData("wasmtime 47.0.2", "sleep 60", "did not end within 1 s")]
    [InlineData("wasmtime 47.0.2", "echo 'No space left on device (os error 28)' >&2; exit 1", "No space left on device")]
    [InlineData("wasmtime 47.0.2", "eval \"out=\\${$(($# - 1))}\"; echo junk > \"$out\"", "not an ELF file")]
    [InlineData("wasmtime 47.0.2", "true", "no such file")]
    [InlineData("wasmtime-cli 0.40.1", "true", "too old: expected Wasmtime 14 or later, found 0.40.1")]
    [InlineData("some other program", "true", "expected it to answer 'wasmtime VERSION'")]
    public void A_wasmtime_that_fails_is_one_clear_line_and_the_rest_goes_on(string version, string compile, string expected)
    {
        string bad = FakeWasmtime.Make(_folder.Path, "bad", version, compile);
        IReadOnlyList<BuildRow> rows = Build(new() { Wasmtime = [bad, Engine("good", FakeWasmtime.Copy)] });
        BuildRow[] failed = [.. rows.Where(row => row.Outcome == BuildRow.Failed)];
        Assert.Equal((2, 2), (failed.Length, rows.Count(row => row.Outcome == BuildRow.Built)));
        Assert.All(failed, row => Assert.Contains(expected, row.Error, StringComparison.Ordinal));
        Assert.All(failed, row => Assert.DoesNotContain('\n', row.Error));
        Assert.Equal(2, CorpusManifest.Read(Path.Combine(Corpus, CorpusManifest.FileName)).Count);
        Assert.Equal(4, BuildRow.Read(Corpus).Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Corpus, "cwasm"), "*.unfinished"));
    }

    [Theory]
    [InlineData("wasmtime-cli 14.0.0", "14.0.0")]
    [InlineData("wasmtime-cli 19.0.2 (040ec9209 2024-04-11)", "19.0.2")]
    [InlineData("wasmtime 25.0.0 (abcdef123 2024-09-20)", "25.0.0")]
    public void A_wasmtime_is_known_by_the_programs_name_and_by_its_packages(string answer, string version) =>
        Assert.Equal(version, WasmtimeProcess.Open(FakeWasmtime.Make(_folder.Path, "named", answer, "true")).Version);

    [Theory]
    [InlineData("file,module\na,b\n", "line 1: not a list of builds")]
    [InlineData("{header}\na,b\n", "line 2: not a list of builds")]
    public void A_list_of_builds_that_is_none_is_refused_with_its_line(string text, string expected)
    {
        BuildRow.Write(_folder.Path, []);
        string path = Path.Combine(_folder.Path, BuildRow.FileName);
        File.WriteAllText(path, text.Replace("{header}", File.ReadAllLines(path)[0], StringComparison.Ordinal));
        Assert.Contains(expected, Assert.Throws<CwasmFormatException>(() => BuildRow.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_wasmtime_is_a_row_and_nothing_to_build_is_refused()
    {
        Assert.All(Build(new() { Wasmtime = ["/nowhere/wasmtime"] }), row => Assert.Contains("no such executable", row.Error, StringComparison.Ordinal));
        Assert.Throws<CwasmFormatException>(() => BuildPlan.Of(new() { Wasmtime = ["x"] }));
        Assert.Throws<CwasmFormatException>(() => BuildPlan.Of(new() { Wasmtime = ["x"], Inputs = [_folder.Path + "/absent.wasm"] }));
    }

    [Fact]
    public void Stopping_ends_the_compilations_under_way_and_keeps_what_was_built()
    {
        using var stop = new CancellationTokenSource();
        BuildMatrix matrix = new() { Wasmtime = [Engine("quick", FakeWasmtime.Copy), Engine("hanging", "sleep 100")], Inputs = [Path.Combine(_folder.Path, "in")] };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        IReadOnlyList<PlannedBuild> plan = BuildPlan.Of(matrix);
        int ended = 0;
        IReadOnlyList<BuildRow> rows = new CorpusBuilder(Corpus, TimeSpan.FromMinutes(2), plan.Count).Build(
            plan,
            _ =>
            {
                if (Interlocked.Increment(ref ended) == plan.Count / 2)
                {
                    stop.Cancel();
                }
            },
            stop.Token);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
        Assert.Equal(plan.Count / 2, rows.Count);
        Assert.All(rows, row => Assert.Equal(BuildRow.Built, row.Outcome));
        Assert.Equal(rows.Count, BuildRow.Read(Corpus).Count);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Corpus, "cwasm"), "*.unfinished"));
    }

    [Fact]
    public void Two_modules_or_wasmtimes_of_one_name_keep_apart()
    {
        _folder.Write("in/more/one.wasm", CwasmBuilder.Small().Section(".more", [1]).Build());
        IReadOnlyList<BuildRow> rows = Build(new() { Wasmtime = [Engine("a", FakeWasmtime.Copy), Engine("b", FakeWasmtime.Copy)] });
        Assert.Equal(6, rows.Select(row => row.File).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(BuildRow.Built, row.Outcome));
    }

    [Fact]
    public void A_matrix_is_read_from_json_and_a_misspelt_key_is_refused()
    {
        string path = _folder.Write("m.json", "{ \"inputs\": [\"in\"], \"settings\": { \"w\": \"-C compiler=winch\" }, \"time_limit_seconds\": 3 }"u8);
        BuildMatrix matrix = BuildMatrix.Read(path);
        Assert.Equal((Path.Combine(_folder.Path, "in"), "-C compiler=winch", 3.0), (matrix.Inputs[0], matrix.Settings["w"], matrix.TimeLimitSeconds));
        _folder.Write("m.json", "{ \"imputs\": [] }"u8);
        Assert.Contains("imputs", Assert.Throws<CwasmFormatException>(() => BuildMatrix.Read(path)).Message, StringComparison.Ordinal);
    }

    private string Engine(string name, string compile) => FakeWasmtime.Make(_folder.Path, name, "wasmtime 47.0.2", compile + $" # {name}");

    private IReadOnlyList<BuildRow> Build(BuildMatrix matrix)
    {
        matrix = matrix with { Inputs = matrix.Inputs.Count > 0 ? matrix.Inputs : [Path.Combine(_folder.Path, "in")] };
        return new CorpusBuilder(Corpus, TimeSpan.FromSeconds(1), 4).Build(BuildPlan.Of(matrix), _ => { });
    }

    private static int LoadedTables(CorpusFile source)
    {
        using LoadedFile file = LoadedFile.Open(source);
        return file.Tables[EncodingLab.Tables.TableKind.AddressMap].Count;
    }
}
