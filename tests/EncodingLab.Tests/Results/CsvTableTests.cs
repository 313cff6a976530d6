using System.Globalization;
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
