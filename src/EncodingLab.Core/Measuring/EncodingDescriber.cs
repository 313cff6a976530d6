using System.Text.RegularExpressions;
using System.Xml.Linq;
using EncodingLab.Encodings;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What an encoding is, as a row: its own words, its byte specification, its readers and how much code they are.</summary>
public static partial class EncodingDescriber
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_specifications = new(ReadSpecifications);

    /// <summary>Describes one encoding.</summary>
    public static EncodingRow Describe(TableEncoding encoding)
    {
        TableKind[] kinds = [.. TableKind.All.Where(encoding.Supports)];
        TableKind[] questions = [.. kinds.SelectMany(kind => kind.Questions).Distinct()];
        ReaderInfo[] readers = [.. questions.SelectMany(encoding.Readers).DistinctBy(reader => reader.Name)];
        var types = new List<Type>();
        foreach (TableKind question in questions)
        {
            var action = new TypeAction { Types = types };
            encoding.Read([], question, encoding.Readers(question)[0].Name, ref action);
        }

        ReaderCode code = ReaderCode.Of(types.Distinct());
        return new()
        {
            Encoding = encoding.Id,
            Family = encoding.Family,
            Summary = encoding.Summary,
            LookupCost = encoding.LookupCost,
            Tables = string.Join(' ', kinds.Select(kind => kind.Name)),
            Readers = string.Join(' ', readers.Select(reader => $"{reader.Name}:{reader.Isa}")),
            StockReader = encoding.StockReader ?? "",
            BuildsState = readers.Any(reader => reader.BuildsState),
            SearchesModel = encoding.SearchesModel,
            IlBytes = code.IlBytes,
            SourceLines = code.SourceLines,
            Specification = s_specifications.Value.GetValueOrDefault(encoding.GetType().FullName!, ""),
        };
    }

    /// <summary>The remarks of every type in the library's documentation file as plain text, one paragraph a line.</summary>
    private static Dictionary<string, string> ReadSpecifications()
    {
        string path = Path.ChangeExtension(typeof(TableEncoding).Assembly.Location, ".xml");
        return !File.Exists(path) ? [] : XDocument.Load(path).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith("T:EncodingLab.Encodings.", StringComparison.Ordinal) && member.Element("remarks") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value[2..], member => PlainText(member.Element("remarks")!));
    }

    private static string PlainText(XElement remarks)
    {
        foreach (XElement reference in remarks.Descendants().Where(element => element.Attribute("cref") is not null).ToList())
        {
            reference.Value = reference.Attribute("cref")!.Value.Split('.')[^1];
        }

        IEnumerable<string> paragraphs = remarks.Elements().Select(element => element.Name == "code"
            ? Indented(element.Value)
            : Space().Replace(element.Value, " ").Trim());
        return string.Join('\n', paragraphs);
    }

    /// <summary>A code block with four spaces before each line, whatever the documentation file put there.</summary>
    private static string Indented(string code)
    {
        string[] lines = [.. code.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? "    " + line[indent..] : line));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    private struct TypeAction : IReaderAction
    {
        public List<Type> Types;

        public void Run<TReader>(ReadOnlySpan<byte> bytes, int parameter)
            where TReader : struct, ITableReader<TReader>, allows ref struct => Types.Add(typeof(TReader));
    }
}
