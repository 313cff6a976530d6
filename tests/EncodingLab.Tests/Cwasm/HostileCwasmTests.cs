using System.IO.Compression;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Cwasm;

/// <summary>Bytes that are no cwasm, or lie: each gives one line, none gives a stack trace.</summary>
public sealed class HostileCwasmTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool> ByteOrders() => [false, true];

    [Theory]
    [InlineData("", "no bytes")]
    [InlineData("\u007fEL", "found 7F 45 4C")]
    [InlineData("\0asm", "found 00 61 73 6D")]
    public void Bytes_that_are_no_ELF_are_refused(string text, string expected) => Refused(CwasmErrorKind.NotElf, expected, System.Text.Encoding.Latin1.GetBytes(text));

    [Fact]
    public void An_ELF_file_that_is_no_cwasm_is_refused()
    {
        Refused(CwasmErrorKind.NotCwasm, "expected OS ABI 200, found 0", new CwasmBuilder { OsAbi = 0 }.Engine("47", "x86_64").Build());
        Refused(CwasmErrorKind.NotCwasm, "without a .wasmtime.engine section", new CwasmBuilder().Section(".text", [1]).Build());
        byte[] narrow = CwasmBuilder.Small().Build();
        narrow[4] = 1;
        Refused(CwasmErrorKind.NotElf, "class 1", narrow);
    }

    [Theory]
    [MemberData(nameof(ByteOrders))]
    public void A_file_cut_at_any_byte_is_refused(bool bigEndian)
    {
        byte[] file = CwasmBuilder.Small(bigEndian).Build();
        for (int length = 4; length < file.Length; length++)
        {
            Refused(CwasmErrorKind.Truncated, "bytes", file.AsMemory(0, length));
        }
    }

    [Theory]
    [MemberData(nameof(ByteOrders))]
    public void Headers_that_lie_are_refused(bool bigEndian)
    {
        CwasmBuilder builder = CwasmBuilder.Small(bigEndian);
        byte[] good = builder.Build();
        int second = builder.HeadersAt + (2 * 64);
        Lie(CwasmErrorKind.Truncated, "section 2 needs", file => builder.Put64(file.AsSpan(second + 24), ulong.MaxValue));
        Lie(CwasmErrorKind.Truncated, "section 2 needs", file => builder.Put64(file.AsSpan(second + 32), ulong.MaxValue));
        Lie(CwasmErrorKind.BadHeader, "section 2 begins at 70", file => builder.Put64(file.AsSpan(second + 24), 70));
        Lie(CwasmErrorKind.BadHeader, "within the file header", file => builder.Put64(file.AsSpan(second + 24), 10));
        Lie(CwasmErrorKind.BadHeader, "the name of section 2", file => builder.Put32(file.AsSpan(second), 0x7fffffff));
        Lie(CwasmErrorKind.Truncated, "the section header table", file => builder.Put16(file.AsSpan(60), 0xffff));
        Lie(CwasmErrorKind.Truncated, "the section header table", file => builder.Put64(file.AsSpan(40), ulong.MaxValue - 3));
        Lie(CwasmErrorKind.BadHeader, "index 65535", file => builder.Put16(file.AsSpan(62), 0xffff));
        Lie(CwasmErrorKind.BadHeader, "found 40 bytes", file => builder.Put16(file.AsSpan(58), 40));
        Lie(CwasmErrorKind.NotCwasm, "without a", file => builder.Put16(file.AsSpan(60), 0));
        Lie(CwasmErrorKind.Truncated, "program header", file => { builder.Put16(file.AsSpan(54), 56); builder.Put16(file.AsSpan(56), 0xffff); });

        void Lie(CwasmErrorKind kind, string expected, Action<byte[]> spoil)
        {
            byte[] file = [.. good];
            spoil(file);
            Refused(kind, expected, file);
        }
    }

    [Theory]
    [InlineData(new byte[] { }, "an empty section")]
    [InlineData(new byte[] { 1, 1, 52 }, "found 1")]
    [InlineData(new byte[] { 0, 200, 52, 55 }, "the version is cut off")]
    [InlineData(new byte[] { 0, 2, 52, 55, 9, 1 }, "the target is cut off")]
    [InlineData(new byte[] { 0, 2, 10, 200, 1, 65 }, "the version is no plain text")]
    public void An_engine_section_of_junk_is_refused(byte[] junk, string expected) =>
        Refused(CwasmErrorKind.BadEngine, expected, new CwasmBuilder().Section(SectionNames.Engine, junk).Section(".text", [1]).Build());

    [Theory]
    [InlineData("49")]
    [InlineData("99.0.1")]
    [InlineData("0")]
    [InlineData("embedder")]
    public void A_version_whose_tables_are_not_known_is_refused_only_when_they_are_asked_for(string version)
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small(version: version).Build());
        var e = Assert.Throws<CwasmFormatException>(() => TableLoader.Load(file));
        Assert.Equal(CwasmErrorKind.UnknownVersion, e.Kind);
        Assert.Contains(version, e.Message);
    }

    [Fact]
    public void A_table_that_contradicts_itself_is_refused_with_its_section()
    {
        var file = CwasmFile.Parse("f", new CwasmBuilder().Engine("47", "x86_64").Section(SectionNames.Traps, [1, 0, 0, 0, 1, 0, 0]).Build());
        var e = Assert.Throws<CwasmFormatException>(() => TableLoader.Load(file));
        Assert.Equal(CwasmErrorKind.BadTable, e.Kind);
        Assert.Contains("section .wasmtime.traps, read as block-leb128(block=128)", e.Message);
    }

    [Fact]
    public void A_file_without_tables_has_none()
    {
        CodeTables tables = TableLoader.Load(CwasmFile.Parse("f", new CwasmBuilder().Engine("46", "x86_64").Section(".text", [1]).Build()));
        Assert.Empty(tables.Tables);
        Assert.Null(tables.CallSites);
        Assert.Null(tables.FunctionStarts);
    }

    [Fact]
    public void A_packed_file_cut_or_damaged_is_refused()
    {
        byte[] packed = Pack(CwasmBuilder.Small().Build());
        for (int length = 0; length < packed.Length; length += 5)
        {
            RefusedFile(CwasmErrorKind.BadBrotli, "cut short", packed.AsSpan(0, length));
        }

        RefusedFile(CwasmErrorKind.BadBrotli, "not a whole Brotli stream", [.. packed, 1, 2, 3]);
        RefusedFile(CwasmErrorKind.BadBrotli, "not a whole Brotli stream", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    }

    [Fact]
    public void A_packed_file_may_unpack_to_the_limit_and_no_further()
    {
        byte[] bytes = CwasmBuilder.Small().Build();
        string path = _folder.Write("f.cwasm.br", Pack(bytes));
        Assert.Equal(bytes, CwasmFile.Open(path, bytes.Length).Bytes().ToArray());
        var e = Assert.Throws<CwasmFormatException>(() => CwasmFile.Open(path, bytes.Length - 1));
        Assert.Equal(CwasmErrorKind.TooLarge, e.Kind);
        Assert.Contains($"limit of {bytes.Length - 1} bytes", e.Message);
    }

    [Theory]
    [MemberData(nameof(ByteOrders))]
    public void One_spoiled_byte_anywhere_gives_an_answer_or_one_line(bool bigEndian)
    {
        byte[] good = Redaction.Redact(CwasmFile.Parse("f", CwasmBuilder.Small(bigEndian).Build()), new("m", "t", "47", ""), "", [10, 20]);
        for (int at = 0; at < good.Length; at++)
        {
            foreach (byte value in new[] { 0xff, good[at] ^ 0x80 }.Select(value => (byte)value))
            {
                byte[] bad = [.. good];
                bad[at] = value;
                try
                {
                    WalkThrough(bad);
                }
                catch (CwasmFormatException e)
                {
                    Assert.DoesNotContain('\n', e.Message);
                }
            }
        }
    }

    private static void WalkThrough(byte[] bytes)
    {
        var file = CwasmFile.Parse("f", bytes);
        file.ReadFunctionSymbols();
        CorpusIdentity.Of(file, "f.cwasm");
        Redaction.Check(file);
        WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [TableKind.Traps] = 5 });
        Assert.Equal(bytes.Length, ElfLayout.Ranges(file).Sum(range => range.Bytes));
        TableLoader.Load(file);
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        Assert.True(BrotliEncoder.TryCompress(bytes, packed, out int written, 5, 22));
        return packed[..written];
    }

    private static void Refused(CwasmErrorKind kind, string expected, ReadOnlyMemory<byte> bytes)
    {
        var e = Assert.Throws<CwasmFormatException>(() => CwasmFile.Parse("some.cwasm", bytes));
        Check(e, kind, expected);
    }

    private void RefusedFile(CwasmErrorKind kind, string expected, ReadOnlySpan<byte> bytes)
    {
        string path = _folder.Write("some.cwasm.br", bytes);
        Check(Assert.Throws<CwasmFormatException>(() => CwasmFile.Open(path)), kind, expected);
    }

    private static void Check(CwasmFormatException e, CwasmErrorKind kind, string expected)
    {
        Assert.Equal(kind, e.Kind);
        Assert.Contains(expected, e.Message);
        Assert.Contains("some.cwasm", e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }
}
