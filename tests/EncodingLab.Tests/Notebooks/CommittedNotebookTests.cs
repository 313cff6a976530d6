using EncodingLab.Notebooks;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Notebooks;

public sealed class CommittedNotebookTests
{
    public static TheoryData<string> Notebooks() => [.. Directory.EnumerateFiles(Repo.Path("notebooks"), "*.ipynb").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_committed_notebook_reads_the_reference_run_and_has_its_outputs_saved(string name)
    {
        NotebookFile notebook = NotebookFile.Read(Repo.Path("notebooks", name));
        NotebookCell[] code = [.. notebook.Cells.Where(cell => cell.IsCode)];
        Assert.Contains("Open(\"../results/reference\")", code[0].Source, StringComparison.Ordinal);
        Assert.True(notebook.Cells.Any(cell => !cell.IsCode), "no words");
        Assert.Contains(code, cell => cell.Outputs.Any(output => output.Data.ContainsKey("image/svg+xml")) || cell.Outputs.Any(output => output.Data.ContainsKey("text/markdown")));
        Assert.All(code.Skip(1), cell => Assert.NotEmpty(cell.Outputs));
    }

    [Fact]
    public void There_are_at_least_three() => Assert.True(Notebooks().Count >= 3);
}
