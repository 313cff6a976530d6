using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EncodingLab.Notebooks;

/// <summary>What nbformat 4.5 asks of a file, checked before anything of it is run.</summary>
/// <remarks>After the format's published description and schema (nbformat, BSD licence, https://nbformat.readthedocs.io); those parts that the lab writes or reads.</remarks>
internal static partial class NotebookFormat
{
    private static readonly string[] s_cellTypes = ["code", "markdown", "raw"];
    private static readonly string[] s_outputTypes = ["display_data", "execute_result", "stream", "error"];

    /// <summary>Every breach in a line; none for a notebook.</summary>
    public static IEnumerable<string> Faults(JsonNode? root)
    {
        if (root is not JsonObject notebook)
        {
            return ["expected an object"];
        }

        List<string> faults = [.. Of(notebook["nbformat"] is JsonValue major && major.TryGetValue(out int four) && four == 4, "nbformat: expected 4")];
        faults.AddRange(Of(notebook["nbformat_minor"] is JsonValue minor && minor.TryGetValue(out int five) && five >= 5, "nbformat_minor: expected 5 or later, whose cells have ids"));
        faults.AddRange(Of(notebook["metadata"] is JsonObject, "metadata: expected an object"));
        faults.AddRange(Of(notebook.All(pair => pair.Key is "nbformat" or "nbformat_minor" or "metadata" or "cells"), "only nbformat, nbformat_minor, metadata and cells may stand at the top"));
        if (notebook["cells"] is not JsonArray cells)
        {
            return [.. faults, "cells: expected a list"];
        }

        faults.AddRange(cells.SelectMany((cell, i) => cell is JsonObject one ? Cell(one, $"cell {i + 1}") : [$"cell {i + 1}: expected an object"]));
        faults.AddRange(cells.OfType<JsonObject>().GroupBy(cell => Text(cell["id"])).Where(group => group.Count() > 1 && group.Key is not null).Select(group => $"two cells have the id '{group.Key}'"));
        return faults;
    }

    private static IEnumerable<string> Cell(JsonObject cell, string where)
    {
        string? type = Text(cell["cell_type"]);
        IEnumerable<string> faults = Of(s_cellTypes.Contains(type), $"{where}: cell_type: expected code, markdown or raw")
            .Concat(Of(Text(cell["id"]) is { } id && CellId().IsMatch(id), $"{where}: id: expected 1 to 64 letters, digits, - or _"))
            .Concat(Of(cell["metadata"] is JsonObject, $"{where}: metadata: expected an object"))
            .Concat(Of(IsText(cell["source"]), $"{where}: source: expected a text or a list of lines"));
        return type != "code" ? faults : faults
            .Concat(Of(cell.ContainsKey("execution_count") && (cell["execution_count"] is null || cell["execution_count"] is JsonValue count && count.TryGetValue(out int number) && number >= 0), $"{where}: execution_count: expected a number or null"))
            .Concat(cell["outputs"] is JsonArray outputs ? outputs.SelectMany(output => Output(output as JsonObject, where)) : [$"{where}: outputs: expected a list"]);
    }

    private static IEnumerable<string> Output(JsonObject? output, string where) => Text(output?["output_type"]) switch
    {
        "display_data" or "execute_result" => Of(output!["metadata"] is JsonObject && output["data"] is JsonObject data && data.All(pair => IsText(pair.Value)), $"{where}: an output: expected metadata, and data of texts by kind"),
        "stream" => Of(IsText(output!["text"]) && Text(output["name"]) is not null, $"{where}: an output: expected name and text"),
        "error" => Of(Text(output!["ename"]) is not null && Text(output["evalue"]) is not null && output["traceback"] is JsonArray, $"{where}: an output: expected ename, evalue and traceback"),
        _ => [$"{where}: an output's output_type: expected one of {string.Join(", ", s_outputTypes)}"],
    };

    private static IEnumerable<string> Of(bool holds, string fault) => holds ? [] : [fault];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsText(JsonNode? node) => Text(node) is not null || node is JsonArray lines && lines.All(line => Text(line) is not null);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex CellId();
}
