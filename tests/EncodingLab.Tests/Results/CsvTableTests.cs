using System.Globalization;
using System.Text;
using EncodingLab.Results;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Results;

public sealed class CsvTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Headers_are_as_they_were()
    {
        string[] headers =
        [
            "sizes.csv      " + CsvTable.Header<SizeRow>(),
            "lookups.csv    " + CsvTable.Header<LookupRow>(),
            "samples.csv    " + CsvTable.Header<SampleRow>(),
            "cells.csv      " + CsvTable.Header<CellRow>(),
            "encodings.csv  " + CsvTable.Header<EncodingRow>(),
            "tables.csv     " + CsvTable.Header<TableRow>(),
            "sections.csv   " + CsvTable.Header<SectionRow>(),
            "counters.csv   " + CsvTable.Header<CounterRow>(),
            "latency.csv    " + CsvTable.Header<LatencyRow>(),
            "engine.csv     " + CsvTable.Header<EngineRow>(),
            "prune.csv      " + CsvTable.Header<PruneRow>(),
        ];
        Golden.Match(string.Join('\n', headers) + "\n", "csv-headers.txt");
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Rows_read_back_as_they_were_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Foreign(culture);
            SizeRow row = Row() with { BytesPerEntry = 1234.5678, RatioToV47 = 0.25, Error = "a \"quoted\", comma" };
            string path = Path.Combine(_folder, "sizes.csv");
            CsvTable.Write(path, [row]);
            Assert.Contains(",1234.5678,", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.Equal(row, Assert.Single(CsvTable.Read<SizeRow>(path)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("schema,file\n1,x\n", "line 1")]
    [InlineData("", "line 1")]
    public void Another_header_is_refused(string text, string where)
    {
        string path = Path.Combine(_folder, "sizes.csv");
        File.WriteAllText(path, text);
        Assert.Contains(where, Assert.Throws<RunFolderException>(() => CsvTable.Read<SizeRow>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_is_refused_with_its_line()
    {
        string path = Path.Combine(_folder, "sizes.csv");
        CsvTable.Write(path, [Row(), Row() with { Table = "addrmap" }]);
        string text = File.ReadAllText(path);
        File.WriteAllText(path, text[..(text.TrimEnd('\n').LastIndexOf('\n') + 20)]);
        Assert.Contains("line 3", Assert.Throws<RunFolderException>(() => CsvTable.Read<SizeRow>(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a, \"quoted\" comma")]
    [InlineData("\"")]
    [InlineData("\"\",\"\"")]
    [InlineData("lines\n\nand\r\nmore\n")]
    [InlineData(" spaces ")]
    [InlineData(";;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;")]
    [InlineData("a\tb|c\td|e\tf|g\th|i\tj|k\tl|m\tn|o\tp|q\tr|s\tt|u\tv|w\tx|y")]
    [InlineData("='é', ℓ, 𝔸")]
    public void Any_text_reads_back_as_it_was(string text)
    {
        string path = Path.Combine(_folder, "sizes.csv");
        SizeRow[] rows = [Row() with { Module = text }, Row() with { Error = text }];
        CsvTable.Write(path, rows);
        Assert.Equal(rows, CsvTable.Read<SizeRow>(path));
    }

    [Fact]
    public void Texts_longer_than_what_is_read_at_once_read_back_as_they_were()
    {
        SizeRow[] rows = [.. Enumerable.Range(1, 40).Select(i => Row() with { Entries = i, Error = string.Concat(Enumerable.Repeat($"line {i}, \"quoted\"\n", 400 * i)) })];
        string path = Path.Combine(_folder, "sizes.csv");
        CsvTable.Write(path, rows);
        Assert.Equal(rows, CsvTable.Read<SizeRow>(path));
    }

    [Fact]
    public void Empty_lines_are_passed_over_and_the_last_needs_no_end()
    {
        string text = Text().TrimEnd('\n').Replace("\n", "\n\n\n", StringComparison.Ordinal);
        Assert.Equal([Row(), Row()], Parse(text));
    }

    [Theory]
    [InlineData("x86_64", "x86\"64", "line 2: ")]
    [InlineData("x86_64", "\"x86\"64", "line 2: ")]
    [InlineData("x86_64", "\"x86_64", "line 2: ")]
    [InlineData(",traps,", ",\"tr\naps\",more,", "line 2: 24 fields, expected 23")]
    [InlineData(",\n1,", ",,\n1,", "line 2: 24 fields, expected 23")]
    [InlineData(",\n1,", "\n1,", "line 2: 22 fields, expected 23")]
    [InlineData(",5,", ",five,", "line 2: column bytes: 'five'")]
    [InlineData(",5,", ",99999999999999999999,", "line 2: column bytes: '99999999999999999999'")]
    public void What_was_edited_is_refused_with_its_line(string written, string edited, string what)
    {
        string text = Text();
        int at = text.IndexOf(written, StringComparison.Ordinal);
        string message = Assert.Throws<RunFolderException>(() => Parse(text[..at] + edited + text[(at + written.Length)..])).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    /// <summary>Two rows as written.</summary>
    private static string Text()
    {
        var text = new StringWriter();
        CsvTable.Write(text, [Row(), Row()]);
        return text.ToString();
    }

    private static IReadOnlyList<SizeRow> Parse(string text) => CsvTable.Parse<SizeRow>(new MemoryStream(Encoding.UTF8.GetBytes(text)), "sizes.csv");

    /// <summary>A culture whose decimal sign is a comma, whether or not the machine has its data.</summary>
    private static CultureInfo Foreign(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NumberDecimalSeparator = name.Length == 0 ? "." : ",";
        culture.NumberFormat.NumberGroupSeparator = name.Length == 0 ? "," : ".";
        return culture;
    }

    private static SizeRow Row() => new() { File = "f", Module = "m", Target = "x86_64", Wasmtime = "47", Table = "traps", Encoding = "legacy-fixed", Bytes = 5 };
}
