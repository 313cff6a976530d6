using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class InspectorTests
{
    private static readonly TableEncoding[] s_shipped = [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47];

    public static TheoryData<bool> ByteOrders() => [false, true];

    [Theory]
    [MemberData(nameof(ByteOrders))]
    public void Every_byte_is_attributed_once(bool bigEndian)
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small(bigEndian).Build());
        Inspection inspection = Inspector.Inspect(file, s_shipped);
        Assert.Equal(file.Bytes().Length, inspection.Ranges.Sum(range => range.Bytes));
        Assert.Equal(
            ["[file header]", ".wasmtime.engine", "[alignment]", ".text", ".wasmtime.addrmap", ".wasmtime.traps", "[alignment]", ".rodata.wasm", "[alignment]", ".symtab", ".strtab", ".shstrtab",
                "[alignment]", "[section headers]"],
            inspection.Ranges.Select(range => range.Name));
        Assert.All(inspection.Ranges, range => Assert.Equal(range.Name == "[alignment]", range.Blank));
        Assert.Empty(inspection.Notes);
        Assert.Equal(1, inspection.Ranges.Sum(range => range.Share), 9);
    }

    [Fact]
    public void What_redaction_leaves_of_the_original_headers_is_unclaimed()
    {
        var original = CwasmFile.Parse("f", CwasmBuilder.Small().Build());
        Inspection inspection = Inspector.Inspect(CwasmFile.Parse("f", Redaction.Redact(original, new("m", "x86_64", "47.0.2", "winch"))), s_shipped);
        Assert.Single(inspection.Ranges, range => range.Name == "[unclaimed]");
        Assert.Equal("m x86_64 47.0.2 winch", inspection.RedactedFrom);
        Assert.All(inspection.Ranges.Where(range => Redaction.IsBlanked(range.Name) && range.Name[0] == '.'), range => Assert.True(range.Blank));
        Assert.Empty(inspection.Notes);
    }

    [SharedFact]
    public void Every_byte_of_real_files_is_attributed_and_nothing_is_odd_about_them() => Assert.Empty(CorpusFixture.SmallShared.AsParallel().SelectMany(source =>
    {
        using CwasmFile file = source.Open();
        Inspection inspection = Inspector.Inspect(file, []);
        long strange = inspection.Ranges.Where(range => range.Name == "[unclaimed]").Sum(range => range.Bytes);
        bool redacted = inspection.RedactedFrom is not null;
        return new[]
        {
            inspection.Ranges.Sum(range => range.Bytes) == file.Bytes().Length ? null : "bytes are lost",
            strange == 0 || (redacted && strange < 3000) ? null : $"{strange} bytes unclaimed",
            inspection.Notes.Count == 0 ? null : inspection.Notes[0],
            inspection.Tables.All(table => table.ReencodesExactly) ? null : "a table encodes otherwise",
            inspection.SideTables.All(table => table.Problem.Length == 0) ? null : "a side table cannot be read",
        }.Where(problem => problem is not null).Select(problem => $"{source.Name}: {problem}");
    }));

    [Fact]
    public void Tables_are_measured_in_each_encoding_with_the_file_around_them()
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small().Build());
        Inspection inspection = Inspector.Inspect(file, s_shipped);
        Assert.Equal(["traps/legacy-fixed", "traps/block-leb128(block=128)", "addrmap/legacy-fixed", "addrmap/block-leb128(block=128)", "both/legacy-fixed", "both/block-leb128(block=128)", "both/legacy-fixed + block-leb128(block=128)"],
            inspection.Encodings.Select(row => $"{row.Table}/{row.Encoding}"));
        InspectedEncoding own = inspection.Encodings[5];
        Assert.Equal((file.Bytes().Length, 1.0), (own.FileBytes, own.RatioToFile));
        InspectedEncoding legacy = inspection.Encodings[4];
        Assert.Equal(inspection.Encodings[0].Bytes + inspection.Encodings[3].Bytes, inspection.Encodings[^1].Bytes);
        Assert.Equal(4 + (3 * 5) + 4 + (5 * 8), legacy.Bytes);
        Assert.Equal(
            WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [TableKind.Traps] = 19, [TableKind.AddressMap] = 44 }), legacy.FileBytes);
        Assert.All(inspection.Tables, table => Assert.True(table.ReencodesExactly));
        Assert.Equal((5, 1, 2), (inspection.Tables[1].Entries, inspection.Tables[1].Blocks, inspection.Tables[1].Statistics.None));
    }

    [Fact]
    public void Code_is_divided_by_symbols_and_a_component_by_its_core_modules()
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small()
            .Function("wasm[0]::function[0]::a", 100, 31).Function("wasm[1]::function[0]", 140, 10).Build());
        Inspection inspection = Inspector.Inspect(file, []);
        Assert.Equal(new InspectedCode(200, 4, 200, 0, 0, 100), inspection.Code);
        Assert.Equal([new(-1, 2, 200, 5, 3), new(0, 1, 31, 2, 1), new(1, 1, 10, 0, 0)], inspection.CoreModules);
    }

    [Theory]
    [InlineData("46")]
    [InlineData("47")]
    public void Entries_are_listed_beside_the_bytes_that_hold_them(string version)
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small(version: version).Build());
        IReadOnlyList<ListedEntry> map = TableListing.List(file, TableKind.AddressMap, 0, 1);
        Assert.Equal(version == "47" ? ["01", "0a28", "0804", "b60172", "3d"] : ["00000000 ffffffff", "05000000 28000000", "09000000 2c000000", "64000000 1e000000", "82000000 ffffffff"],
            map.Select(entry => entry.Bytes));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (CwasmBuilder.Map.Pcs[i], CwasmBuilder.Map.Values[i])), map.Select(entry => (entry.Pc, entry.Value)));
        Assert.Equal(version == "47" ? ["00", "bd0109", "3c"] : ["07000000 01", "65000000 09", "83000000 01"], TableListing.List(file, TableKind.Traps, 0, 9).Select(entry => entry.Bytes));
        Assert.Empty(TableListing.List(file, TableKind.Traps, 1, 1));
    }

    [Fact]
    public void A_difference_is_explained_to_the_byte()
    {
        var a = CwasmFile.Parse("a", CwasmBuilder.Small(version: "46").Build());
        var b = CwasmFile.Parse("b", CwasmBuilder.Small().Section(".new", new byte[1000]).Build());
        FileDiff diff = FileDiff.Of(a, b);
        Assert.Equal(b.Bytes().Length - a.Bytes().Length, diff.Change);
        Assert.Equal(diff.Change, diff.Sections.Sum(section => section.Change));
        Assert.Equal(1, diff.Sections.Sum(section => section.ShareOfChange!.Value), 9);
        Assert.Equal(".new", diff.Sections[0].Name);
        Assert.All(diff.Tables, table => Assert.Equal((double)table.Change, table.ByEntries + table.ByWidth, 9));
        Assert.All(diff.Tables, table => Assert.Equal(0, table.ByEntries));
        Assert.DoesNotContain(diff.Statistics, row => row.Statistic == "entries" && row.A != row.B);
        Assert.Contains(diff.Statistics, row => row is { Table: "traps", Statistic: "entries of MemoryOutOfBounds", A: 2, B: 2 });
    }
}
