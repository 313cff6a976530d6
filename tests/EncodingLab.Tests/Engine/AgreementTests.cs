using System.Globalization;
using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Processes;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;
using Xunit.Abstractions;

namespace EncodingLab.Tests.Engine;

/// <summary>
/// Whole real files, x86-64 and aarch64, of both versions: entries and lookups agree with what the real Wasmtime prints and with its published readers. A seeded share of the files;
/// <c>ENCODINGLAB_AGREEMENT=all</c> takes every one (minutes: objdump prints 126 MB of libpython alone).
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output) : IDisposable
{
    private const string Variable = "ENCODINGLAB_AGREEMENT";
    private const int UsualFiles = 4;
    private const long UsualBytes = 3_000_000;
    private const int Pcs = 10_000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [AgreementFact]
    public void Entries_and_lookups_of_whole_files_agree_with_the_real_wasmtime()
    {
        foreach (CorpusFile source in Chosen())
        {
            using CwasmFile file = source.Open();
            string plain = _folder.Write("file.cwasm", file.Bytes().Span);
            Agree(source, file, plain);
        }
    }

    private static IEnumerable<CorpusFile> Chosen()
    {
        IEnumerable<CorpusFile> files = CorpusFixture.AllShared.Where(file => file.Entry!.Kind == CorpusEntry.FullKind && file.Identity.Target is "x86_64" or "aarch64" && Engine(file) is not null);
        if (Environment.GetEnvironmentVariable(Variable) == "all")
        {
            return files;
        }

        CorpusFile[] small = [.. files.Where(file => file.Entry!.Bytes < UsualBytes)];
        var random = new Random(Seed);
        random.Shuffle(small);
        return small.Take(UsualFiles);
    }

    /// <summary>Another share of the files each day, the same all day.</summary>
    private static int Seed => DateTime.UtcNow.DayOfYear;

    private static WasmtimeProcess? Engine(CorpusFile file) => Engines.Usable.FirstOrDefault(engine => file.Identity.Wasmtime.StartsWith(engine.Major.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private void Agree(CorpusFile source, CwasmFile file, string plain)
    {
        WasmtimeProcess engine = Engine(source)!;
        CodeTables tables = TableLoader.Load(file);
        var dumps = TableLoader.Shipped.ToDictionary(kind => kind, kind => PublishedReader.Dump(engine.Major, kind.Name, plain));
        foreach (TableKind kind in TableLoader.Shipped)
        {
            Assert.True(dumps[kind].SequenceEqual(Entries(tables[kind])), $"{source.Name}: {kind} differs from what the published reader decodes");
        }

        Objdump shown = Objdump.Of(engine, plain);
        AgreeWithObjdump($"{source.Name} addrmap", [.. Entries(tables[TableKind.AddressMap]).Where(entry => entry.Value != TableKind.None)], shown.Map, shown.Instructions);
        AgreeWithObjdump($"{source.Name} traps", [.. Entries(tables[TableKind.Traps]).Select(entry => (entry.Pc, TrapCodes.Name(entry.Value)))], shown.Traps, shown.Instructions);
        AskAtRandom(source, file, plain, engine.Major, dumps, shown);
        output.WriteLine($"{source.Name}, {engine.Version}: {tables.Entries(TableKind.Both)} entries as published, {shown.Map.Count + shown.Traps.Count} of them printed by objdump, {Pcs} random pcs");
    }

    /// <summary>Everything printed is ours in order, and what is not printed lies at no instruction that was.</summary>
    private static void AgreeWithObjdump<T>(string what, List<(uint Pc, T Value)> ours, List<(uint Pc, T Value)> printed, HashSet<uint> instructions)
    {
        Assert.NotEmpty(printed);
        List<(uint, T)> expected = [.. ours.Where(entry => instructions.Contains(entry.Pc))];
        Assert.True(expected.SequenceEqual(printed), $"{what}: objdump prints {printed.Count} entries, expected {expected.Count} at the instructions that it prints");
    }

    private void AskAtRandom(CorpusFile source, CwasmFile file, string plain, int major, Dictionary<TableKind, List<(uint Pc, uint Value)>> dumps, Objdump shown)
    {
        var random = new WorkloadRandom((ulong)Seed);
        uint text = (uint)file.Find(SectionNames.Text)!.Size;
        uint[] entries = [.. dumps.Values.SelectMany(dump => dump).Select(entry => entry.Pc).Concat(shown.Instructions)];
        uint[] pcs = [.. Enumerable.Range(0, Pcs).Select(i => i % 2 == 0 ? random.Below(text) : entries[random.Below((uint)entries.Length)])];
        PcAnswer[] answers = [.. PcLookup.Answer(file, pcs)];
        string queries = Path.Combine(_folder.Path, "pcs");
        ulong traps = 0;
        ulong positions = 0;
        for (int i = 0; i < pcs.Length; i++)
        {
            uint? trap = Value(dumps[TableKind.Traps], pcs[i], exact: true);
            uint? position = Value(dumps[TableKind.AddressMap], pcs[i], exact: false);
            Assert.Equal(trap is uint code ? TrapCodes.Name(code) : "", answers[i].Trap);
            Assert.Equal(position switch { null => "", TableKind.None => "none", uint at => at.ToString(CultureInfo.InvariantCulture) }, answers[i].Position);
            traps += trap ?? LookupPeer.NoAnswer;
            positions += position switch { null => LookupPeer.NoAnswer, TableKind.None => LookupPeer.None, uint at => at };
        }

        Assert.True(traps == PublishedReader.Checksum(major, "traps", plain, pcs, queries), $"{source.Name}: the published lookup finds other traps");
        Assert.True(positions == PublishedReader.Checksum(major, "addrmap", plain, pcs, queries), $"{source.Name}: the published lookup finds other positions");
    }

    /// <summary>The answer by the dump alone; no file of the corpus has two entries at one pc.</summary>
    private static uint? Value(List<(uint Pc, uint Value)> dump, uint pc, bool exact)
    {
        int at = dump.BinarySearch((pc, 0), Comparer<(uint Pc, uint Value)>.Create((a, b) => a.Pc.CompareTo(b.Pc)));
        int entry = at >= 0 ? at : exact ? -1 : ~at - 1;
        return entry < 0 ? null : dump[entry].Value;
    }

    private static IEnumerable<(uint Pc, uint Value)> Entries(PcTable table) => Enumerable.Range(0, table.Count).Select(i => (table.Pcs[i], table.Values[i]));
}

/// <summary>A fact that needs the shared files and a real Wasmtime of their version.</summary>
public sealed class AgreementFactAttribute : FactAttribute
{
    public AgreementFactAttribute() => Skip = Repo.Shared is null ? new SharedFactAttribute().Skip : Engines.WhyNone;
}
