using System.Buffers.Binary;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Corpus;

public sealed class RedactionTests
{
    private static readonly CorpusIdentity s_identity = new("m", "x86_64", "47.0.2", "");

    public static TheoryData<bool> ByteOrders() => [false, true];

    [Theory]
    [MemberData(nameof(ByteOrders))]
    public void Content_is_zeroed_and_everything_else_stays_where_it_was(bool bigEndian)
    {
        var original = CwasmFile.Parse("f", CwasmBuilder.Small(bigEndian).Build());
        var redacted = CwasmFile.Parse("f", Redaction.Redact(original, s_identity, "abc", [100, 200]));
        foreach (CwasmSection section in original.Image.Sections.Where(section => section.Name != SectionNames.SectionNameTable))
        {
            Assert.Equal(section, redacted.Find(section.Name));
            ReadOnlySpan<byte> now = redacted.Bytes(section).Span;
            Assert.True(
                section.Name == SectionNames.Symbols || now.SequenceEqual(Redaction.IsBlanked(section.Name) ? new byte[now.Length] : original.Bytes(section).Span), section.Name);
        }

        Assert.Equal(original.ReadFunctionSymbols().Select(symbol => symbol with { Name = "" }), redacted.ReadFunctionSymbols());
        Assert.Equal([".text", ".rodata.wasm", ".strtab"], RedactionNote.Read(redacted)!.Redacted);
        Assert.Equal([100u, 200u], TableLoader.Load(redacted).CallSites!);
        Assert.Equal(CorpusFile.Sha256(original.Bytes().Span), RedactionNote.Read(redacted)!.SourceSha256);
        Assert.Empty(Redaction.Check(redacted));
    }

    [Fact]
    public void A_section_nobody_knows_is_blanked_to_be_safe()
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small().Section(".wasmtime.unheard-of", [1, 2, 3]).Build());
        Assert.Contains(".wasmtime.unheard-of", RedactionNote.Read(CwasmFile.Parse("f", Redaction.Redact(file, s_identity)))!.Redacted);
    }

    [Fact]
    public void Without_call_sites_there_is_no_section_of_them()
    {
        var redacted = CwasmFile.Parse("f", Redaction.Redact(CwasmFile.Parse("f", CwasmBuilder.Small().Build()), s_identity));
        Assert.Null(redacted.Find(SectionNames.CallSites));
        Assert.Null(TableLoader.Load(redacted).CallSites);
    }

    [Fact]
    public void A_redacted_file_is_not_redacted_again()
    {
        var redacted = CwasmFile.Parse("f", Redaction.Redact(CwasmFile.Parse("f", CwasmBuilder.Small().Build()), s_identity));
        var e = Assert.Throws<CwasmFormatException>(() => Redaction.Redact(redacted, s_identity));
        Assert.Equal(CwasmErrorKind.Refused, e.Kind);
    }

    [Theory]
    [InlineData(".text", "section .text: expected zeros")]
    [InlineData(".symtab", "section .symtab: expected no names")]
    [InlineData("padding", "belong to no section: expected zeros")]
    [InlineData("note", "expected a section .encodinglab.note")]
    public void The_check_finds_what_was_left(string spoiled, string expected)
    {
        var original = CwasmFile.Parse("f", CwasmBuilder.Small().Build());
        byte[] bytes = spoiled == "note" ? original.Bytes().ToArray() : Redaction.Redact(original, s_identity);
        var file = CwasmFile.Parse("f", bytes);
        if (spoiled == "padding")
        {
            bytes[(int)file.Find(".text")!.Offset - 1] = 1;
        }
        else if (spoiled != "note")
        {
            bytes[(int)file.Find(spoiled)!.Offset + 24] = 1;
        }

        Assert.Contains(Redaction.Check(CwasmFile.Parse("f", bytes)), problem => problem.Contains(expected));
    }

    /// <summary>A shared skeleton, with what redaction appended cut off, is redacted anew: all but the hash of the original, which is lost, comes out the same.</summary>
    [SharedFact]
    public void The_shared_skeletons_are_reproduced() => Assert.Empty(CorpusFixture.SmallShared.Where(source => source.Entry!.Kind == "skeleton").AsParallel().Select(source =>
    {
        using CwasmFile skeleton = source.Open();
        RedactionNote note = RedactionNote.Read(skeleton)!;
        CwasmFile original = CwasmFile.Parse("original", WithoutAdditions(skeleton, (int)note.SourceBytes));
        var redacted = CwasmFile.Parse("redacted", Redaction.Redact(original, source.Identity, note.ModuleSha256, TableLoader.Load(skeleton).CallSites));
        RedactionNote found = RedactionNote.Read(redacted)! with { SourceSha256 = note.SourceSha256, Redacted = note.Redacted };
        return found == note
            && RedactionNote.Read(redacted)!.Redacted.SequenceEqual(note.Redacted)
            && redacted.Image.Sections.Select(section => section.Name).SequenceEqual(skeleton.Image.Sections.Select(section => section.Name))
            && redacted.Bytes().Span[64..(int)note.SourceBytes].SequenceEqual(skeleton.Bytes().Span[64..(int)note.SourceBytes])
            && SameBytes(redacted, skeleton, SectionNames.CallSites) && SameBytes(redacted, skeleton, SectionNames.SectionNameTable)
            && Redaction.Check(skeleton).Count == 0 ? null : source.Name;
    }).OfType<string>());

    private static bool SameBytes(CwasmFile a, CwasmFile b, string section) => a.Find(section) is null == b.Find(section) is null
        && (a.Bytes(section) ?? default).Span.SequenceEqual((b.Bytes(section) ?? default).Span);

    private static byte[] WithoutAdditions(CwasmFile skeleton, int sourceBytes)
    {
        byte[] bytes = skeleton.Bytes()[..sourceBytes].ToArray();
        int sections = skeleton.Image.Sections.Count(section => section.Name is not (SectionNames.Note or SectionNames.CallSites));
        ulong at = (ulong)(sourceBytes - (sections * 64));
        bool big = skeleton.Image.BigEndian;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(40), big ? BinaryPrimitives.ReverseEndianness(at) : at);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(60), big ? BinaryPrimitives.ReverseEndianness((ushort)sections) : (ushort)sections);
        return bytes;
    }
}
