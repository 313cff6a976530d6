using System.Buffers.Binary;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Contracts;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class SideTableTests
{
    private const uint None = uint.MaxValue;

    /// <summary>Two maps: at 20 slots 0 and 132 of a frame of 200 bytes, at 24 slot 4 of 16.</summary>
    private static readonly uint[] s_stackMaps = [2, 20, 24, 0, 4, /**/ 200, 2, 1, 2, /**/ 16, 1, 2];

    /// <summary>Two calls: at 20 two handlers, at 30 one for everything.</summary>
    private static readonly uint[] s_exceptions = [2, 3, 20, 30, 64, None, 2, 3, /**/ 7, None, None, /**/ 8, 8, None, /**/ 40, 44, 48];

    /// <summary>One descriptor of 4 bytes, two points (one of two frames), one breakpoint, a patch of 2 bytes behind it.</summary>
    private static readonly uint[] s_frames = [1, 2, 1, 4, 9, 0, /**/ 0, 4, /**/ 32, /**/ 20 << 1, (24 << 1) | 1, /**/ 0, 6, /**/ 100, 20, 0, /**/ 0xabcd, /**/ 0x8000_0000 | 100, 0, None, 101, 0, 3, /**/ 102, 0, 1];

    [Fact]
    public void Stack_maps_say_which_slots_are_live()
    {
        StackMapEntry[] entries = [.. StackMapSection.Parse(Bytes(s_stackMaps), 100).Entries];
        Assert.Equal([(20u, 200u), (24u, 16u)], entries.Select(entry => (entry.Pc, entry.FrameBytes)));
        Assert.Equal([0u, 132u], entries[0].Offsets);
        Assert.Equal([4u], entries[1].Offsets);
    }

    [Fact]
    public void Exceptions_say_where_a_call_that_threw_goes_on()
    {
        ExceptionEntry[] entries = [.. ExceptionSection.Parse(Bytes(s_exceptions), 100).Entries];
        Assert.Equal([(20u, (uint?)64), (30u, null)], entries.Select(entry => (entry.Pc, entry.FrameBytes)));
        Assert.Equal([new ExceptionHandler(7, 8, 40), new ExceptionHandler(null, 8, 44)], entries[0].Handlers);
        Assert.Equal([new ExceptionHandler(null, null, 48)], entries[1].Handlers);
    }

    [Fact]
    public void Frames_say_what_stands_at_a_program_point()
    {
        FramePoint[] points = [.. FrameSection.Parse(Bytes(s_frames), 100).Points];
        Assert.Equal([(20u, false), (24u, true)], points.Select(point => (point.Pc, point.BeforeInstruction)));
        Assert.Equal([new FrameAtPoint(100, 0, null), new FrameAtPoint(101, 0, 3)], points[0].Frames);
        Assert.Equal([new FrameAtPoint(102, 0, 1)], points[1].Frames);
    }

    [Fact]
    public void Side_tables_are_attributed_and_measured_with_the_file_around_them()
    {
        CwasmFile file = File();
        foreach (InspectedSideTable side in Inspector.Inspect(file, []).SideTables)
        {
            Assert.Equal("", side.Problem);
            Assert.Equal(side.Bytes, side.PcTableBytes + side.RecordBytes);
            Assert.Equal(2, side.Entries);
            TableKind kind = TableKind.Find(side.Table)!;
            Assert.Equal(file.Bytes().Length, WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [kind] = side.PcTableBytes }));
            Assert.Equal(
                WholeFile.SizeWith(file, new Dictionary<string, long> { [side.Section] = side.Bytes + 64 }),
                WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [kind] = side.PcTableBytes + 64 }));
        }
    }

    [Fact]
    public void Equal_records_count_once_among_the_distinct()
    {
        SideTable side = StackMapSection.Parse(Bytes([3, 20, 24, 28, 0, 3, 6, /**/ 16, 1, 2, /**/ 16, 1, 2, /**/ 16, 1, 4]), 100).ToSideTable();
        Assert.Equal((28L, 36L, 24L), (side.PcTableBytes, side.RecordBytes, side.DistinctRecordBytes));
    }

    public static TheoryData<string> SideKinds() => [.. SideTables.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(SideKinds))]
    public void Every_encoding_that_holds_a_side_table_answers_as_the_oracle_does(string name)
    {
        TableKind kind = TableKind.Find(name)!;
        TableEncoding[] holders = [.. EncodingCatalog.All.Where(encoding => encoding.Supports(kind))];
        Assert.Contains(EncodingCatalog.Legacy, holders);
        Assert.Contains(EncodingCatalog.Wasmtime47, holders);
        foreach (PcTable table in Samples(kind))
        {
            CodeTables tables = CodeTables.Of(table);
            foreach (TableEncoding encoding in holders.Where(encoding => encoding.WhyNot(tables, kind) is null))
            {
                byte[] bytes = encoding.Encode(tables, kind).Bytes;
                Assert.True(encoding.Decode(bytes, kind).ContentEquals(table), $"{encoding.Id}, {table.Count} entries");
                Contract.AssertAnswers(encoding, bytes, table, $"{table.Count} entries");
            }
        }
    }

    [Theory]
    [InlineData("stackmap")]
    [InlineData("exceptions")]
    [InlineData("frames")]
    public void Sections_that_contradict_themselves_are_refused_and_never_hang(string name)
    {
        TableKind kind = TableKind.Find(name)!;
        byte[] good = Bytes(kind == TableKind.StackMap ? s_stackMaps : kind == TableKind.Exceptions ? s_exceptions : s_frames).ToArray();
        for (int length = 0; length < good.Length; length++)
        {
            Assert.Throws<MalformedTableException>(() => Walk(kind, good[..length], mustFail: true));
        }

        for (int at = 0; at < good.Length; at++)
        {
            foreach (byte value in new byte[] { 0, 0x7f, 0xff, (byte)(good[at] + 1) })
            {
                byte[] bad = [.. good];
                bad[at] = value;
                Walk(kind, bad, mustFail: false);
            }
        }
    }

    [Fact]
    public void A_side_table_that_cannot_be_read_is_said_to_be_so_and_troubles_nothing_else()
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small().Section(SectionNames.StackMap, [9, 0, 0, 0, 1]).Build());
        CodeTables tables = TableLoader.Load(file);
        Assert.Equal(2, tables.Tables.Count);
        Assert.Null(tables.Find(TableKind.StackMap));
        Assert.Contains("expected 9 words of return addresses, found 1 bytes", Assert.Single(Inspector.Inspect(file, []).SideTables).Problem);
        Assert.Equal(CwasmErrorKind.BadTable, Assert.Throws<CwasmFormatException>(() => SideTables.Read(file, TableKind.StackMap)).Kind);
    }

    [Fact]
    public void Side_tables_of_the_corpus_are_read_and_begin_with_their_fixed_width_table()
    {
        CorpusFile[] sources = [.. CorpusFixture.Repository.Where(file => file.Identity.Module is "dart_fmt.exnref" or "web-ifc.exnref" or "rollup")];
        Assert.NotEmpty(sources);
        foreach (CorpusFile source in sources)
        {
            using CwasmFile file = source.Open();
            Assert.Equal([TableKind.StackMap, TableKind.Exceptions], TableLoader.Load(file).SideTables.Select(table => table.Kind));
            SideTable side = SideTables.Read(file, TableKind.StackMap)!;
            byte[] fixedWidth = EncodingCatalog.Legacy.Encode(CodeTables.Of(side.Table), TableKind.StackMap).Bytes;
            Assert.True(file.Bytes(SectionNames.StackMap)!.Value.Span.StartsWith(fixedWidth), source.Name);
            Assert.All(StackMapSection.Parse(file.Bytes(SectionNames.StackMap)!.Value, uint.MaxValue).Entries, entry => Assert.InRange(entry.Offsets[^1], 0u, entry.FrameBytes - 1));
        }
    }

    private static CwasmFile File() => CwasmFile.Parse("f", CwasmBuilder.Small()
        .Section(SectionNames.StackMap, Bytes(s_stackMaps).ToArray())
        .Section(SectionNames.Exceptions, Bytes(s_exceptions).ToArray())
        .Section(SectionNames.Frames, Bytes(s_frames).ToArray()).Build());

    private static void Walk(TableKind kind, byte[] bytes, bool mustFail)
    {
        try
        {
            SideTable side = kind == TableKind.StackMap ? Drain(StackMapSection.Parse(bytes, 100), section => section.Entries.Count(), section => section.ToSideTable())
                : kind == TableKind.Exceptions ? Drain(ExceptionSection.Parse(bytes, 100), section => section.Entries.Count(), section => section.ToSideTable())
                : Drain(FrameSection.Parse(bytes, 100), section => section.Points.Count(), section => section.ToSideTable());
            Assert.InRange(side.DistinctRecordBytes, 0, bytes.Length);
        }
        catch (MalformedTableException) when (!mustFail)
        {
        }
    }

    private static SideTable Drain<TSection>(TSection section, Func<TSection, int> count, Func<TSection, SideTable> read)
    {
        Assert.True(count(section) >= 0);
        return read(section);
    }

    private static IEnumerable<PcTable> Samples(TableKind kind)
    {
        var random = new Random(7);
        foreach (int count in new[] { 0, 1, 2, 127, 128, 129, 1000 })
        {
            uint[] pcs = [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(0, count * 3)).Order()];
            yield return new(kind, pcs, [.. pcs.Select((_, i) => random.Next(9) == 0 ? (uint)random.NextInt64(uint.MaxValue) : (uint)(i * 3))]);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        }

        return bytes;
    }
}
