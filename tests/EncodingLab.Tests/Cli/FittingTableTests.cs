using EncodingLab.Cli;
using Spectre.Console;

namespace EncodingLab.Tests.Cli;

public sealed class FittingTableTests
{
    private static readonly Row[] s_rows =
    [
        new("phrase-pages-within(large=105,small=120,model=in-place)", 0.797, 12.061, "best, smallest"),
        new("phrase-pages-within(large=100,small=110,model=packed)", 0.612, 0.234, "knee, frontier"),
        new("block-leb128(block=128), avx512", 1, 0.431, ""),
        new("Wasmtime 47 (block 128)", 1, 1, "Wasmtime 47"),
    ];

    [Theory]
    [InlineData(34)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void Figures_stay_whole_and_roles_stay_and_no_line_leaves_the_terminal(int width)
    {
        string[] lines = Draw(width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.All(s_rows, row => Assert.Contains(lines, line => line.Contains(row.BytesText, StringComparison.Ordinal) && line.Contains(row.TimeText, StringComparison.Ordinal)));
        string words = string.Join(' ', lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.All(new[] { "knee", "frontier", "best", "smallest", "Wasmtime", "47" }, word => Assert.Contains(word, words, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_shortened_before_a_column_is_left_out()
    {
        string[] lines = Draw(Draw(200).Max(line => line.Length) - 8);
        Assert.Contains(lines, line => line.StartsWith("phrase-pages-within(105,120,in-place) ", StringComparison.Ordinal));
        Assert.Contains("rarely", lines[0], StringComparison.Ordinal);
        Assert.All(s_rows, row => Assert.Contains(Draw(200), line => line.StartsWith(row.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_column_of_the_highest_rank_goes_first()
    {
        string[] widths = [.. Enumerable.Range(30, 100).Reverse().Select(width => Draw(width)[0])];
        Assert.All(widths, heading => Assert.True(heading.Contains("ns", StringComparison.Ordinal) || !heading.Contains("rarely", StringComparison.Ordinal), heading));
        Assert.DoesNotContain("ns", widths[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_pipe_names_stay_whole() => Assert.All(s_rows, row => Assert.Contains(Draw(60, wholeNames: true), line => line.StartsWith(row.Name, StringComparison.Ordinal)));

    [Theory]
    [InlineData("phrase-pages(24,packed), avx2", 21, "phr…(24,packed), avx2")]
    [InlineData("phrase-pages(24,packed), avx2", 12, "phrase-page…")]
    [InlineData("phrase-pages(24,packed)", 30, "phrase-pages(24,packed)")]
    [InlineData("legacy-fixed", 8, "legacy-…")]
    public void A_cut_name_keeps_its_parameters_where_there_is_room(string name, int width, string expected) => Assert.Equal(expected, ShortName.Cut(name, width));

    [Fact]
    public void A_sentence_is_broken_between_words() => Assert.Equal(["ratios and", "bars are", "to", "Wasmtime-47-of-old", "now"], TextWrap.Lines("ratios and bars are to Wasmtime-47-of-old now", 10));

    private static string[] Draw(int width, bool wholeNames = false)
    {
        var table = new FittingTable<Row>();
        table.Add("choice", 0, row => row.Name, _ => Style.Plain, ColumnKind.Name);
        table.Add("bytes", 0, row => row.BytesText, _ => Style.Plain);
        table.Add("ns", 3, _ => "123.4", _ => Style.Plain);
        table.Add("time", 0, row => row.TimeText, _ => Style.Plain);
        table.Add("rarely read", 4, _ => "1.25x", _ => Style.Plain);
        table.Add("", 0, row => row.Role, _ => Style.Plain, ColumnKind.Role);
        return [.. table.Lines([s_rows], width, wholeNames).Select(line => string.Concat(line.Select(part => part.Text)))];
    }

    private sealed record Row(string Name, double Bytes, double Time, string Role)
    {
        public string BytesText => Bytes.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) + "x";

        public string TimeText => Time.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture) + "x";
    }
}
