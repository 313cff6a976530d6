using EncodingLab.Experiments;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Experiments;

public sealed class ExperimentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{ "question": "?", "hypothesis": "!", "selekt": {} }""", "unknown key 'selekt'; known: question, hypothesis, ", "did you mean 'select'?")]
    [InlineData("""{ "question": "?", "hypothesis": "!", "select": { "blok_sizes": ["8"] } }""", "key 'select': unknown key 'blok_sizes'; known: block_sizes, ", "did you mean 'block_sizes'?")]
    [InlineData("""{ "question": "?", "hypothesis": "!", "time": [{}, { "files": "x" }] }""", "key 'time[1].files': expected a list, found \"x\"")]
    [InlineData("""{ "question": "?", "hypothesis": "!", "select": { "block_sizes": [8] } }""", "key 'select.block_sizes[0]': expected a text, found 8")]
    [InlineData("""{ "question": "?", "hypothesis": "!", "select": { "sizes_only": "yes" } }""", "key 'select.sizes_only': expected true or false, found \"yes\"")]
    [InlineData("""{ "question": "?", "hypothesis": "!", "name": "x" }""", "unknown key 'name'")]
    [InlineData("""{ "question": "?" }""", "expected a key 'hypothesis', found none")]
    [InlineData("[]", "expected an object, found []")]
    [InlineData("null", "expected an object, found null")]
    [InlineData("", "no JSON: at line 1")]
    [InlineData("{\n  \"question\": \"?\",\n", "no JSON: at line 3 it ends early")]
    public void What_does_not_fit_is_said_with_its_key_and_no_type_of_the_program(string text, params string[] parts)
    {
        string path = _folder.Write("01-x.json", System.Text.Encoding.UTF8.GetBytes(text));
        string message = Assert.Throws<ExperimentException>(() => Experiment.Read(path)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("EncodingLab", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_experiments_of_the_repository_fit() => Assert.NotEmpty(Experiment.ReadAll(Repo.Path("experiments")));
}
