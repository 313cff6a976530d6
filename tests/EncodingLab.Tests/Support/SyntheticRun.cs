using System.Globalization;
using EncodingLab.Results;

namespace EncodingLab.Tests.Support;

/// <summary>Made-up runs for tests of the report: plausible in shape, and nothing in them was measured.</summary>
internal static partial class SyntheticRun
{
    private static readonly int[] Blocks = [8, 16, 32, 64, 128, 256, 512];

    /// <summary>Encodings that do not exist, as (id, family, bytes and time against 128).</summary>
    private static readonly (string Id, string Family, double Bytes, double Ns)[] Invented =
    [
        ("made-up-directory(bucket=256)", "made-up", 0.92, 0.07),
        ("made-up-directory(bucket=512)", "made-up", 0.88, 0.09),
        ("made-up-phrases(bucket=128)", "made-up", 0.68, 0.22),
        ("made-up-phrases(bucket=256)", "made-up", 0.60, 0.27),
        ("made-up-phrases(bucket=4096)", "made-up", 0.49, 2.4),
        ("made-up-packed(block=64)", "made-up fixed width", 1.12, 0.31),
        ("made-up-nibbles(block=128)", "made-up fixed width", 0.97, 1.18),
    ];

    /// <summary>A run in a new folder; the caller deletes it.</summary>
    public static RunFolder Create(string path, int modules = 12, bool times = true, bool invented = true, string strangeName = "")
    {
        RunFolder run = RunFolder.Create(path, replace: true);
        SyntheticFile[] files = [.. Files(modules, strangeName)];
        SizeRow[] sizes = [.. files.SelectMany(file => Sizes(file, invented)), .. invented ? files.SelectMany(QueryEquivalentSizes) : []];
        LookupRow[] lookups = times ? [.. files.SelectMany(file => Lookups(file, invented)), .. files.SelectMany(file => Codecs(file, invented)), .. invented ? files.SelectMany(QueryEquivalentLookups) : []] : [];
        CsvTable.Write(run.File("sizes.csv"), sizes);
        CsvTable.Write(run.File("lookups.csv"), lookups);
        CsvTable.Write(run.File("encodings.csv"), Encodings(invented));
        CsvTable.Write(run.File("tables.csv"), files.SelectMany(Tables));
        CsvTable.Write(run.File("sections.csv"), files.SelectMany(Sections));
        CsvTable.Write(run.File("latency.csv"), times ? files.SelectMany(Latencies) : []);
        CsvTable.Write(run.File("counters.csv"), files.SelectMany(Counters));
        CsvTable.Write(run.File("engine.csv"), times ? Engine() : []);
        run.WriteInfo(Info(run, files, sizes.Length + lookups.Length));
        run.Complete();
        return run;
    }

    private static IEnumerable<SyntheticFile> Files(int modules, string strangeName)
    {
        string[] names = ["invented-interpreter", "made-up-minifier", "no-such-database", "imaginary_embedding_with_a_long_name", "fake.fmt", "pretend-lua", "unreal-hash", "mock-wasm-tools.core", "phantom-runtime", "dummy-svg", "fable-shell", "mythical-canvas"];
        for (int i = 0; i < modules; i++)
        {
            string name = i == 0 && strangeName.Length > 0 ? strangeName : i < names.Length ? names[i] : string.Create(CultureInfo.InvariantCulture, $"invented-{i}");
            int entries = (int)(1_200_000 / Math.Pow(1.7, i)) + 900;
            yield return new SyntheticFile(name, "x86_64", "47.0.2", "", entries);
            if (i % 2 == 0)
            {
                yield return new SyntheticFile(name, "x86_64", "46.0.3", "", entries - 100);
                yield return new SyntheticFile(name, "aarch64", "47.0.2", "", entries + 200);
            }

            if (i % 5 == 0)
            {
                yield return new SyntheticFile(name, "pulley64", "47.0.2", "", entries + 300);
                yield return new SyntheticFile(name, "x86_64", "47.0.2", "opt0", entries * 2);
            }
        }
    }

    private static IEnumerable<SizeRow> Sizes(SyntheticFile file, bool invented)
    {
        foreach (string table in new[] { "addrmap", "traps" })
        {
            int entries = table == "addrmap" ? file.Entries : file.Entries / 4;
            long legacy = 4 + (entries * (table == "addrmap" ? 8L : 5L));
            long shipped = BlockBytes(file, table, entries, 128);
            long fileBytes = file.Entries * 22L;
            foreach ((string id, string kind, int? block, long bytes) in Encoded(file, table, entries, legacy, shipped, invented))
            {
                yield return new SizeRow
                {
                    File = file.Id,
                    Module = file.Module,
                    Target = file.Target,
                    Wasmtime = file.Wasmtime,
                    Variant = file.Variant,
                    Table = table,
                    Encoding = id,
                    Kind = kind,
                    BlockEntries = block,
                    Entries = entries,
                    Bytes = bytes,
                    IndexBytes = kind == "bound" ? 0 : bytes / 9,
                    BodyBytes = kind == "bound" ? bytes : bytes - (bytes / 9),
                    ModelBytes = 0,
                    BytesPerEntry = Math.Round((double)bytes / entries, 4),
                    RatioToLegacy = Math.Round((double)bytes / legacy, 5),
                    RatioToV47 = Math.Round((double)bytes / shipped, 5),
                    FileBytes = fileBytes,
                    FileBytesWith = fileBytes - shipped + bytes,
                };
            }
        }

        yield return new SizeRow { File = file.Id, Module = file.Module, Target = file.Target, Wasmtime = file.Wasmtime, Variant = file.Variant, Table = "both", Encoding = "made-up-joint", Error = "not applicable: no call sites" };
    }

    private static IEnumerable<(string Id, string Kind, int? Block, long Bytes)> Encoded(SyntheticFile file, string table, int entries, long legacy, long shipped, bool invented)
    {
        yield return ("legacy-fixed", "encoding", null, legacy);
        foreach (int block in Blocks)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"block-leb128(block={block})"), "encoding", block, BlockBytes(file, table, entries, block));
        }

        foreach ((string id, _, double bytes, _) in invented ? Invented : [])
        {
            yield return (id, "encoding", null, (long)(shipped * bytes * (0.95 + (0.1 * file.Wobble(id)))));
        }

        yield return ("entropy-h0", "bound", null, (long)(shipped * 0.57));
    }

    private static long BlockBytes(SyntheticFile file, string table, int entries, int block)
    {
        double perEntry = (table == "addrmap" ? 1.82 : 1.45) * (0.9 + (0.2 * file.Wobble(table)));
        double perBlock = table == "addrmap" ? 10.2 : 8.4;
        return (long)(8 + (entries * perEntry) + (((entries / block) + 1) * perBlock * (0.8 + (0.4 * file.Wobble("block")))));
    }

    private static IEnumerable<LookupRow> Lookups(SyntheticFile file, bool invented)
    {
        foreach ((string table, string workload, double share) in new[] { ("addrmap", "uniform-pc", 1.0), ("addrmap", "call-return", 0.97), ("traps", "trap-hit", 0.62), ("traps", "trap-miss", 0.7) })
        {
            double legacy = (18 + (3.2 * Math.Log2(file.Entries))) * share * (0.9 + (0.2 * file.Wobble(workload)));
            double shipped = Ns(file, 128) * share;
            var times = new List<(string Id, int? Block, double Ns)> { ("legacy-fixed", null, legacy) };
            times.AddRange(Blocks.Select(block => (string.Create(CultureInfo.InvariantCulture, $"block-leb128(block={block})"), (int?)block, Ns(file, block) * share)));
            times.AddRange((invented ? Invented : []).Select(made => (made.Id, (int?)null, shipped * made.Ns * (0.9 + (0.2 * file.Wobble(made.Id))))));
            foreach ((string id, int? block, double ns) in times)
            {
                yield return new LookupRow
                {
                    File = file.Id,
                    Module = file.Module,
                    Target = file.Target,
                    Wasmtime = file.Wasmtime,
                    Variant = file.Variant,
                    Table = table,
                    Encoding = id,
                    Reader = "scalar",
                    Isa = "portable",
                    BlockEntries = block,
                    Workload = workload,
                    Model = "find",
                    Lookups = 4096,
                    LookupsPerOperation = 1,
                    Samples = 30,
                    NsMedian = Math.Round(ns, 2),
                    NsCiLow = Math.Round(ns * 0.985, 2),
                    NsCiHigh = Math.Round(ns * 1.015, 2),
                    RatioToLegacy = Math.Round(ns / legacy, 4),
                    RatioToV47 = Math.Round(ns / shipped, 4),
                    RatioCiLow = Math.Round(ns / shipped * 0.99, 4),
                    RatioCiHigh = Math.Round(ns / shipped * 1.01, 4),
                };
            }
        }
    }

    private static double Ns(SyntheticFile file, int block) => 24 + (2 * Math.Log2((double)file.Entries / block)) + (block * 1.55 * (0.92 + (0.16 * file.Wobble("ns"))));

    private static IEnumerable<EncodingRow> Encodings(bool invented)
    {
        yield return new EncodingRow { Encoding = "legacy-fixed", Family = "shipped", Summary = "two fixed-width arrays", LookupCost = "binary search", Tables = "traps addrmap", Readers = "scalar:portable", StockReader = "-46", Specification = "Layout: count, pcs, values.\nLookup: binary search." };
        foreach (int block in Blocks)
        {
            yield return new EncodingRow { Encoding = string.Create(CultureInfo.InvariantCulture, $"block-leb128(block={block})"), Family = "shipped", Summary = "blocks of deltas", LookupCost = "search, decode", Tables = "traps addrmap", Readers = "scalar:portable", StockReader = block == 128 ? "47-48" : "", Specification = "Layout: index, bodies.\nLookup: search the index, decode a block." };
        }

        foreach ((string id, string family, _, _) in invented ? Invented : [])
        {
            yield return new EncodingRow { Encoding = id, Family = family, Summary = "does not exist", LookupCost = "none", Tables = "traps addrmap", Readers = "scalar:portable", IlBytes = 700, SourceLines = 120, Specification = "Layout: invented for a test." };
        }
    }

    private static RunInfo Info(RunFolder run, SyntheticFile[] files, int cells) => new()
    {
        Id = run.Id,
        LabVersion = "0.0.0-synthetic",
        Arguments = ["sweep", "--block-sizes", "8,16,32,64,128,256,512"],
        Seed = 1,
        StartedUtc = "2000-01-01T00:00:00Z",
        Machine = [new NamedFact("CPU", "no such processor"), new NamedFact(".NET", "10.0")],
        Corpus = [.. files.Select(file => new RunFile(file.Id, file.Module, file.Target, file.Wasmtime, file.Variant, "invented", new string('0', 64), file.Entries * 22L))],
        Counts = new RunCounts(cells, cells - files.Length, 0, files.Length, 0),
        Notes = ["synthetic: nothing here was measured"],
    };

    private sealed record SyntheticFile(string Module, string Target, string Wasmtime, string Variant, int Entries)
    {
        public string Id => $"synthetic/{Module}.{Target}.w{Wasmtime[..2]}{(Variant.Length > 0 ? "." + Variant : "")}.cwasm.br";

        /// <summary>A number from 0 to 1 that depends on module and purpose only.</summary>
        public double Wobble(string purpose)
        {
            uint hash = 2166136261;
            foreach (char c in Module + "/" + Target + "/" + purpose)
            {
                hash = (hash ^ c) * 16777619;
            }

            return (hash >> 8) / (double)(1 << 24);
        }
    }
}
