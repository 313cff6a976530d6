using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class PrunerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A nop slide with a call, so that most of the map can never be asked; big-endian: the same in s390x code.</summary>
    private static CwasmBuilder Prunable(bool bigEndian, string version)
    {
        TableEncoding shipped = version == "46" ? EncodingCatalog.Legacy : EncodingCatalog.Wasmtime47;
        byte[] text = bigEndian
            ? [.. Enumerable.Repeat<byte[]>([0x07, 0x00], 100).SelectMany(nop => nop), 0x0D, 0xE1, 0x07, 0xFE]
            : [.. Enumerable.Repeat((byte)0x90, 200), 0xFF, 0xD0, 0xC3, 0x00];
        uint size = bigEndian ? 204u : 203u;
        var map = new PcTable(TableKind.AddressMap, [.. Enumerable.Range(0, 100).Select(i => (uint)i * 2)], [.. Enumerable.Range(0, 100).Select(i => (uint)(1000 + i))]);
        var traps = new PcTable(TableKind.Traps, [40, 120], [1, 9]);
        return new CwasmBuilder(bigEndian)
            .Engine(version, bigEndian ? "s390x-unknown-linux-gnu" : "x86_64-unknown-linux-gnu")
            .Section(SectionNames.Text, text, 64)
            .Section(SectionNames.AddressMap, shipped.Encode(CodeTables.Of(map), TableKind.AddressMap).Bytes)
            .Section(SectionNames.Traps, shipped.Encode(CodeTables.Of(traps), TableKind.Traps).Bytes)
            .Section(".rodata.wasm", "somebody's data"u8.ToArray(), 16)
            .Function("f", 0, size);
    }

    [Theory]
    [InlineData(false, "46")]
    [InlineData(false, "47")]
    [InlineData(false, "48")]
    [InlineData(true, "46")]
    [InlineData(true, "47")]
    public void Only_the_map_changes_and_the_file_shrinks(bool bigEndian, string version)
    {
        byte[] input = Prunable(bigEndian, version).Build();
        var before = CwasmFile.Parse("f", input);
        var after = CwasmFile.Parse("f", Pruner.Prune(before, out PruneReport report));
        Assert.Equal([1020u, 1060u, 1099u], TableLoader.Load(after)[TableKind.AddressMap].Values.ToArray());
        Assert.Equal((input.Length, after.Bytes().Length, 100, 3), (report.FileBytes, report.PrunedFileBytes, report.Entries.Entries, report.Entries.Kept));
        Assert.True(after.Bytes().Length < input.Length);
        Assert.Equal(before.Image.Header with { SectionHeaderOffset = 0 }, after.Image.Header with { SectionHeaderOffset = 0 });
        foreach ((CwasmSection old, CwasmSection now) in before.Image.Sections.Zip(after.Image.Sections).Where(pair => pair.First.Name != SectionNames.AddressMap))
        {
            Assert.Equal(old with { Offset = now.Offset }, now);
            Assert.Equal(0ul, now.Offset % Math.Max(now.Alignment, 1));
            Assert.Equal(before.Bytes(old).ToArray(), after.Bytes(now).ToArray());
        }
    }

    [Theory]
    [InlineData(false, "46")]
    [InlineData(false, "47")]
    [InlineData(true, "47")]
    public void Pruning_twice_changes_nothing_more(bool bigEndian, string version)
    {
        byte[] once = Pruner.Prune(CwasmFile.Parse("f", Prunable(bigEndian, version).Build()), out PruneReport first);
        Assert.False(first.Entries.NothingToDrop);
        Assert.Equal(once, Pruner.Prune(CwasmFile.Parse("f", once), out PruneReport second));
        Assert.Equal((true, 0L, 3), (second.Entries.NothingToDrop, second.SavedBytes, second.Entries.Kept));
    }

    [Fact]
    public void What_the_alignment_of_a_section_behind_the_map_swallows_is_said()
    {
        Pruner.Prune(CwasmFile.Parse("f", Prunable(bigEndian: false, "47").Section(".last", "there"u8.ToArray(), 4096).Build()), out PruneReport report);
        Assert.InRange(report.MapBytes - report.PrunedMapBytes, 1, 4095);
        Assert.Equal(report.MapBytes - report.PrunedMapBytes, report.SavedBytes + report.AlignmentBytes);
        Assert.True(report.AlignmentBytes > 0);
    }

    [SharedTheory]
    [InlineData("as-sha256-simd.x86_64.w47")]
    [InlineData("hello-rust-os-lto.component.x86_64.w46")]
    [InlineData("hello-rust-os-lto.component.aarch64.w47")]
    [InlineData("hello-rust-os-lto.component.pulley64.w47")]
    public void A_real_file_pruned_before_is_known_as_such_although_its_keys_no_longer_begin_instructions(string name)
    {
        using CwasmFile file = CwasmFile.Open(Path.Combine(Repo.Shared!, "corpus", "full", name + ".cwasm.br"));
        byte[] once = Pruner.Prune(file, out _);
        Assert.Equal(once, Pruner.Prune(CwasmFile.Parse("f", once), out PruneReport second));
        Assert.True(second.Entries.NothingToDrop);
    }

    [Fact]
    public void What_is_not_provably_safe_is_refused_with_the_reason()
    {
        Refused(Prunable(false, "45"), "was compiled by Wasmtime 45");
        Refused(Prunable(false, "49"), "whose tables are not known");
        Refused(Prunable(false, "47").Section(SectionNames.Frames, [1]), "guest debugging");
        Refused(Prunable(false, "47").Section(SectionNames.Note, new RedactionNote { Module = "m", Target = "x86_64", Wasmtime = "47.0.2" }.ToBytes()), "is redacted");
        byte[] map = EncodingCatalog.Wasmtime47.Encode(CodeTables.Of(CwasmBuilder.Map), TableKind.AddressMap).Bytes;
        Refused(new CwasmBuilder().Engine("47", "x86_64-unknown-linux-gnu").Section(SectionNames.AddressMap, map), "no function bounds");
        Refused(new CwasmBuilder().Engine("47", "x86_64-unknown-linux-gnu").Section(SectionNames.AddressMap, new byte[8]), "no functions and an empty address map: nothing to prune");
        Refused(new CwasmBuilder().Engine("47", "mips64-unknown-linux-gnu").Section(SectionNames.AddressMap, map), "no decoder for target mips64");
        Refused(new CwasmBuilder { Machine = 243, Flags = 9 }.Engine("48", "pulley64").Section(SectionNames.AddressMap, map), "Pulley's opcodes are known for Wasmtime 46 and 47");
        Refused(new CwasmBuilder().Engine("47", "x86_64-unknown-linux-gnu").Section(SectionNames.Text, new byte[9]), "nothing to prune");
        Refused(new CwasmBuilder().Engine("47", "x86_64-unknown-linux-gnu").Section(SectionNames.Text, new byte[9]).Section(SectionNames.AddressMap, new byte[8]).Function("f", 0, 9), "blanked");
    }

    [Fact]
    public void A_return_address_that_another_table_names_must_be_among_those_found()
    {
        static byte[] Throwing(uint pc) => [1, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(pc), .. BitConverter.GetBytes(uint.MaxValue), 0, 0, 0, 0];
        Pruner.Prune(CwasmFile.Parse("f", Prunable(false, "47").Section(SectionNames.Exceptions, Throwing(202)).Build()), out _);
        Refused(Prunable(false, "47").Section(SectionNames.Exceptions, Throwing(201)), "names the return address 201, but the code has no call before it");
    }

    [Fact]
    public void Call_sites_beyond_text_are_refused()
    {
        CwasmBuilder redacted = Prunable(false, "47").Section(SectionNames.Note, new RedactionNote { Module = "m", Target = "x86_64", Wasmtime = "47.0.2" }.ToBytes());
        var refusal = Assert.Throws<CwasmFormatException>(() => TableLoader.Load(CwasmFile.Parse("file.cwasm", redacted.Section(SectionNames.CallSites, [5, 0, 0, 0, 205, 0, 0, 0]).Build())));
        Assert.Contains("file.cwasm: call sites: found one at offset 205, expected at most 204", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_laid_out_otherwise_is_refused()
    {
        CwasmBuilder builder = Prunable(false, "47");
        byte[] file = builder.Build();
        Refused([.. file, 0], "nothing behind the section headers");
        byte[] padded = [.. file];
        padded[(int)CwasmFile.Parse("f", file).Find(SectionNames.Text)!.Offset - 1] = 7;
        Refused(padded, "bytes other than zero between sections");
        byte[] segments = [.. file];
        builder.Put16(segments.AsSpan(56), 1);
        Refused(segments, "program headers");
    }

    [Theory]
    [InlineData(183, 1, "x86_64-unknown-linux-gnu", "names the target x86_64: expected e_machine 62 in the ELF header, found e_machine 183")]
    [InlineData(62, 1, "aarch64-unknown-linux-gnu", "names the target aarch64: expected e_machine 183")]
    [InlineData(243, 9, "riscv64gc-unknown-linux-gnu", "expected e_machine 243 in the ELF header, found e_machine 243 with the flag of Pulley")]
    [InlineData(243, 1, "pulley64", "expected e_machine 243 with the flag of Pulley")]
    public void A_header_that_names_another_machine_than_the_engine_section_is_refused(ushort machine, uint flags, string triple, string reason) =>
        Refused(new CwasmBuilder { Machine = machine, Flags = flags }.Engine("47", triple).Section(SectionNames.AddressMap, new byte[8]), reason);

    [Fact]
    public void A_packed_output_is_refused_since_no_stock_Wasmtime_reads_it()
    {
        string input = _folder.Write("in.cwasm", Prunable(false, "47").Build());
        Assert.Contains("out.cwasm.br: the pruned file is written unpacked", Assert.Throws<IOException>(() => Pruner.Prune(input, _folder.File("out.cwasm.br"), force: false)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Input_and_existing_output_are_left_alone()
    {
        byte[] bytes = Prunable(false, "47").Build();
        string input = _folder.Write("in.cwasm", bytes);
        string output = Path.Combine(_folder.Path, "out.cwasm");
        Assert.Contains("is the input", Assert.Throws<IOException>(() => Pruner.Prune(input, Path.Combine(_folder.Path, ".", "in.cwasm"), force: true)).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), _folder.Path);
        Assert.Contains("is the input", Assert.Throws<IOException>(() => Pruner.Prune(input, Path.Combine(_folder.Path, "link", "in.cwasm"), force: true)).Message, StringComparison.Ordinal);
        Pruner.Prune(input, output, force: false);
        Assert.Contains("--force", Assert.Throws<IOException>(() => Pruner.Prune(input, output, force: false)).Message, StringComparison.Ordinal);
        Pruner.Prune(input, output, force: true);
        Assert.Equal(bytes, File.ReadAllBytes(input));
        Assert.Equal(["in.cwasm", "link", "out.cwasm"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_full_disk_leaves_nothing_behind()
    {
        string input = _folder.Write("in.cwasm", Prunable(false, "47").Build());
        Assert.Throws<IOException>(() => Pruner.Prune(input, Path.Combine(_folder.Path, "no", "such", "folder", "out.cwasm"), force: false));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static void Refused(CwasmBuilder builder, string reason) => Refused(builder.Build(), reason);

    private static void Refused(byte[] file, string reason)
    {
        var refusal = Assert.Throws<CwasmFormatException>(() => Pruner.Prune(CwasmFile.Parse("file.cwasm", file), out _));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("file.cwasm: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
