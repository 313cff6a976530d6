using System.Globalization;
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
        foreach (IGrouping<(string Module, string Target), Truth> module in Read().GroupBy(truth => (truth.module, truth.target)))
        {
            if (FileOf(module.Key.Module, module.Key.Target) is not { } path)
            {
                continue;
            }

            using CwasmFile file = CwasmFile.Open(path);
            CodeTables tables = TableLoader.Load(file);
            foreach (Truth truth in module)
            {
                var encoding = new BlockLeb128(truth.block_size);
                AssertBytes(encoding.Encode(tables, TableKind.AddressMap).Bytes, truth.addrmap_bytes, truth.addrmap_sha256, $"{module.Key}, addrmap at {truth.block_size}");
                AssertBytes(encoding.Encode(tables, TableKind.Traps).Bytes, truth.traps_bytes, truth.traps_sha256, $"{module.Key}, traps at {truth.block_size}");
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
        using var reader = new CsvReader(new StreamReader(Path.Combine(s_corpus!, "truth", "block-sizes.csv")), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<Truth>()];
    }

    private static string? FileOf(string module, string target) => Directory
        .EnumerateFiles(s_corpus!, $"{module}.{target}.w47*.cwasm.br", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) is var name && (name == $"{module}.{target}.w47.cwasm.br" || name == $"{module}.{target}.w47.skeleton.cwasm.br" || name == $"{module}.{target}.w47.redacted.cwasm.br"))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>One row of the truth; the names are those of the file's columns.</summary>
    private sealed record Truth(string module, string target, string wasmtime, int block_size, int addrmap_bytes, string addrmap_sha256, int traps_bytes, string traps_sha256, long file_bytes);

    private sealed class TruthFactAttribute : FactAttribute
    {
        public TruthFactAttribute() => Skip = s_corpus is null ? "needs truth/block-sizes.csv in corpus/ or in ../shared/corpus; neither is there with files" : null;
    }
}
