using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EncodingLab.Results;

namespace EncodingLab.Notebooks;

/// <summary>An <c>.ipynb</c> on disk: JSON of nbformat 4.5. What the lab does not know of it stays as it is.</summary>
public sealed class NotebookFile
{
    /// <summary>As notebook editors write it: one space a level, text unescaped.</summary>
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _root;

    private NotebookFile(string path, JsonObject root)
    {
        Path = path;
        _root = root;
        Cells = [.. root["cells"]!.AsArray().Select((cell, i) => new NotebookCell(i + 1, cell!.AsObject()))];
    }

    public string Path { get; }

    /// <summary>All cells, text and code, in their order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <exception cref="NotebookException">The file cannot be read, or is no notebook of nbformat 4.5.</exception>
    public static NotebookFile Read(string path)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(File.ReadAllText(path));
            string[] faults = [.. NotebookFormat.Faults(root)];
            return faults.Length == 0 ? new NotebookFile(path, root!.AsObject()) : throw new NotebookException($"{path}: not a notebook that can be run: {string.Join("; ", faults.Take(3))}{(faults.Length > 3 ? $"; and {faults.Length - 3} more" : "")}");
        }
        catch (JsonException e)
        {
            throw new NotebookException($"{path}: not a notebook: {e.Message.Split(" Path:")[0]}; expected JSON of nbformat 4.5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: {Unreadable.Why(path, e)}; name an .ipynb file");
        }
    }

    /// <summary>The file's text: the same cells and outputs give the same bytes.</summary>
    public string ToText() => _root.ToJsonString(s_json) + "\n";

    /// <summary>Writes the file back.</summary>
    /// <exception cref="NotebookException">It cannot be written.</exception>
    public void Save()
    {
        try
        {
            File.WriteAllText(Path, ToText(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{Path}: cannot be written: {e.Message}");
        }
    }
}
