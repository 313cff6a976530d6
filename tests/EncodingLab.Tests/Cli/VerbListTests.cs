using EncodingLab.Cli;

namespace EncodingLab.Tests.Cli;

public sealed class VerbListTests
{
    public static TheoryData<string> Verbs() => [.. VerbList.Names];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_verb_is_built_alone_and_under_its_name(string name) => Assert.Equal(name, Assert.Single(VerbList.For([name, "--help"]).Subcommands).Name);

    [Fact]
    public void What_is_no_verb_gets_them_all()
    {
        foreach (string[] args in new string[][] { [], ["--help"], ["insect"] })
        {
            Assert.Equal(VerbList.Names, VerbList.For(args).Subcommands.Select(verb => verb.Name));
        }
    }
}
