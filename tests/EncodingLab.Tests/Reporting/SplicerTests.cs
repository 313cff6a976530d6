using EncodingLab.Reporting;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Reporting;

public sealed class SplicerTests(SyntheticRunFixture fixture) : IClassFixture<SyntheticRunFixture>
{
    private readonly RunFolder _run = fixture.Run;

    [Fact]
    public void Blocks_and_values_are_filled_and_then_checked_as_true()
    {
        string path = Document("Blocks of 32 take <!-- lab:bytes addrmap block-leb128(block=32) -->?<!-- /lab --> bytes.\n\n<!-- lab:blocks addrmap -->\nold\n<!-- /lab -->\n\nend\n");
        Assert.Single(Splicer.Check(path, _run));
        Assert.True(Splicer.Splice(path, _run));
        string text = File.ReadAllText(path);
        string change = EncodingLab.Reporting.Charts.Numbers.Change(RunSummary.Of(_run).Tables[0].Lines.Single(line => line.BlockEntries == 32).BytesTo128!.Value);
        Assert.Contains($"-->{change}<!-- /lab --> bytes.", text, StringComparison.Ordinal);
        Assert.Contains("| Wasmtime 47 (block 128) |", text.Replace("**", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.EndsWith("<!-- /lab -->\n\nend\n", text, StringComparison.Ordinal);
        Assert.Empty(Splicer.Check(path, _run));
        Assert.False(Splicer.Splice(path, _run));
    }

    [Fact]
    public void A_figure_changed_by_hand_is_found_with_its_line()
    {
        string path = Document("one\n<!-- lab:answer -->\n<!-- /lab -->\n<!-- lab:modules addrmap -->?<!-- /lab --> modules\n");
        Splicer.Splice(path, _run);
        File.WriteAllText(path, File.ReadAllText(path).Replace("-->4<!--", "-->5<!--", StringComparison.Ordinal));
        string problem = Assert.Single(Splicer.Check(path, _run));
        Assert.Contains("expected '<!-- lab:modules addrmap -->4<!-- /lab --> modules', found '<!-- lab:modules addrmap -->5", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_are_named_by_their_way_from_the_document()
    {
        string path = Document("<!-- lab:chart size-by-block-addrmap-x86_64 -->\n<!-- /lab -->\n");
        Splicer.Splice(path, _run);
        Assert.Contains("src=\"results/run/charts/size-by-block-addrmap-x86_64.svg\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_inside_fenced_code_are_examples_and_stay()
    {
        string path = Document("```\n<!-- lab:nothing -->\n```\n<!-- lab:modules addrmap -->4<!-- /lab -->\n");
        Assert.Empty(Splicer.Check(path, _run));
    }

    [Theory]
    [InlineData("<!-- lab:nonsense -->\n<!-- /lab -->\n", "line 1: unknown mark 'lab:nonsense'")]
    [InlineData("a\nx <!-- lab:bytes addrmap no-such -->?<!-- /lab -->\n", "line 2: unknown mark")]
    [InlineData("<!-- lab:answer -->\ntext\n", "is never closed")]
    [InlineData("<!-- lab:answer -->\n<!-- lab:claims -->\n<!-- /lab -->\n", "line 2: a second mark inside 'answer'")]
    [InlineData("nothing to fill\n```\n<!-- lab:answer -->\n```\n", "has no lab: marks")]
    [InlineData("<!-- /lab -->\n", "line 1: <!-- /lab --> closes nothing")]
    public void A_wrong_mark_is_told_with_its_line_and_changes_nothing(string text, string expected)
    {
        string path = Document(text);
        RunFolderException e = Assert.Throws<RunFolderException>(() => Splicer.Splice(path, _run));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    private string Document(string text)
    {
        string path = Path.Combine(fixture.Folder, "README.md");
        File.WriteAllText(path, text);
        return path;
    }
}
