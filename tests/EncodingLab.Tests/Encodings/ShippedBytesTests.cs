using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings;

/// <summary>The shipped encodings, byte for byte: by hand, against every corpus file, and against what a Wasmtime patched to other block sizes wrote.</summary>
public sealed class ShippedBytesTests
{
    [Fact]
    public void Legacy_tables_are_a_count_then_two_columns()
    {
        Assert.Equal("02000000" + "0A000000" + "00010000" + "01" + "FF", Hex(new LegacyFixed(), new PcTable(TableKind.Traps, [10, 256], [1, 255])));
        Assert.Equal("02000000" + "0A000000" + "00010000" + "07000000" + "FFFFFFFF", Hex(new LegacyFixed(), new PcTable(TableKind.AddressMap, [10, 256], [7, TableKind.None])));
        Assert.Equal("00000000", Hex(new LegacyFixed(), PcTable.Empty(TableKind.Traps)));
    }

    [Fact]
    public void Blocks_of_traps_have_an_index_a_default_code_and_deltas_that_say_what_differs()
    {
        // Blocks of two: {10: 5, 11: 5}, {80: 6, 145: 5}. On a tie the code that got to the count first is the default.
        var table = new PcTable(TableKind.Traps, [10, 11, 80, 145], [5, 5, 6, 5]);
        Assert.Equal(
            "04000000" + "02000000" + "0A000000" + "00000000" + "50000000" + "03000000" + "05" + "00" + "02" + "06" + "00" + "8301" + "05",
            Hex(new BlockLeb128(2), table));
    }

    [Fact]
    public void Blocks_of_the_address_map_begin_with_an_absolute_position_and_skip_none()
    {
        // A block of four: 10 -> none, 12 -> 200, 14 -> none, 15 -> 199; then a block of one.
        var table = new PcTable(TableKind.AddressMap, [10, 12, 14, 15, 100], [TableKind.None, 200, TableKind.None, 199, 64]);
        Assert.Equal(
            "05000000" + "02000000" + "0A000000" + "00000000" + "64000000" + "07000000" + "01" + "04" + "C801" + "05" + "02" + "7F" + "00" + "40",
            Hex(new BlockLeb128(4), table));
        Assert.Equal("0000000000000000", Hex(new BlockLeb128(128), PcTable.Empty(TableKind.AddressMap)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(96)]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void Any_block_size_reads_back_what_it_wrote(int block)
    {
        foreach (TableCase tables in TableGenerator.Cases(Math.Min(block, 300)))
        {
            foreach (TableKind kind in new[] { TableKind.Traps, TableKind.AddressMap })
            {
                var encoding = new BlockLeb128(block);
                byte[] bytes = encoding.Encode(tables.Tables, kind).Bytes;
                Assert.True(encoding.Decode(bytes, kind).ContentEquals(tables.Tables[kind]));
                Contracts.Contract.AssertAnswers(encoding, bytes, tables.Tables[kind], tables.Name);
            }
        }

        Assert.Equal(block, Assert.IsType<BlockLeb128>(EncodingCatalog.Find(new BlockLeb128(block).Id)).Block);
    }

    [Theory]
    [InlineData("block-leb128(block=0)")]
    [InlineData("block-leb128(block=1048577)")]
    [InlineData("block-leb128(block=0128)")]
    [InlineData("block-leb128(block=-1)")]
    [InlineData("block-leb128(block=+1)")]
    [InlineData("block-leb128(block= 1)")]
    [InlineData("block-leb128(block=128")]
    public void Ids_out_of_range_or_out_of_form_name_nothing(string id) => Assert.Null(EncodingCatalog.Find(id));

    [Fact]
    public void Fields_longer_than_need_be_are_read_as_upstream_reads_them()
    {
        // One block: 10 -> 5 with each field one byte too long, then 12 -> 4.
        byte[] map = [2, 0, 0, 0, 1, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x00, 0x85, 0x00, 0x84, 0x00, 0xff, 0x7f];
        var table = new PcTable(TableKind.AddressMap, [10, 12], [5, 4]);
        Assert.True(EncodingCatalog.Wasmtime47.Decode(map, TableKind.AddressMap).ContentEquals(table));
        Contracts.Contract.AssertAnswers(EncodingCatalog.Wasmtime47, map, table, "over-long fields");
    }

    [SharedFact]
    public void Sections_of_real_files_come_back_byte_for_byte()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Repo.Shared!, "corpus", "full"), "*.cwasm.br").Order().Where((_, i) => i % 4 == 0))
        {
            using CwasmFile file = CwasmFile.Open(path);
            CodeTables tables = TableLoader.Load(file);
            foreach (PcTable table in tables.Tables)
            {
                byte[] again = TableLoader.ShippedEncoding(file).Encode(tables, table.Kind).Bytes;
                Assert.True(file.Bytes(TableLoader.SectionOf(table.Kind))!.Value.Span.SequenceEqual(again), $"{Path.GetFileName(path)}: {table.Kind} changed");
            }
        }
    }

    private static string Hex(TableEncoding encoding, PcTable table) => Convert.ToHexString(encoding.Encode(CodeTables.Of(table), table.Kind).Bytes);
}
