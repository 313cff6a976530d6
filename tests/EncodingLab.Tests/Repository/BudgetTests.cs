using System.Text.RegularExpressions;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Repository;

public sealed partial class BudgetTests
{
    private const int MaxFileLines = 300;

    public static TheoryData<string> Files() => [.. Repo.Sources("src").Concat(Repo.Sources("tests")).Select(path => Path.GetRelativePath(Repo.Root, path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_source_file_keeps_its_budget(string path)
    {
        string[] lines = File.ReadAllLines(Repo.Path(path));
        Assert.True(lines.Length <= MaxFileLines, $"{path} has {lines.Length} lines, over {MaxFileLines}: split it by idea");
        Assert.DoesNotContain(lines, line => Region().IsMatch(line));
    }

    [Fact]
    public void Clocks_and_random_numbers_are_used_only_where_they_are_allowed()
    {
        var breaches = new List<string>();
        foreach (string path in Repo.Sources("src"))
        {
            string relative = Path.GetRelativePath(Repo.Root, path);
            string text = File.ReadAllText(path);
            foreach (string banned in new[] { "DateTime.Now", "Stopwatch.Elapsed", ".ElapsedTicks", "Random.Shared", "new Random(" })
            {
                if (text.Contains(banned, StringComparison.Ordinal))
                {
                    breaches.Add($"{relative}: {banned}");
                }
            }
        }

        Assert.Empty(breaches);
    }

    [GeneratedRegex(@"^\s*#region|^\s*//\s*(TODO|HACK|FIXME)")]
    private static partial Regex Region();
}
