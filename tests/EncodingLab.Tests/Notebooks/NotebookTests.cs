using System.Text.Json.Nodes;
using EncodingLab.Notebooks;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Notebooks;

public sealed class NotebookTests(SyntheticRunFixture synthetic) : IClassFixture<SyntheticRunFixture>
{
    private readonly string _path = Path.Combine(synthetic.Folder, Guid.NewGuid().ToString("N") + ".ipynb");

    [Fact]
    public async Task Cells_go_on_where_earlier_ones_ended_and_show_what_they_are_asked_to()
    {
        NotebookFile notebook = Write("""var run = Open("results/run"); int twice = 2 * 21;""", "Show(\"first\"); twice", """Table(run.Targets, ("target", target => target), ("letters", target => target.Length))""", """run.Chart("trade-off-addrmap-x86_64")""");
        await NotebookRunner.Run(notebook, CancellationToken.None);
        Assert.Empty(notebook.Cells[0].Outputs);
        Assert.Equal(["first", "42"], notebook.Cells[1].Outputs.Select(output => output.Data["text/plain"]));
        Assert.Contains("<td align=\"right\">6</td>", notebook.Cells[2].Outputs[0].Data["text/html"], StringComparison.Ordinal);
        Assert.StartsWith("<svg ", notebook.Cells[3].Outputs[0].Data["image/svg+xml"], StringComparison.Ordinal);
        notebook.Save();
        Assert.Empty(NotebookFormat.Faults(JsonNode.Parse(File.ReadAllText(_path))));
    }

    [Fact]
    public async Task Running_twice_gives_the_same_bytes_and_check_finds_nothing()
    {
        NotebookFile notebook = Write("""var run = Open("results/run");""", """run.BlockSizes("traps").Lines""", "run.Memo()");
        await NotebookRunner.Run(notebook, CancellationToken.None);
        notebook.Save();
        byte[] first = File.ReadAllBytes(_path);
        NotebookFile again = NotebookFile.Read(_path);
        await NotebookRunner.Run(again, CancellationToken.None);
        again.Save();
        Assert.Equal(first, File.ReadAllBytes(_path));
        Assert.Empty(await NotebookRunner.Check(NotebookFile.Read(_path), CancellationToken.None));
    }

    [Fact]
    public async Task A_changed_figure_is_found_and_named_and_nothing_is_written()
    {
        NotebookFile notebook = Write("6 * 7");
        await NotebookRunner.Run(notebook, CancellationToken.None);
        notebook.Save();
        string edited = File.ReadAllText(_path).Replace("\"42\"", "\"43\"", StringComparison.Ordinal);
        File.WriteAllText(_path, edited);
        string difference = Assert.Single(await NotebookRunner.Check(NotebookFile.Read(_path), CancellationToken.None));
        Assert.Contains("cell 1: expected 'text/plain: 42', found 'text/plain: 43'", difference, StringComparison.Ordinal);
        Assert.Equal(edited, File.ReadAllText(_path));
    }

    [Fact]
    public async Task Of_a_cell_that_varies_only_the_kind_of_output_counts()
    {
        NotebookFile notebook = Write("Environment.TickCount64.ToString()");
        await NotebookRunner.Run(notebook, CancellationToken.None);
        notebook.Save();
        File.WriteAllText(_path, File.ReadAllText(_path).Replace("\"metadata\": {},\n   \"outputs\"", "\"metadata\": { \"tags\": [ \"varies\" ] },\n   \"outputs\"", StringComparison.Ordinal));
        Assert.True(NotebookFile.Read(_path).Cells[0].Varies);
        Assert.Empty(await NotebookRunner.Check(NotebookFile.Read(_path), CancellationToken.None));
    }

    [Theory]
    [InlineData("int x = ;", "cell 1: does not compile: (1,9): error CS1525")]
    [InlineData("throw new InvalidOperationException(\"two\\nlines\");", "cell 1: InvalidOperationException: two lines")]
    [InlineData("Open(\"nowhere\")", "cell 1: /")]
    [InlineData("Open(\"results/run\").Recommend(new RecommendOptions { Table = \"none\" })", "cell 1: unknown table 'none'")]
    public async Task A_cell_that_fails_is_named_in_one_line(string source, string message)
    {
        NotebookCellException error = await Assert.ThrowsAsync<NotebookCellException>(() => NotebookRunner.Run(Write(source), CancellationToken.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("", "expected JSON of nbformat 4.5")]
    [InlineData("[]", "expected an object")]
    [InlineData("{\"cells\":[],\"metadata\":{},\"nbformat\":3,\"nbformat_minor\":5}", "nbformat: expected 4")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"id\":\"a b\",\"metadata\":{},\"source\":\"\",\"outputs\":[],\"execution_count\":null}],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}", "cell 1: id")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\",\"id\":\"a\",\"metadata\":{},\"source\":\"\"}],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}", "outputs: expected a list")]
    public void A_file_that_is_no_notebook_says_where_and_what_was_expected(string text, string message)
    {
        File.WriteAllText(_path, text);
        Assert.Contains(message, Assert.Throws<NotebookException>(() => NotebookFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_notebook_is_called_that() =>
        Assert.Equal($"{_path}: no such file; name an .ipynb file", Assert.Throws<NotebookException>(() => NotebookFile.Read(_path)).Message);

    [Fact]
    public async Task Names_from_files_stay_text_in_tables()
    {
        NotebookFile notebook = Write("""Table(new[] { "<img src=x onerror=alert(1)>" }, ("<b>", name => name))""");
        await NotebookRunner.Run(notebook, CancellationToken.None);
        string html = notebook.Cells[0].Outputs[0].Data["text/html"];
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    private NotebookFile Write(params string[] cells)
    {
        var json = new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((source, i) => new JsonObject { ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"c{i}", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = source })]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(_path, json.ToJsonString());
        return NotebookFile.Read(_path);
    }
}
