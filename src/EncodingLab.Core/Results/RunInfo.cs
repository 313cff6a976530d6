using System.Text.Json;
using System.Text.Json.Serialization;

namespace EncodingLab.Results;

/// <summary>What a run was: <c>run.json</c>.</summary>
public sealed record RunInfo
{
    public int Schema { get; init; } = RunFolder.Schema;

    /// <summary>The folder's name.</summary>
    public required string Id { get; init; }
    public string LabVersion { get; init; } = "";
    public string GitCommit { get; init; } = "";

    /// <summary>The command line's words after the program's name, with file paths cut to their last part.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public int Seed { get; init; }

    /// <summary>Which part of a sweep it is, such as <c>2/8</c>; empty for a whole one.</summary>
    public string Shard { get; init; } = "";

    /// <summary>Stands for everything that decides what is measured: selection, seed, options, build. A broken run goes on only under its own key.</summary>
    public string Key { get; init; } = "";
    public string Experiment { get; init; } = "";
    public string Question { get; init; } = "";
    public string Hypothesis { get; init; } = "";
    public string Analysis { get; init; } = "";

    /// <summary>UTC start, seconds precision; nothing else in a run depends on it.</summary>
    public string StartedUtc { get; init; } = "";
    public double ElapsedSeconds { get; init; }

    /// <summary>whole, or partial: why.</summary>
    public string State { get; init; } = "whole";

    /// <summary>Machine facts in the order in which they are shown.</summary>
    public IReadOnlyList<NamedFact> Machine { get; init; } = [];
    public IReadOnlyList<RunFile> Corpus { get; init; } = [];
    public IReadOnlyList<RunWorkload> Workloads { get; init; } = [];

    /// <summary>Of a merged run, which machine timed which files.</summary>
    public IReadOnlyList<RunPart> Parts { get; init; } = [];

    /// <summary>What was planned, measured, failed, not applicable, cut.</summary>
    public RunCounts Counts { get; init; } = new();

    /// <summary>SHA-256 of the run's CSV files as they were written: an edited or cut one is told from a whole one.</summary>
    public IReadOnlyList<NamedFact> Csv { get; init; } = [];

    /// <summary>What the reader of the report must know: what was cut, skipped, or warned of.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    [JsonIgnore]
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = RunInfoJson.Default,
    };
}

/// <summary>A fact about the machine, such as the CPU's name.</summary>
public sealed record NamedFact(string Name, string Value);

/// <summary>One of the runs that a merged run was made of.</summary>
public sealed record RunPart(string Id, IReadOnlyList<NamedFact> Machine, IReadOnlyList<string> Files);

/// <summary>A corpus file of the run.</summary>
public sealed record RunFile(string File, string Module, string Target, string Wasmtime, string Variant, string SourceLanguage, string Sha256, long Bytes);

/// <summary>A workload as it was drawn for one file: its description and the properties that were checked.</summary>
public sealed record RunWorkload(string File, string Workload, string Table, string Description, int Pcs, int DistinctPcs, double HitRate, double NoneShare);

/// <summary>How many cells came to what end.</summary>
public sealed record RunCounts(int Planned = 0, int Measured = 0, int Failed = 0, int NotApplicable = 0, int Cut = 0);

/// <summary>How run.json is read and written, made when the lab is built: finding it out by reflection takes a report longer than the reading.</summary>
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class RunInfoJson : JsonSerializerContext;
