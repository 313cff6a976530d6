using EncodingLab.Results;

namespace EncodingLab.Tests.Support;

/// <summary>The rows of synthetic runs that are not sizes or lookups of the lossless track.</summary>
internal static partial class SyntheticRun
{
    private static IEnumerable<TableRow> Tables(SyntheticFile file)
    {
        foreach (string table in new[] { "addrmap", "traps" })
        {
            int entries = table == "addrmap" ? file.Entries : file.Entries / 4;
            int shift = file.Target == "x86_64" ? 0 : 2;
            string bits = string.Join(' ', Enumerable.Range(0, 16).Select(bit => (int)(entries * Math.Exp(-Math.Pow(bit - 3.2 - (shift * 0.4), 2) / 5) / 4)));
            yield return new TableRow
            {
                File = file.Id,
                Module = file.Module,
                Target = file.Target,
                Wasmtime = file.Wasmtime,
                Variant = file.Variant,
                Table = table,
                Entries = entries,
                Ties = 0,
                None = table == "addrmap" ? entries / 4 : 0,
                PcUnit = file.Target == "x86_64" ? 1u : 4u,
                TextBytes = (uint)entries * 9,
                PcDeltaBits = bits,
                ValueDeltaBits = table == "addrmap" ? bits : "",
                Values = table == "traps" ? $"1:{entries - 10} 9:10" : "",
                SourceLanguage = "invented",
            };
        }
    }

    private static IEnumerable<SectionRow> Sections(SyntheticFile file)
    {
        long addrmap = BlockBytes(file, "addrmap", file.Entries, 128);
        long traps = BlockBytes(file, "traps", file.Entries / 4, 128);
        foreach ((string section, long bytes) in new[] { (".text", file.Entries * 11L), (".rodata.wasm", file.Entries * 4L), (".wasmtime.addrmap", addrmap), (".wasmtime.traps", traps), (".symtab", file.Entries / 2L), (".eh_frame", file.Entries / 3L), ("headers and padding", 4096L) })
        {
            yield return new SectionRow { File = file.Id, Module = file.Module, Target = file.Target, Wasmtime = file.Wasmtime, Variant = file.Variant, Section = section, Bytes = bytes, FileBytes = file.Entries * 22L };
        }
    }

    private static IEnumerable<SizeRow> QueryEquivalentSizes(SyntheticFile file) => Sizes(file, invented: true)
        .Where(row => row.Table == "addrmap" && row.Error.Length == 0)
        .Select(row => row with { Track = "query-equivalent", Entries = (long)(row.Entries!.Value * 0.36), Bytes = (long)(row.Bytes!.Value * 0.42), IndexBytes = (long)(row.IndexBytes!.Value * 0.42), BodyBytes = (long)(row.BodyBytes!.Value * 0.42), RatioToLegacy = row.RatioToLegacy * 0.42, RatioToV47 = row.RatioToV47 * 0.42 });

    private static IEnumerable<LookupRow> QueryEquivalentLookups(SyntheticFile file) => Lookups(file, invented: true)
        .Where(row => row is { Table: "addrmap", Workload: "call-return" })
        .Select(row => row with { Track = "query-equivalent", NsMedian = row.NsMedian * 0.9, RatioToLegacy = row.RatioToLegacy * 0.9, RatioToV47 = row.RatioToV47 * 0.9 });

    private static IEnumerable<LookupRow> Codecs(SyntheticFile file, bool invented)
    {
        foreach (string table in new[] { "addrmap", "traps" })
        {
            int entries = table == "addrmap" ? file.Entries : file.Entries / 4;
            foreach (string id in new[] { "legacy-fixed", "block-leb128(block=128)" }.Concat(invented ? Invented.Select(made => made.Id) : []))
            {
                foreach ((string model, double perEntry) in new[] { ("encode", 40.0), ("decode-all", 4.0) })
                {
                    double ns = entries * perEntry * (0.5 + file.Wobble(id));
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
                        Model = model,
                        Lookups = entries,
                        LookupsPerOperation = entries,
                        Samples = 30,
                        NsMedian = Math.Round(ns, 1),
                    };
                }
            }
        }
    }

    private static IEnumerable<LatencyRow> Latencies(SyntheticFile file)
    {
        foreach ((string id, double slope) in new[] { ("legacy-fixed", 0.0), ("block-leb128(block=128)", 3.2), ("made-up-directory(bucket=512)", 0.05), ("made-up-phrases(bucket=256)", 0.8) })
        {
            for (int bucket = 0; bucket < 64; bucket++)
            {
                yield return new LatencyRow { File = file.Id, Table = "addrmap", Encoding = id, Reader = "scalar", View = "position", Bucket = bucket, Ns = Math.Round(40 + (slope * bucket) + (8 * file.Wobble(id)), 1), Pcs = 100 };
            }

            for (int percentile = 1; percentile <= 100; percentile++)
            {
                yield return new LatencyRow { File = file.Id, Table = "addrmap", Encoding = id, Reader = "scalar", View = "ecdf", Bucket = percentile, Ns = Math.Round(36 + (slope * percentile * 0.64) + Math.Exp(percentile / 22.0), 1), Pcs = 100 };
            }
        }
    }

    private static IEnumerable<CounterRow> Counters(SyntheticFile file)
    {
        foreach ((string id, double lines) in new[] { ("legacy-fixed", 9.0), ("block-leb128(block=128)", 11.5) })
        {
            yield return new CounterRow { File = file.Id, Module = file.Module, Target = file.Target, Wasmtime = file.Wasmtime, Variant = file.Variant, Table = "addrmap", Encoding = id, Reader = "scalar", Workload = "call-return", Counter = "cache_lines", Mean = lines, P99 = lines * 1.5, Max = lines * 2 };
        }
    }

    private static IEnumerable<EngineRow> Engine()
    {
        yield return new EngineRow { Engine = "0.0.0-synthetic", BlockSize = 0, Frames = 20, MeasuredNs = 9000, PredictedNs = 9100, FixedNs = 2200, CwasmBytes = 9_000_000 };
        foreach (int block in Blocks)
        {
            double ns = 9800 + (block * 34);
            yield return new EngineRow { Engine = "0.0.0-synthetic", BlockSize = block, Frames = 20, MeasuredNs = ns, PredictedNs = ns * (0.93 + (block / 8000.0)), FixedNs = 2200, CwasmBytes = 5_000_000 };
        }
    }
}
