using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class WholeFileTests
{
    /// <summary>Rows of truth/block-sizes.csv: a Wasmtime patched to other block sizes wrote them.</summary>
    private static IEnumerable<string[]> Truth() => File.ReadLines(Repo.Path("corpus", "truth", "block-sizes.csv")).Skip(1).Select(line => line.Split(','));

    public static TheoryData<string, string> TruthFiles()
    {
        var data = new TheoryData<string, string>();
        foreach ((string module, string target) in Truth().Select(row => (row[0], row[1])).Distinct())
        {
            data.Add(module, target);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TruthFiles))]
    public void Sections_and_file_of_another_block_size_are_what_a_patched_Wasmtime_wrote(string module, string target)
    {
        CorpusFile? source = CorpusFixture.Find(module, target);
        if (source is null)
        {
            Assert.True(Repo.Shared is null, $"{module} {target} is in neither corpus");
            return;
        }

        using LoadedFile file = LoadedFile.Open(source);
        foreach (string[] row in Truth().Where(row => row[0] == module && row[1] == target))
        {
            var encoding = new BlockLeb128(int.Parse(row[3]));
            byte[] map = encoding.Encode(file.Tables, TableKind.AddressMap).Bytes;
            byte[] traps = encoding.Encode(file.Tables, TableKind.Traps).Bytes;
            Assert.Equal((row[4], row[5]), (map.Length.ToString(), CorpusFile.Sha256(map)));
            Assert.Equal((row[6], row[7]), (traps.Length.ToString(), CorpusFile.Sha256(traps)));
            var sizes = new Dictionary<TableKind, long> { [TableKind.AddressMap] = map.Length, [TableKind.Traps] = traps.Length };
            Assert.Equal(long.Parse(row[8]), WholeFile.SizeWith(file.Cwasm, sizes));
        }
    }

    [SharedFact]
    public void With_its_own_sections_a_file_has_the_size_that_Wasmtime_gave_it() =>
        Assert.Empty(CorpusFixture.SmallShared.AsParallel().Select(source =>
        {
            using CwasmFile file = source.Open();
            long computed = WholeFile.SizeWith(file, new Dictionary<TableKind, long>());
            return computed == source.Entry!.OriginalBytes && computed == WholeFile.Size(file) ? null : $"{source.Name}: {computed} instead of {source.Entry.OriginalBytes}";
        }).OfType<string>());

    [Fact]
    public void A_page_aligned_section_behind_a_table_hides_or_magnifies_its_growth()
    {
        var file = CwasmFile.Parse("f", new CwasmBuilder().Engine("47", "x86_64").Section(SectionNames.Traps, new byte[10]).Section(".rodata.wasm", new byte[4096], 4096).Build());
        long size = file.Bytes().Length;
        int room = 4096 - (int)file.Find(SectionNames.Traps)!.Offset;
        Assert.Equal(size, WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [TableKind.Traps] = room }));
        Assert.Equal(size + 4096, WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [TableKind.Traps] = room + 1 }));
    }

    [Fact]
    public void A_joint_structure_takes_the_place_of_both_tables()
    {
        var file = CwasmFile.Parse("f", CwasmBuilder.Small().Build());
        long map = (long)file.Find(SectionNames.AddressMap)!.Size;
        long both = map + (long)file.Find(SectionNames.Traps)!.Size;
        Assert.Equal(file.Bytes().Length, WholeFile.SizeWith(file, new Dictionary<TableKind, long> { [TableKind.Both] = both }));
    }
}
