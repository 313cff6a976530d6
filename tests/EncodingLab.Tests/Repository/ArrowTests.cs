using System.Text.RegularExpressions;
using EncodingLab.Tests.Support;

namespace EncodingLab.Tests.Repository;

/// <summary>Data flows one way: each folder of the library may use only the folders listed for it.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Cwasm"] = [],
        ["Tables"] = [],
        ["Processes"] = [],
        ["Results"] = [],
        ["Corpus"] = ["Cwasm"],
        ["Code"] = ["Cwasm"],
        ["Encodings"] = ["Tables"],
        ["Files"] = ["Corpus", "Cwasm", "Code", "Tables", "Encodings", "Processes"],
        ["Experiments"] = ["Files", "Corpus", "Cwasm", "Code", "Tables", "Encodings", "Processes"],
        ["Measuring"] = ["Experiments", "Files", "Encodings", "Tables", "Processes", "Results"],
        ["Reporting"] = ["Results"],
        ["Notebooks"] = ["Results", "Reporting"],
    };

    public static TheoryData<string> Folders() => [.. Directory.EnumerateDirectories(Repo.Path("src", "EncodingLab.Core"))
        .Select(path => Path.GetFileName(path))
        .Where(name => name is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_the_house_plan_allows(string folder)
    {
        Assert.True(s_allowed.ContainsKey(folder), $"src/EncodingLab.Core/{folder} is not in the house plan");
        var breaches = new List<string>();
        foreach (string path in Repo.Sources("src", "EncodingLab.Core", folder))
        {
            foreach (Match use in LabNamespace().Matches(File.ReadAllText(path)))
            {
                string used = use.Groups[1].Value;
                if (used != folder && s_allowed.ContainsKey(used) && !s_allowed[folder].Contains(used))
                {
                    breaches.Add($"{Path.GetRelativePath(Repo.Root, path)} uses {used}");
                }
            }
        }

        Assert.Empty(breaches.Distinct());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_namespace_is_its_folder(string folder)
    {
        foreach (string path in Repo.Sources("src", "EncodingLab.Core", folder))
        {
            string expected = "namespace EncodingLab." + Path.GetDirectoryName(Path.GetRelativePath(Repo.Path("src", "EncodingLab.Core"), path))!.Replace('/', '.') + ";";
            Assert.True(File.ReadLines(path).Contains(expected), $"{Path.GetRelativePath(Repo.Root, path)}: expected '{expected}'");
        }
    }

    [GeneratedRegex(@"EncodingLab\.([A-Z][A-Za-z]*)\b")]
    private static partial Regex LabNamespace();
}
