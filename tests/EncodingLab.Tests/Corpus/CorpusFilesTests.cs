using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Corpus;

public sealed class CorpusFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_users_folder_is_searched_below_and_sorted()
    {
        _folder.Write("b/two.cwasm", CwasmBuilder.Small(bigEndian: true).Build());
        _folder.Write("a.x86_64.cwasm", CwasmBuilder.Small().Build());
        _folder.Write("ignored.txt", [1]);
        IReadOnlyList<CorpusFile> files = CorpusFiles.Open(_folder.Path);
        Assert.Equal(["a.x86_64", "b/two"], files.Select(file => file.Name));
        Assert.Equal([new("a", "x86_64", "47", ""), new("two", "s390x", "47", "")], files.Select(file => file.Identity));
    }

    [Fact]
    public void A_redacted_file_says_itself_what_it_is()
    {
        var original = CwasmFile.Parse("f", CwasmBuilder.Small().Build());
        string path = _folder.Write("any-name.cwasm", Redaction.Redact(original, new("quickjs", "x86_64", "47.0.2", "winch")));
        Assert.Equal(new("quickjs", "x86_64", "47.0.2", "winch"), Assert.Single(CorpusFiles.Open(path)).Identity);
    }

    [Fact]
    public void Files_of_one_name_are_told_apart_and_a_file_given_twice_counts_once()
    {
        byte[] bytes = CwasmBuilder.Small().Build();
        string one = _folder.Write("one/m.cwasm", bytes);
        string two = _folder.Write("two/m.cwasm", bytes);
        _folder.Write("deep/one/m.cwasm", bytes);
        Assert.Equal(["one/m.cwasm", "two/m.cwasm"], CorpusFiles.Open([one, two, one]).Select(file => file.Name));
        string deep = Path.Combine(_folder.Path, "deep", "one");
        Assert.Equal(["one/m.cwasm#1", "one/m.cwasm#2"], CorpusFiles.Open([Path.GetDirectoryName(one)!, deep]).Select(file => file.Name));
    }

    [Fact]
    public void An_empty_folder_is_refused_in_one_line()
    {
        var e = Assert.Throws<CwasmFormatException>(() => CorpusFiles.Open(_folder.Path));
        Assert.Equal(CwasmErrorKind.EmptyFolder, e.Kind);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused() =>
        Assert.Equal(CwasmErrorKind.Unreadable, Assert.Throws<CwasmFormatException>(() => CorpusFiles.Open(Path.Combine(_folder.Path, "nothing"))).Kind);

    [Fact]
    public void A_bad_file_of_a_folder_is_a_problem_of_its_own()
    {
        _folder.Write("good.cwasm", CwasmBuilder.Small().Build());
        _folder.Write("bad.cwasm", "no ELF"u8);
        IReadOnlyList<CorpusFile> files = CorpusFiles.Open(_folder.Path);
        Assert.Equal(CwasmErrorKind.NotElf, files[0].Problem!.Kind);
        Assert.Throws<CwasmFormatException>(files[0].Open);
        Assert.Null(files[1].Problem);
    }

    [Fact]
    public void A_file_that_the_manifest_names_but_is_gone_is_a_problem_of_its_own()
    {
        AddOne("m");
        CorpusEntry entry = AddOne("gone");
        File.Delete(Path.Combine(_folder.Path, entry.File));
        CorpusFile gone = CorpusFiles.Open(_folder.Path).Single(file => file.Identity.Module == "gone");
        Assert.Equal(CwasmErrorKind.Unreadable, Assert.Throws<CwasmFormatException>(gone.Open).Kind);
    }

    [Fact]
    public void A_file_that_is_not_the_one_of_the_manifest_is_refused()
    {
        CorpusEntry entry = AddOne("m");
        _folder.Write(entry.File[..^3], CwasmBuilder.Small().Build());
        CorpusManifest.Write(Path.Combine(_folder.Path, CorpusManifest.FileName), [entry with { File = entry.File[..^3] }]);
        Assert.Equal(CwasmErrorKind.Altered, Assert.Throws<CwasmFormatException>(() => CorpusFiles.Open(_folder.Path)[0].Open()).Kind);
    }

    [Theory]
    [InlineData("no,such,columns\n1,2,3\n", "line 1: expected the columns of a corpus manifest")]
    [InlineData("", "expected the columns of a corpus manifest")]
    [InlineData("{header}\n{row}\n{row}\n", "line 3: file cwasm/m.x86_64.w47.cwasm.br is named twice")]
    [InlineData("{header}\n../{row}\n", "line 2: expected a path below the manifest's folder")]
    [InlineData("{header}\n{broken}\n", "line 2: ")]
    [InlineData("{header}\ncwasm/m.cwasm.br,full,m\n", "line 2: ")]
    [InlineData("{lacking}\n", "line 1: expected the columns of a corpus manifest, found none named sha256;")]
    public void A_bad_manifest_is_refused_with_its_line(string text, string expected)
    {
        CorpusEntry entry = AddOne("m");
        string path = Path.Combine(_folder.Path, CorpusManifest.FileName);
        string[] lines = File.ReadAllLines(path);
        string broken = lines[1].Replace($",{entry.Bytes},", ",many,", StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("{header}", lines[0]).Replace("{row}", lines[1]).Replace("{broken}", broken).Replace("{lacking}", lines[0].Replace(",sha256,", ",", StringComparison.Ordinal)));
        var e = Assert.Throws<CwasmFormatException>(() => CorpusFiles.Open(_folder.Path));
        Assert.Equal(CwasmErrorKind.BadManifest, e.Kind);
        Assert.Contains(expected, e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    private CorpusEntry AddOne(string module)
    {
        string path = _folder.Write($"../{Path.GetFileName(_folder.Path)}-in.cwasm", CwasmBuilder.Small().Build());
        var source = new CorpusFile(module, path, new(module, "x86_64", "47.0.2", ""));
        CorpusEntry origin = new() { File = "", Module = module, Target = "", Wasmtime = "", License = "MIT" };
        CorpusEntry entry = CorpusAdder.Add(_folder.Path, new(source, Redact: true) { Origin = origin });
        File.Delete(path);
        return entry;
    }
}
