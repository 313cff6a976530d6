using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EncodingLab.Experiments;

/// <summary>A numbered question as data: what is asked, what was expected, what is measured for it, and after looking, what was learnt.</summary>
public sealed record Experiment
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The file's name without its ending, such as <c>02-block-size-bytes</c>.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    public required string Question { get; init; }

    public required string Hypothesis { get; init; }

    /// <summary>Which encoding the answer is given relative to.</summary>
    public string Baseline { get; init; } = "block-leb128(block=128)";

    /// <summary>What was learnt; empty until somebody looked.</summary>
    public string Analysis { get; init; } = "";

    /// <summary>What is measured; where <see cref="Time"/> says nothing, all of it is timed.</summary>
    public Selection Select { get; init; } = new();

    /// <summary>What of it is timed, in parts: each changes <see cref="Select"/> where it says something. A cell that several parts name is timed once.</summary>
    public IReadOnlyList<Selection> Time { get; init; } = [];

    /// <summary>Of what single pcs are timed too: files, tables and encodings, each as <see cref="Select"/> where it says nothing. Null for none.</summary>
    public Selection? Latency { get; init; }

    /// <summary>For an experiment that compiles its own files: the steps. Null for one that takes the corpus.</summary>
    public Ladder? Ladder { get; init; }

    /// <summary>Reads the definition of an experiment.</summary>
    /// <exception cref="ExperimentException">The file is missing, no JSON, or has an unknown key.</exception>
    public static Experiment Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = s_json.ReadCommentHandling });
            return JsonFit.Fault(json.RootElement, typeof(Experiment), s_json) is { } fault
                ? throw new ExperimentException($"{path}: {fault}")
                : json.Deserialize<Experiment>(s_json)! with { Name = Path.GetFileNameWithoutExtension(path) };
        }
        catch (JsonException e)
        {
            throw new ExperimentException($"{path}: no JSON: at line {e.LineNumber + 1} it ends early, or holds what does not belong there; expected an object with question, hypothesis and select");
        }
        catch (IOException e)
        {
            throw new ExperimentException($"{path}: cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>All experiments of a folder, by name.</summary>
    public static IReadOnlyList<Experiment> ReadAll(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)] : [];

    /// <summary>The experiment of a name, of its number (<c>02</c>), or of its name without the number.</summary>
    /// <exception cref="ExperimentException">There is none.</exception>
    public static Experiment Find(string folder, string name)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        string[] names = [.. paths.Select(path => Path.GetFileNameWithoutExtension(path))];
        if (names.Length == 0)
        {
            throw new ExperimentException($"{folder}: no experiments here, so no '{name}'; run in a clone of the repository");
        }

        int found = Array.FindIndex(names, candidate => candidate == name || candidate.Split('-')[0] == name || candidate[(candidate.IndexOf('-', StringComparison.Ordinal) + 1)..] == name);
        return found >= 0 ? Read(paths[found]) : throw ExperimentException.Unknown("experiment", name, names);
    }
}
