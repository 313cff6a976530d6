using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class TableLoaderTests
{
    private const uint TextBytes = 100;

    [Theory]
    [InlineData("traps", "46", 99, true)]
    [InlineData("traps", "46", 100, false)]
    [InlineData("traps", "47", 99, true)]
    [InlineData("traps", "47", 100, false)]
    [InlineData("addrmap", "46", 100, true)]
    [InlineData("addrmap", "46", 101, false)]
    [InlineData("addrmap", "47", 100, true)]
    [InlineData("addrmap", "47", 4_000_000_000, false)]
    public void An_entry_beyond_the_code_is_refused_by_name(string table, string version, uint pc, bool taken)
    {
        TableKind kind = TableKind.Find(table)!;
        TableEncoding shipped = version == "46" ? EncodingCatalog.Legacy : EncodingCatalog.Wasmtime47;
        var entries = new PcTable(kind, [10, pc], [1, 2]);
        var file = CwasmFile.Parse("file.cwasm", new CwasmBuilder().Engine(version, "x86_64-unknown-linux-gnu").Section(SectionNames.Text, new byte[TextBytes])
            .Section(TableLoader.SectionOf(kind), shipped.Encode(CodeTables.Of(entries), kind).Bytes).Build());
        if (taken)
        {
            Assert.Equal(entries.Pcs.ToArray(), TableLoader.Load(file)[kind].Pcs.ToArray());
        }
        else
        {
            string problem = Assert.Throws<CwasmFormatException>(() => TableLoader.Load(file)).Message;
            Assert.Contains($"section .wasmtime.{table}, read as {shipped.Id}: entry 1 is at offset {pc}, but .text ends at {TextBytes}", problem, StringComparison.Ordinal);
        }
    }
}
