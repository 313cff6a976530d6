using System.Reflection;
using System.Xml.Linq;
using EncodingLab.Encodings;

namespace EncodingLab.Tests.Repository;

public sealed class CatalogTests
{
    private static readonly Type[] s_encodings = [.. typeof(TableEncoding).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TableEncoding)) && !type.IsAbstract)];

    public static TheoryData<string> EncodingTypes() => [.. s_encodings.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(EncodingTypes))]
    public void Every_encoding_in_the_assembly_is_in_the_catalogue(string type) =>
        Assert.True(EncodingCatalog.All.Any(encoding => encoding.GetType().FullName == type), $"add `.. {type.Split('.')[^1]}.Variants,` to EncodingCatalog.All");

    [Fact]
    public void Ids_are_unique_lower_case_and_parse_back()
    {
        Assert.Equal(EncodingCatalog.All.Length, EncodingCatalog.All.Select(encoding => encoding.Id).Distinct().Count());
        foreach (TableEncoding encoding in EncodingCatalog.All)
        {
            Assert.Equal(encoding.Id.ToLowerInvariant(), encoding.Id);
            Assert.DoesNotContain(' ', encoding.Id);
            Assert.Equal(encoding, EncodingCatalog.Find(encoding.Id));
        }
    }

    [Fact]
    public void Finalists_are_at_most_eight_and_in_the_catalogue()
    {
        Assert.True(EncodingCatalog.Finalists.Length <= 8);
        Assert.All(EncodingCatalog.Finalists, finalist => Assert.Contains(finalist, EncodingCatalog.All));
    }

    [Theory]
    [MemberData(nameof(EncodingTypes))]
    public void Every_encoding_specifies_its_bytes(string type)
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(TableEncoding).Assembly.Location, ".xml"));
        XElement? member = documentation.Descendants("member").SingleOrDefault(element => element.Attribute("name")?.Value == "T:" + type);
        Assert.True(member is not null, $"{type} has no documentation");
        string[] headings = [.. member!.Descendants("b").Select(element => element.Value)];
        foreach (string heading in new[] { "Layout", "Lookup", "Bets", "Limits", "Source" })
        {
            Assert.True(headings.Contains(heading), $"{type}: its remark lacks <b>{heading}</b>");
        }
    }

    [Theory]
    [MemberData(nameof(EncodingTypes))]
    public void An_encoding_is_a_record_in_a_file_of_its_name(string type)
    {
        Type encoding = typeof(TableEncoding).Assembly.GetType(type)!;
        Assert.NotNull(encoding.GetMethod("<Clone>$"));
        Assert.True(File.Exists(Support.Repo.Path("src", "EncodingLab.Core", "Encodings", encoding.Name + ".cs")), $"expected Encodings/{encoding.Name}.cs");
        Assert.NotNull(encoding.GetProperty("Variants", BindingFlags.Public | BindingFlags.Static));
    }
}
