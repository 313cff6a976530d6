using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Measuring;
using EncodingLab.Processes;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Measuring;

/// <summary>Peers as small shell scripts: good, wrong, mad, dead, asleep.</summary>
public sealed class PeerTests : IDisposable
{
    private static readonly CodeTables s_tables = SmallTables.Make();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("encodinglab-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("echo \"$1,$2,2000,4096,$5,10.5,11.5,12.5,1\"", "wrong answers")]
    [InlineData("echo hello", "printed 'hello'")]
    [InlineData("echo \"$1,$2,2000,4096,$5,12.5,11.5,10.5,1\"", "expected one line")]
    [InlineData("echo \"$1,$2,2000,4096,$5,nan,nan,nan,1\"", "expected one line")]
    [InlineData("echo \"$1,$2,2000,17,$5,1,1,1,1\"", "expected one line")]
    [InlineData("echo oh no >&2; exit 3", "exit code 3: oh no")]
    [InlineData("kill -SEGV $$", "exit code 139")]
    [InlineData("sleep 30", "did not end within")]
    [InlineData("true", "printed ''")]
    public void A_peer_that_fails_gives_one_clear_line(string script, string expected)
    {
        DrawnWorkload drawn = Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096);
        IReadOnlyList<PeerTiming> timings = PeerSampler.Run(new LookupPeer(Script(script), TimeSpan.FromSeconds(1)), s_tables, drawn, 1, CancellationToken.None);
        Assert.Equal([EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47], timings.Select(timing => timing.Encoding));
        Assert.All(timings, timing => Assert.Contains(expected, timing.Error, StringComparison.Ordinal));
        Assert.All(timings, timing => Assert.DoesNotContain('\n', timing.Error));
        Assert.All(timings, timing => Assert.Null(timing.Ns));
    }

    [Fact]
    public void A_peer_that_is_not_there_gives_one_clear_line()
    {
        DrawnWorkload drawn = Workloads.Find("trap-hit")!.Draw(s_tables, 1, 4096);
        PeerTiming timing = PeerSampler.Run(new LookupPeer(Path.Combine(_folder.FullName, "absent"), TimeSpan.FromSeconds(1)), s_tables, drawn, 1, CancellationToken.None)[0];
        Assert.Contains("cannot be started", timing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_answer_is_a_figure_beside_ours()
    {
        DrawnWorkload drawn = Workloads.Find("uniform-pc")!.Draw(s_tables, 1, 4096);
        ulong sum = PeerFiles.Expected(s_tables[TableKind.AddressMap], drawn.Pcs);
        IReadOnlyList<PeerTiming> timings = PeerSampler.Run(
            new LookupPeer(Script($"echo \"$1,$2,2000,4096,$5,10.5,11.5,12.5,{sum}\""), TimeSpan.FromSeconds(10)), s_tables, drawn, 1, CancellationToken.None);
        Assert.All(timings, timing => Assert.Equal("", timing.Error));
        Assert.All(timings, timing => Assert.Equal(11.5, timing.Ns!.Median));
        Assert.All(timings, timing => Assert.True(timing.ToV47!.Median > 0 && timing.ToLegacy!.Rounds == 9));
    }

    [Theory]
    [InlineData(49u, true, false)]
    [InlineData(50u, true, true)]
    [InlineData(48u, false, false)]
    [InlineData(255u, false, false)]
    public void A_trap_code_that_a_published_reader_cannot_know_makes_its_rows_not_applicable(uint code, bool not46, bool not47)
    {
        PcTable traps = s_tables[TableKind.Traps];
        var table = new PcTable(TableKind.Traps, traps.Pcs.ToArray(), [.. traps.Values.ToArray()[1..], code]);
        var tables = new CodeTables([table, s_tables[TableKind.AddressMap]], s_tables.TextBytes);
        DrawnWorkload drawn = Workloads.Find("trap-hit")!.Draw(tables, 1, 4096);
        ulong sum = PeerFiles.Expected(table, drawn.Pcs);
        var peer = new LookupPeer(Script($"echo \"$1,$2,2000,4096,$5,10.5,11.5,12.5,{sum}\""), TimeSpan.FromSeconds(10));
        string[] errors = [.. PeerSampler.Run(peer, tables, drawn, 1, CancellationToken.None).Select(timing => timing.Error)];
        string expected = $"not applicable: the table has trap code {code} ({TrapCodes.Name(code)}), which the published reader of Wasmtime ";
        Assert.Equal(not46 ? expected + "46 does not know" : "", errors[0]);
        Assert.Equal(not47 ? expected + "47 does not know" : "", errors[1]);
    }

    [Fact]
    public void The_file_for_peers_is_an_elf_with_both_sections()
    {
        string path = Path.Combine(_folder.FullName, "x.cwasm");
        File.WriteAllBytes(path, PeerFiles.Elf([(".wasmtime.traps", [1, 2, 3]), (".wasmtime.addrmap", [4])]));
        ElfImage elf = ElfImage.Parse(path, File.ReadAllBytes(path));
        Assert.Equal([".wasmtime.traps", ".wasmtime.addrmap"], elf.Sections.Select(section => section.Name).Where(name => name.StartsWith(".wasm", StringComparison.Ordinal)));
    }

    [SharedFact]
    public void The_published_lookups_answer_as_the_oracle_does()
    {
        var peer = new LookupPeer(Path.Combine(Repo.Shared!, "bin", "wasmtime-lookup-peer"), TimeSpan.FromSeconds(20));
        using var files = new PeerFiles();
        foreach (Workload workload in Workloads.All.Where(workload => TableKind.Both.Questions.Contains(workload.Question)))
        {
            DrawnWorkload drawn = workload.Draw(s_tables, 1, 4096);
            string queries = files.WriteQueries(drawn.Pcs, 0);
            ulong expected = PeerFiles.Expected(s_tables[workload.Question], drawn.Pcs);
            Assert.Equal(expected, peer.Ask(46, workload.Question.Name, files.WriteTables(s_tables, EncodingCatalog.Legacy), queries, 4096, 2).Checksum);
            Assert.Equal(expected, peer.Ask(47, workload.Question.Name, files.WriteTables(s_tables, EncodingCatalog.Wasmtime47), queries, 4096, 2).Checksum);
        }
    }

    private string Script(string body)
    {
        string path = Path.Combine(_folder.FullName, "peer.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
