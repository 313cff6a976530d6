using EncodingLab.Results;

namespace EncodingLab.Tests.Results;

public sealed class PartialRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encoding-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stream_goes_on_from_any_earlier_length()
    {
        string path = Path.Combine(_folder, "samples.csv");
        long committed;
        using (var stream = new RowStream<SampleRow>(path, 0))
        {
            stream.Write([Sample(1), Sample(2)]);
            committed = stream.Length;
            stream.Write([Sample(3)]);
        }

        using (var stream = new RowStream<SampleRow>(path, committed))
        {
            stream.Write([Sample(4)]);
        }

        Assert.Equal([1, 2, 4], CsvTable.Read<SampleRow>(path).Select(row => row.Cell));
    }

    [Fact]
    public void A_run_cut_at_any_byte_of_its_commits_reads_as_some_earlier_commit()
    {
        RunFolder folder = RunFolder.Create(Path.Combine(_folder, "run"));
        using (var lookups = new RowStream<LookupRow>(folder.File("lookups.csv"), 0))
        using (var commits = new RowStream<CommitRow>(folder.File(CommitRow.FileName), 0))
        {
            for (int group = 0; group < 4; group++)
            {
                lookups.Write([Lookup(group), Lookup(group) with { Model = "find" }]);
                commits.Write([new CommitRow { Lookups = lookups.Length }]);
            }
        }

        byte[] whole = File.ReadAllBytes(folder.File(CommitRow.FileName));
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(folder.File(CommitRow.FileName), whole[..length]);
            PartialRun partial = PartialRun.Read(folder);
            int commits = Math.Max(whole.AsSpan(0, length).Count((byte)'\n') - 1, 0);
            Assert.Equal(2 * commits, partial.Lookups.Count);
        }
    }

    private static SampleRow Sample(int cell) => new() { Cell = cell, Round = 0, Operations = 10, Ticks = 1000 };

    private static LookupRow Lookup(int group) => new() { File = $"f{group}", Module = "m", Target = "x86_64", Wasmtime = "47", Table = "traps", Encoding = "legacy-fixed", Model = "open-and-find" };
}
