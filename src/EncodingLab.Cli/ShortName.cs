using System.Text.RegularExpressions;

namespace EncodingLab.Cli;

/// <summary>Names of encodings where there is no room for them.</summary>
internal static partial class ShortName
{
    /// <summary>Letters before the parentheses that a name has at least, when it is cut.</summary>
    private const int LeastBase = 2;

    /// <summary>A name with its parameters' values only: <c>phrase-pages(24,packed)</c>.</summary>
    public static string Values(string name) => ParameterNames().Replace(name, "");

    /// <summary>A name of at most so many letters. Its middle goes rather than its parameters and reader, which tell it from its neighbours.</summary>
    public static string Cut(string name, int width)
    {
        if (name.Length <= width)
        {
            return name;
        }

        int parameters = name.IndexOf('(', StringComparison.Ordinal);
        int head = parameters < 0 ? 0 : width - 1 - (name.Length - parameters);
        return head >= LeastBase ? $"{name[..head].TrimEnd()}…{name[parameters..]}" : $"{name[..(width - 1)]}…";
    }

    [GeneratedRegex("(?<=[(,])[a-z-]+=")]
    private static partial Regex ParameterNames();
}
