using EncodingLab.Cli;
using Spectre.Console;

namespace EncodingLab.Tests.Cli;

public sealed class TableFitTests
{
    private static readonly string[] s_headings = ["table", "encoding", "file bytes"];
    private static readonly string[][] s_rows = [["addrmap", "elias-fano-traps(page=64) + paged-sums(dense-cost=25)", "20440016"]];

    [Theory]
    [InlineData(200)]
    [InlineData(60)]
    [InlineData(20)]
    public void Figures_and_short_texts_stay_whole_in_a_terminal_of_any_width(int width)
    {
        string drawn = Draw(width);
        Assert.Contains("20440016", drawn, StringComparison.Ordinal);
        Assert.Contains("addrmap", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_broken_before_a_line_leaves_the_terminal() => Assert.True(Draw(60).Split('\n').Max(line => line.TrimEnd().Length) <= 60);

    [Fact]
    public void A_table_without_rows_is_a_heading()
    {
        var table = new Table().AddColumn("file");
        Assert.Equal(80, TableFit.Fit(table, ["file"], [], 80));
    }

    private static string Draw(int width)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(s_headings[0]).AddColumn(s_headings[1]).AddColumn(new TableColumn(s_headings[2]).RightAligned());
        table.AddRow(s_rows[0]);
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = TableFit.Fit(table, s_headings, s_rows, width);
        console.Write(table);
        return text.ToString();
    }
}
