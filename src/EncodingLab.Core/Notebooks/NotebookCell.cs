using System.Text.Json.Nodes;

namespace EncodingLab.Notebooks;

/// <summary>A cell of a notebook.</summary>
/// <param name="number">Its place, from 1.</param>
/// <param name="json">The cell as the file has it.</param>
public sealed class NotebookCell(int number, JsonObject json)
{
    /// <summary>The tag of cells whose outputs differ from run to run: only their kinds are compared.</summary>
    public const string VariesTag = "varies";

    public int Number { get; } = number;

    public bool IsCode => (string?)json["cell_type"] == "code";

    /// <summary>Whether the cell says that its outputs are not the same twice.</summary>
    public bool Varies => json["metadata"]!["tags"] is JsonArray tags && tags.Any(tag => (string?)tag == VariesTag);

    public string Source => Joined(json["source"]!);

    /// <summary>The saved outputs of a code cell, in their order.</summary>
    public IReadOnlyList<NotebookOutput> Outputs => json["outputs"] is JsonArray outputs ? [.. outputs.Select(output => NotebookOutput.Read(output!.AsObject()))] : [];

    /// <summary>Replaces the saved outputs by those of a run.</summary>
    /// <param name="outputs">What the cell showed.</param>
    /// <param name="count">The number of the run cell, from 1.</param>
    public void Replace(IReadOnlyList<NotebookOutput> outputs, int count)
    {
        json["execution_count"] = count;
        json["outputs"] = new JsonArray([.. outputs.Select(output => output.Write())]);
    }

    /// <summary>Texts of notebooks are a string or a list of lines.</summary>
    internal static string Joined(JsonNode text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text ?? "";
}
