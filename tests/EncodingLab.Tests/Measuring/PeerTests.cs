using System.Runtime.InteropServices;
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
    public void A_peer_that_fails_gives_one_clear_line_and_ours_beside_it_go_on(string script, string expected)
    {
        IReadOnlyList<CellTiming> timings = Time(new LookupPeer(Script(script), TimeSpan.FromSeconds(1)), "uniform-pc");
        CellTiming[] theirs = [.. timings.Where(timing => timing.Cell.Kind == "peer")];
        Assert.Equal([EncodingCatalog.Legacy.Id, EncodingCatalog.Wasmtime47.Id], theirs.Select(timing => timing.Cell.EncodingId));
        Assert.All(theirs, timing => Assert.Contains(expected, timing.Error, StringComparison.Ordinal));
        Assert.All(theirs, timing => Assert.DoesNotContain('\n', timing.Error));
        Assert.All(theirs, timing => Assert.Null(timing.Ns));
        Assert.All(timings.Except(theirs), timing => Assert.Equal("", timing.Error));
    }

    [Fact]
    public void A_peer_that_is_not_there_gives_one_clear_line()
    {
        var peer = new LookupPeer(Path.Combine(_folder.FullName, "absent"), TimeSpan.FromSeconds(1));
        string error = Time(peer, "trap-hit")[2].Error;
        Assert.Contains("absent: cannot be started: No such file or directory; check", error, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.FullName, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_does_not_stop_printing_is_stopped_and_not_asked_again_and_the_row_names_no_path()
    {
        CellTiming[] theirs = [.. Time(new LookupPeer(Script("yes"), TimeSpan.FromSeconds(60)), "trap-hit").Where(timing => timing.Cell.Kind == "peer")];
        Assert.All(theirs, timing => Assert.Contains("peer: printed more than", timing.Error, StringComparison.Ordinal));
        Assert.All(theirs, timing => Assert.DoesNotContain(_folder.FullName, timing.Error, StringComparison.Ordinal));
        Assert.Contains(theirs, timing => timing.Error.StartsWith("not asked again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_right_answer_is_a_figure_beside_ours_from_the_same_visits()
    {
        ulong sum = PeerFiles.Expected(s_tables[TableKind.AddressMap], Draw("uniform-pc").Pcs);
        IReadOnlyList<CellTiming> timings = Time(new LookupPeer(Script($"echo \"$1,$2,2000,4096,$5,10.5,11.5,12.5,{sum}\""), TimeSpan.FromSeconds(10)), "uniform-pc");
        foreach (CellTiming theirs in timings.Where(timing => timing.Cell.Kind == "peer"))
        {
            Assert.Equal("", theirs.Error);
            Assert.Equal(11.5, theirs.Ns!.Median, 2);
            Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], theirs.VisitOfSample);
            Assert.DoesNotContain(theirs.Warnings, warning => warning.StartsWith("only", StringComparison.Ordinal));
            double toOurs = theirs.Ns.Median / timings[1].Ns!.Median;
            Assert.Equal(1, theirs.ToV47!.Median / toOurs, 0.5);
        }
    }

    [Theory]
    [InlineData(2000, 15, 4, 4096)]
    [InlineData(300_000, 5, 1, 16_384)]
    public void A_peer_is_asked_for_all_pcs_of_a_large_table_in_each_round_and_for_a_quarter_of_a_small_one_a_run(int entries, int rounds, int runs, int pcs)
    {
        PcTable traps = new PcTable(TableKind.Traps, [.. Enumerable.Range(0, entries).Select(i => (uint)i * 7)], [.. Enumerable.Range(0, entries).Select(i => (uint)i % 5)]);
        CodeTables tables = CodeTables.Of(traps);
        DrawnWorkload drawn = Workloads.Find("trap-hit")!.Draw(tables, 1);
        using var files = new PeerFiles();
        PeerQuestion question = files.Question(new LookupPeer("nobody", TimeSpan.Zero), tables, EncodingCatalog.Legacy, drawn);
        Assert.Equal((rounds, runs), (question.Rounds, question.Queries.Count));
        Assert.All(question.Queries, queries => Assert.Equal(pcs, queries.Count));
        Assert.Equal(drawn.Pcs, question.Queries.SelectMany(queries => MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(queries.Path)).ToArray()));
        Assert.Equal(question.Of(0), question.Of(runs));
    }

    [Fact]
    public void Peers_are_planned_beside_both_baselines_where_one_table_is_asked_hot_and_lossless()
    {
        LookupPeer[] peers = [new("/somewhere/one", TimeSpan.Zero), new("/somewhere/two", TimeSpan.Zero)];
        Workload hits = Workloads.Find("trap-hit")!;
        PlannedCell[] cells = [.. PeerCells.Plan(peers, s_tables, Track.Lossless, TableKind.Traps, hits, "hot", null)];
        Assert.Equal(["", "", "one", "one", "two", "two"], cells.Select(cell => cell.Peer?.Name ?? ""));
        Assert.All(cells, cell => Assert.Equal(TimedModel.OpenAndFind, cell.Model));
        Assert.Empty(PeerCells.Plan(peers, s_tables, Track.QueryEquivalent, TableKind.Traps, hits, "hot", null));
        Assert.Empty(PeerCells.Plan(peers, s_tables, Track.Lossless, TableKind.Traps, hits, "cold", null));
        Assert.Empty(PeerCells.Plan(peers, s_tables, Track.Lossless, TableKind.Both, hits, "hot", null));
        Assert.Empty(PeerCells.Plan(peers, s_tables, Track.Lossless, TableKind.Traps, null, "hot", null));
        Assert.Empty(PeerCells.Plan([], s_tables, Track.Lossless, TableKind.Traps, hits, "hot", null));
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
        string expected = $"the table has trap code {code} ({TrapCodes.Name(code)}), which the published reader of Wasmtime ";
        Assert.Equal(not46 ? expected + "46 does not know" : null, PeerCells.WhyNot(EncodingCatalog.Legacy, table));
        Assert.Equal(not47 ? expected + "47 does not know" : null, PeerCells.WhyNot(EncodingCatalog.Wasmtime47, table));
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
            string queries = files.WriteQueries(drawn.Pcs);
            ulong expected = PeerFiles.Expected(s_tables[workload.Question], drawn.Pcs);
            Assert.Equal(expected, peer.Ask(46, workload.Question.Name, files.WriteTables(s_tables, EncodingCatalog.Legacy), queries, 4096, 2).Checksum);
            Assert.Equal(expected, peer.Ask(47, workload.Question.Name, files.WriteTables(s_tables, EncodingCatalog.Wasmtime47), queries, 4096, 2).Checksum);
        }
    }

    private static DrawnWorkload Draw(string workload) => Workloads.Find(workload)!.Draw(s_tables, 1, 4096);

    /// <summary>Our two baselines, then the peer on both encodings, as a sweep times them.</summary>
    private static IReadOnlyList<CellTiming> Time(LookupPeer peer, string workload)
    {
        DrawnWorkload drawn = Draw(workload);
        TableKind question = drawn.Workload.Question;
        TableEncoding[] shipped = [EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47];
        using var files = new PeerFiles();
        return LookupSampler.Run(
            [
                .. shipped.Select(encoding => new TimedCell(0, encoding.Id, encoding, encoding.Encode(s_tables, question).Bytes, question, ReaderInfo.Scalar, "open-and-find", "hot", drawn)),
                .. shipped.Select(encoding => TimedCell.OfPeer(0, encoding, files.Question(peer, s_tables, encoding, drawn), new ReaderInfo(peer.Name, "", true), drawn)),
            ],
            new SamplerOptions());
    }

    private string Script(string body)
    {
        string path = Path.Combine(_folder.FullName, "peer.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
