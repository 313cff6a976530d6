using System.Security.Cryptography;
using CsvHelper;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Encodings;

/// <summary>Other block sizes against what a Wasmtime patched to them wrote. From the repository's corpus where it is there, else from the shared one.</summary>
public sealed class BlockSizeTruthTests
{
    private static readonly string? s_corpus = new[] { Repo.Path("corpus"), Repo.Shared is null ? "" : Path.Combine(Repo.Shared, "corpus") }
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "truth", "block-sizes.csv")) && Directory.EnumerateFiles(folder, "*.cwasm.br", SearchOption.AllDirectories).Any());

    [TruthFact]
    public void Every_block_size_gives_the_bytes_of_a_Wasmtime_patched_to_it()
    {
        int compared = 0;
        foreach (IGrouping<(string Module, string Target), Truth> module in Read().GroupBy(truth => (truth.Module, truth.Target)))
        {
            if (FileOf(module.Key.Module, module.Key.Target) is not { } path)
            {
                continue;
            }

            using CwasmFile file = CwasmFile.Open(path);
            CodeTables tables = TableLoader.Load(file);
            foreach (Truth truth in module)
            {
                var encoding = new BlockLeb128(truth.BlockSize);
                AssertBytes(encoding.Encode(tables, TableKind.AddressMap).Bytes, truth.AddressMapBytes, truth.AddressMapSha256, $"{module.Key}, addrmap at {truth.BlockSize}");
                AssertBytes(encoding.Encode(tables, TableKind.Traps).Bytes, truth.TrapsBytes, truth.TrapsSha256, $"{module.Key}, traps at {truth.BlockSize}");
                compared++;
            }
        }

        Assert.True(compared > 0, $"{s_corpus} holds truth/block-sizes.csv but none of the files that it speaks of");
    }

    private static void AssertBytes(byte[] bytes, int length, string sha256, string what)
    {
        Assert.True(bytes.Length == length, $"{what}: {bytes.Length} bytes, expected {length}");
        Assert.True(Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256, $"{what}: other bytes of the same length");
    }

    private static List<Truth> Read()
    {
        using CsvReader csv = CsvReader.FromFile(Path.Combine(s_corpus!, "truth", "block-sizes.csv"));
        var rows = new List<Truth>();
        while (csv.Read())
        {
            rows.Add(new(csv.GetString("module"), csv.GetString("target"), csv.Parse<int>("block_size"), csv.Parse<int>("addrmap_bytes"), csv.GetString("addrmap_sha256"), csv.Parse<int>("traps_bytes"), csv.GetString("traps_sha256")));
        }

        return rows;
    }

    private static string? FileOf(string module, string target) => Directory
        .EnumerateFiles(s_corpus!, $"{module}.{target}.w47*.cwasm.br", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) is var name && (name == $"{module}.{target}.w47.cwasm.br" || name == $"{module}.{target}.w47.skeleton.cwasm.br" || name == $"{module}.{target}.w47.redacted.cwasm.br"))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>What of a row of the truth is compared.</summary>
    private sealed record Truth(string Module, string Target, int BlockSize, int AddressMapBytes, string AddressMapSha256, int TrapsBytes, string TrapsSha256);

    private sealed class TruthFactAttribute : FactAttribute
    {
        public TruthFactAttribute() => Skip = s_corpus is null ? "needs truth/block-sizes.csv in corpus/ or in ../shared/corpus; neither is there with files" : null;
    }
}
