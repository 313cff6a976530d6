using EncodingLab.Corpus;

namespace EncodingLab.Tests.Support;

/// <summary>The files of the repository's corpus, and of the shared one where that is there.</summary>
internal static class CorpusFixture
{
    public static IReadOnlyList<CorpusFile> Repository { get; } = CorpusFiles.Open(Repo.Path("corpus"));

    public static IReadOnlyList<CorpusFile> AllShared { get; } = Repo.Shared is null ? [] : CorpusFiles.Open(Path.Combine(Repo.Shared, "corpus"));

    /// <summary>The shared files that open fast, and one of each kind that has only slow ones.</summary>
    public static IEnumerable<CorpusFile> SmallShared => AllShared.Where(file => file.Entry!.Bytes < 6_000_000 || file.Name.Contains("libpython3.14.s390x") || file.Name.Contains("libpython3.14.aarch64.w46"));

    /// <summary>The default build of a module by Wasmtime 47; null where neither corpus has it.</summary>
    public static CorpusFile? Find(string module, string target, string wasmtime = "47") => Repository.Concat(AllShared).FirstOrDefault(file =>
        file.Identity.Module == module && file.Identity.Target == target && file.Identity.Variant.Length == 0 && file.Identity.Wasmtime.Split('.')[0] == wasmtime);
}
