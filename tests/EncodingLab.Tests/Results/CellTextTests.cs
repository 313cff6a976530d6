using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Results;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1+1")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("'=1")]
    [InlineData("''@x")]
    public void A_name_that_a_spreadsheet_would_run_is_written_as_text_and_read_back_as_it_was(string name)
    {
        using var folder = new TempFolder();
        CsvTable.Write(folder.File("rows.csv"), [new SectionRow { File = "f", Module = name, Target = "t", Wasmtime = "47.0.2", Section = ".text", Bytes = 1, FileBytes = 2 }]);
        string cell = File.ReadAllLines(folder.File("rows.csv"))[1].Split(',')[2].TrimStart('"');
        Assert.StartsWith("'", cell, StringComparison.Ordinal);
        Assert.Equal(name, CsvTable.Read<SectionRow>(folder.File("rows.csv"))[0].Module);
    }

    [Theory]
    [InlineData("quickjs")]
    [InlineData("it's")]
    [InlineData("'quoted'")]
    [InlineData("")]
    public void Other_names_stay_as_they_are(string name)
    {
        using var folder = new TempFolder();
        CsvTable.Write(folder.File("rows.csv"), [new SectionRow { File = "f", Module = name, Target = "t", Wasmtime = "47.0.2", Section = ".text", Bytes = 1, FileBytes = 2 }]);
        Assert.Equal(name, File.ReadAllLines(folder.File("rows.csv"))[1].Split(',')[2]);
        Assert.Equal(name, CsvTable.Read<SectionRow>(folder.File("rows.csv"))[0].Module);
    }
}
