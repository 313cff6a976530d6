using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Files;
using EncodingLab.Tables;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Files;

/// <summary>Files much larger than those of the corpus. <c>ENCODINGLAB_LARGE=FOLDER</c> keeps one of 191 MB there to try the command line on.</summary>
public sealed class LargeFileTests
{
    [Fact]
    public void A_module_many_times_over_is_attributed_to_the_byte_and_has_so_many_entries()
    {
        CorpusFile seed = CorpusFiles.Open(Repo.Path("corpus")).Single(file => file.Name.StartsWith("zig_fmt.x86_64.w47", StringComparison.Ordinal));
        using CwasmFile small = seed.Open();
        byte[] bytes = LargeCwasm.Repeat(small, 7);
        var large = CwasmFile.Parse("large.cwasm", bytes);
        CodeTables one = TableLoader.Load(small);
        CodeTables many = TableLoader.Load(large);
        Assert.All(TableLoader.Shipped, kind => Assert.Equal(7 * one[kind].Count, many[kind].Count));
        Assert.Equal(bytes.Length, Inspector.Inspect(large, []).Ranges.Sum(range => range.Bytes));
    }

    [LargeFact]
    public void One_of_191_MB_is_kept_where_that_is_asked_for()
    {
        CorpusFile seed = CorpusFiles.Open(Repo.Path("corpus")).Single(file => file.Name.StartsWith("libpython3.14.x86_64.w47", StringComparison.Ordinal));
        using CwasmFile small = seed.Open();
        byte[] bytes = LargeCwasm.Repeat(small, 12);
        File.WriteAllBytes(Path.Combine(LargeFactAttribute.Folder!, "large.x86_64.w47.cwasm"), bytes);
        Assert.True(bytes.Length > 150_000_000);
    }

    /// <summary>A fact that writes a file nobody needs in an ordinary test run.</summary>
    private sealed class LargeFactAttribute : FactAttribute
    {
        public LargeFactAttribute() => Skip = string.IsNullOrEmpty(Folder) ? "writes a file of 191 MB where ENCODINGLAB_LARGE names a folder; it names none" : null;

        public static string? Folder => Environment.GetEnvironmentVariable("ENCODINGLAB_LARGE");
    }
}
