using System.Text.Json;
using System.Text.Json.Serialization;
using EncodingLab.Cwasm;

namespace EncodingLab.Files.Building;

/// <summary>What to build, as data: inputs x targets x settings x Wasmtimes. What is left out is the default: one build an input, for this machine, as Wasmtime builds when told nothing.</summary>
public sealed record BuildMatrix
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Files of <c>.wasm</c> or <c>.wat</c> (also with <c>.br</c> behind), or folders of them; in a file of JSON, relative to it.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Target triples, as <c>wasmtime compile --target</c> takes them; empty for this machine's.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Options of <c>wasmtime compile</c> by the name of the variant; the default build has the empty name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string> { [""] = "" };

    /// <summary>Executables: paths, or names to be found on the path of the machine.</summary>
    public IReadOnlyList<string> Wasmtime { get; init; } = [];

    /// <summary>Seconds after which a compilation is taken to hang.</summary>
    public double TimeLimitSeconds { get; init; } = 600;

    /// <summary>Reads a matrix.</summary>
    /// <exception cref="CwasmFormatException">The file is missing, no JSON, or has an unknown key.</exception>
    public static BuildMatrix Read(string path)
    {
        try
        {
            BuildMatrix matrix = JsonSerializer.Deserialize<BuildMatrix>(File.ReadAllText(path), s_json) ?? throw new JsonException("empty");
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return matrix with { Inputs = [.. matrix.Inputs.Select(input => Path.Combine(folder, input))] };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CwasmFormatException(
                CwasmErrorKind.BadManifest, path, $"not a build matrix: {e.Message.Split(" Path:")[0].TrimEnd('.')}",
                "expected an object with inputs, targets, settings, wasmtime, time_limit_seconds, each optional");
        }
    }
}
