using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

public sealed class CorpusVerifierTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _input = new();

    public void Dispose()
    {
        _folder.Dispose();
        _input.Dispose();
    }

    [Fact]
    public void Every_committed_file_is_redacted_and_is_what_its_manifest_says()
    {
        Assert.True(CorpusFixture.Repository.Count >= 28);
        Assert.All(CorpusFixture.Repository, file => Assert.Equal(CorpusEntry.RedactedKind, file.Entry!.Kind));
        Assert.Empty(CorpusVerifier.Verify(Repo.Path("corpus")));
    }

    [Fact]
    public void The_corpus_is_as_small_and_as_varied_as_it_should_be()
    {
        Assert.True(Directory.EnumerateFiles(Repo.Path("corpus"), "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length) <= 24_000_000);
        Assert.All(CorpusFixture.Repository, file => Assert.NotEmpty(file.Entry!.License));
        Assert.True(CorpusFixture.Repository.Select(file => file.Entry!.SourceLanguage).Distinct().Count() >= 8);
        Assert.Equal(5, CorpusFixture.Repository.Where(file => file.Identity is { Module: "libpython3.14", Wasmtime: "47.0.2" }).Select(file => file.Identity.Target).Distinct().Count());
    }

    [Fact]
    public void What_was_added_verifies_and_says_where_it_came_from()
    {
        CorpusEntry entry = Add("46", redact: true);
        Assert.Empty(CorpusVerifier.Verify(_folder.Path));
        Assert.Equal(("redacted", "cwasm/m.x86_64.w46.cwasm.br", 5L, 3L, "MIT"), (entry.Kind, entry.File, entry.AddressMapEntries, entry.TrapEntries, entry.License));
        Assert.Equal(new FileInfo(Path.Combine(_input.Path, "m.cwasm")).Length, entry.OriginalBytes);
    }

    [Fact]
    public void A_file_may_be_added_whole()
    {
        Assert.Equal("full", Add("47", redact: false).Kind);
        Assert.Empty(CorpusVerifier.Verify(_folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SEE LICENSE IN LICENCE.md")]
    [InlineData("unknown")]
    public void A_file_without_a_licence_is_refused(string license) => Refused("licence", () => Add("47", redact: true, license));

    [Fact]
    public void A_file_that_is_there_already_is_replaced_only_by_force()
    {
        Add("47", redact: true);
        Refused("--force", () => Add("47", redact: true));
        Add("47", redact: true, force: true);
        Assert.Single(CorpusFiles.Open(_folder.Path));
    }

    [Fact]
    public void Every_difference_from_the_manifest_is_found()
    {
        CorpusEntry entry = Add("47", redact: true);
        string manifest = Path.Combine(_folder.Path, CorpusManifest.FileName);
        foreach (CorpusEntry wrong in new[]
        {
            entry with { Sha256 = "00" }, entry with { Bytes = 1 }, entry with { PackedBytes = 1 }, entry with { OriginalSha256 = "00" }, entry with { OriginalBytes = 1 },
            entry with { AddressMapEntries = 4 }, entry with { AddressMapBytes = null }, entry with { AddressMapSha256 = "" }, entry with { TrapEntries = 4 },
            entry with { TrapsBytes = 4 }, entry with { TrapsSha256 = "00" }, entry with { CallSites = 1 }, entry with { Target = "aarch64" }, entry with { Wasmtime = "46.0.3" },
            entry with { Variant = "winch" }, entry with { Module = "other" }, entry with { Kind = "full" },
        })
        {
            CorpusManifest.Write(manifest, [wrong]);
            Assert.True(CorpusVerifier.Verify(_folder.Path).Count == 1, wrong.ToString());
        }
    }

    [Fact]
    public void A_damaged_file_a_missing_file_and_a_stranger_are_found()
    {
        CorpusEntry entry = Add("47", redact: true);
        string path = Path.Combine(_folder.Path, entry.File);
        byte[] packed = File.ReadAllBytes(path);
        _folder.Write(entry.File, packed.AsSpan(0, packed.Length / 2));
        _folder.Write("stranger.cwasm", [1]);
        IReadOnlyList<CorpusFinding> findings = CorpusVerifier.Verify(_folder.Path);
        Assert.Equal([entry.File, "stranger.cwasm"], findings.Select(finding => finding.File));
        Assert.Contains("cut short", findings[0].Problem);
        File.Delete(path);
        Assert.Contains("no such file", CorpusVerifier.Verify(_folder.Path)[0].Problem);
    }

    private static void Refused(string expected, Action add)
    {
        var e = Assert.Throws<CwasmFormatException>(add);
        Assert.Equal(CwasmErrorKind.Refused, e.Kind);
        Assert.Contains(expected, e.Message);
    }

    private CorpusEntry Add(string version, bool redact, string license = "MIT", bool force = false)
    {
        string path = _input.Write("m.cwasm", CwasmBuilder.Small(version: version).Build());
        CorpusEntry origin = new() { File = "", Module = "", Target = "", Wasmtime = "", License = license };
        return CorpusAdder.Add(_folder.Path, new(CorpusFiles.Open(path)[0], redact) { Origin = origin, Force = force });
    }
}
