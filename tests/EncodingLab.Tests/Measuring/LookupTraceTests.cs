using EncodingLab.Encodings;
using EncodingLab.Measuring;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

public sealed class LookupTraceTests
{
    private static readonly CodeTables s_tables = SmallTables.Make();

    [Fact]
    public void A_trace_names_the_block_visited_and_the_entry_that_answered()
    {
        PcTable map = s_tables[TableKind.AddressMap];
        uint pc = map.Pcs[200];
        LookupTrace trace = Trace(EncodingCatalog.Wasmtime47, TableKind.AddressMap, pc);
        Assert.Equal((1, map.Pcs[128], 128, 200), (trace.Block, trace.BlockFirstPc, trace.BlockEntries, trace.Entry));
        Assert.InRange(trace.EntriesDecoded, 73, 74);
        Assert.True(trace.BytesRead > 0);
    }

    [Fact]
    public void A_pc_before_the_first_entry_visits_no_block_and_one_between_traps_has_no_answer()
    {
        var table = new PcTable(TableKind.Traps, [10, 20], [1, 2]);
        var tables = CodeTables.Of(table);
        byte[] bytes = EncodingCatalog.Wasmtime47.Encode(tables, TableKind.Traps).Bytes;
        IReadOnlyList<LookupTrace> traces = LookupTrace.Of(EncodingCatalog.Wasmtime47, bytes, table, [5, 15, 20]);
        Assert.Equal([null, 0, 0], traces.Select(trace => trace.Block));
        Assert.Equal([null, null, 1], traces.Select(trace => trace.Entry));
        Assert.Equal(["", "", "HeapMisaligned"], traces.Select(trace => trace.Answer));
    }

    [Fact]
    public void Every_encoding_can_be_traced_and_its_lines_are_those_it_read()
    {
        foreach (TableEncoding encoding in EncodingCatalog.All)
        {
            foreach (TableKind kind in TableKind.Both.Questions.Where(kind => encoding.Supports(kind) && encoding.WhyNot(s_tables, kind) is null))
            {
                LookupTrace trace = Trace(encoding, kind, s_tables[kind].Pcs[77]);
                string[] lines = trace.Lines.Split(' ');
                Assert.Equal(trace.CacheLines, lines.Distinct().Count());
                Assert.Equal(trace.BytesRead, trace.Reads.Split(' ').Sum(read => long.Parse(read.Split(':')[1])));
            }
        }
    }

    [Fact]
    public void Bytes_that_answer_otherwise_than_the_table_are_not_explained_away()
    {
        byte[] bytes = EncodingCatalog.Legacy.Encode(s_tables, TableKind.AddressMap).Bytes;
        PcTable other = new(TableKind.AddressMap, s_tables[TableKind.AddressMap].Pcs.ToArray(), new uint[s_tables[TableKind.AddressMap].Count]);
        Assert.Throws<InvalidOperationException>(() => LookupTrace.Of(EncodingCatalog.Legacy, bytes, other, [other.Pcs[3]]));
    }

    private static LookupTrace Trace(TableEncoding encoding, TableKind kind, uint pc) =>
        LookupTrace.Of(encoding, encoding.Encode(s_tables, kind).Bytes, s_tables[kind], [pc])[0];
}
