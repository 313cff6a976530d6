using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Tables;

namespace EncodingLab.Cli;

/// <summary>Options that mean the same in every verb.</summary>
internal static class Options
{
    public static Option<string[]> Corpus() => new("--corpus")
    {
        Description = "A corpus folder (with manifest.csv), a folder of .cwasm or .cwasm.br files, or one file. May be given more than once. Default: the repository's corpus.",
        HelpName = "PATH",
    };

    public static Option<string> Table(bool required = true) => new("--table") { Description = "traps or addrmap", HelpName = "TABLE", Required = required };

    public static Option<string> Encoding(bool required) => new("--encoding") { Description = "An encoding's id; 'encodings' lists them.", HelpName = "ID", Required = required };

    public static Option<string> OutputFile(bool required = true)
    {
        Option<string> output = new("-o", "--output") { Description = "The file to write.", HelpName = "FILE", Required = required };
        output.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: "-" }])
            {
                given.AddError("-o '-': expected a file, stdout is not written to; name one, or ./- for a file of that name");
            }
        });
        return output;
    }

    public static Option<string> OutputFolder() => new("--out") { Description = "The folder to write; it gets its name when it is whole.", HelpName = "DIR" };

    public static Option<bool> Force() => new("--force") { Description = "Overwrite what exists." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    /// <summary>An option that takes a number above zero, in words that say so when it gets something else.</summary>
    public static Option<double?> Positive(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = given => double.TryParse(given.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? value
            : Refuse<double?>(given, $"{name} '{given.Tokens[0].Value}': expected a number above 0"),
    };

    /// <summary>An option that takes a whole number from <paramref name="least"/> on, in words that say so when it gets something else.</summary>
    public static Option<int?> Whole(string name, string description, string helpName, int least) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = given => int.TryParse(given.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : Refuse<int?>(given, $"{name} '{given.Tokens[0].Value}': expected a whole number from {least} to {int.MaxValue}"),
    };

    private static T? Refuse<T>(ArgumentResult given, string problem)
    {
        given.AddError(problem);
        return default;
    }

    /// <summary>An option that takes a list separated by commas.</summary>
    public static Option<string> List(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    /// <summary>The parts of a list option, or null where it was not given.</summary>
    public static IReadOnlyList<string>? Split(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
    {
        { Length: 0 } => [list!],
        string[] parts => parts,
        null => null,
    };

    /// <summary>As <see cref="Split"/>, for ids: a comma between parentheses belongs to the id.</summary>
    public static IReadOnlyList<string>? SplitIds(string? list)
    {
        if (list is null)
        {
            return null;
        }

        var parts = new List<string> { "" };
        int depth = 0;
        foreach (char c in list)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth is < 0 or > 1)
            {
                break;
            }

            if (c == ',' && depth == 0)
            {
                parts.Add("");
            }
            else
            {
                parts[^1] += c;
            }
        }

        return depth == 0 ? [.. parts.Select(part => part.Trim())]
            : throw new ExperimentException($"encodings '{list}': a parenthesis without its partner near '{parts[^1].Trim()}'; write an id as 'encodings' prints it, or a pattern such as '{parts[^1].Trim().Split('(', ')')[0]}*'");
    }

    /// <summary>The kind of table of a name.</summary>
    public static TableKind ParseTable(string name) =>
        TableKind.Find(name) is { } kind ? kind : throw ExperimentException.Unknown("table", name, TableKind.All.Select(known => known.Name));

    /// <summary>The encoding of an id.</summary>
    public static TableEncoding ParseEncoding(string id) =>
        EncodingCatalog.Find(id) ?? throw EncodingIds.Unknown(id);
}
