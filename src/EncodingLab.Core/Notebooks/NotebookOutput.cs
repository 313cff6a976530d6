using System.Text.Json.Nodes;

namespace EncodingLab.Notebooks;

/// <summary>Something that a cell showed, in one or more kinds that say the same: a reader picks the best that it can draw.</summary>
/// <param name="Data">Text by MIME type, such as <c>image/svg+xml</c>; always with <c>text/plain</c>.</param>
public sealed record NotebookOutput(IReadOnlyDictionary<string, string> Data)
{
    public const string Plain = "text/plain";

    /// <summary>The kinds in a fixed order.</summary>
    public IEnumerable<string> Kinds => Data.Keys.Order(StringComparer.Ordinal);

    public static NotebookOutput Of(string plain, string kind = Plain, string? rich = null) =>
        new(rich is null ? new Dictionary<string, string> { [Plain] = plain } : new Dictionary<string, string> { [kind] = rich, [Plain] = plain });

    /// <summary>Whether both show the same, kind by kind.</summary>
    public bool SameAs(NotebookOutput other) => Kinds.SequenceEqual(other.Kinds) && Kinds.All(kind => Data[kind] == other.Data[kind]);

    internal JsonObject Write()
    {
        var data = new JsonObject();
        foreach (string kind in Kinds)
        {
            data[kind] = new JsonArray([.. Lines(Data[kind]).Select(line => (JsonNode)line)]);
        }

        return new JsonObject { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = data };
    }

    /// <summary>An output of any type as the kinds that it shows; errors and streams are their text.</summary>
    internal static NotebookOutput Read(JsonObject output) => output["data"] is JsonObject data
        ? new NotebookOutput(data.ToDictionary(pair => pair.Key, pair => NotebookCell.Joined(pair.Value!)))
        : Of(output["text"] is { } text ? NotebookCell.Joined(text) : (string?)output["evalue"] ?? "");

    /// <summary>Lines with their ends, as notebooks keep texts.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        string[] lines = text.Split('\n');
        return lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0);
    }
}
