using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EncodingLab.Experiments;
using EncodingLab.Files;

namespace EncodingLab.Measuring;

/// <summary>What a sweep is to do.</summary>
public sealed record SweepRequest
{
    /// <summary>The corpus, in the order in which it is reported.</summary>
    public required IReadOnlyList<LabFile> Files { get; init; }

    public required ResolvedSelection Selection { get; init; }

    /// <summary>Which part of a sweep its files are, such as <c>2/8</c>; empty for a whole one.</summary>
    public string Shard { get; init; } = "";

    /// <summary>What of the selection is timed, in parts; all of it where there are none.</summary>
    public IReadOnlyList<ResolvedSelection> TimedParts { get; init; } = [];

    /// <summary>Whether call sites must be known.</summary>
    internal bool NeedsCallSites => Selection.NeedsCallSites || TimedParts.Any(part => part.NeedsCallSites);

    /// <summary>The question behind it, if it has one.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>The folder to write; it is called so when it is whole.</summary>
    public required string Folder { get; init; }

    /// <summary>The words of the command line, without paths.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public int Seed { get; init; } = 1;

    /// <summary>Files sized at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Programs outside that answer and time the same lookups.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>What a trap with a backtrace took in a real engine; null where nobody knows.</summary>
    public string? EngineTruth { get; init; }

    /// <summary>Seconds for the whole sweep, or null for as long as it takes.</summary>
    public double? BudgetSeconds { get; init; }

    /// <summary>Whether a whole run of that name may be replaced.</summary>
    public bool Force { get; init; }

    /// <summary>The files that are timed; the others are sized. Chosen from all files of a sweep before it is cut in shards.</summary>
    public required IReadOnlySet<LabFile> TimedFiles { get; init; }

    /// <summary>The files, tables and encodings of which single pcs are timed as well; null for none.</summary>
    public ResolvedSelection? Latency { get; init; }

    /// <summary>Whether to go on with the partial run of that name.</summary>
    public bool Resume { get; init; }

    /// <summary>Stands for everything that decides what is measured, and by which build: 64 bits of SHA-256, in hexadecimal.</summary>
    public string Key
    {
        get
        {
            string[] parts =
            [
                typeof(SweepRequest).Assembly.ManifestModule.ModuleVersionId.ToString(),
                Seed.ToString(CultureInfo.InvariantCulture),
                .. Files.Select(file => file.Name),
                .. Selection.Encodings.Select(encoding => encoding.Id),
                .. Selection.Tables.Select(kind => kind.Name),
                .. Selection.Tracks.Select(track => track.Name),
                .. Selection.Workloads.Select(workload => workload.Name),
                .. Selection.Models,
                .. Selection.Caches,
                .. Peers.Select(peer => Path.GetFileName(peer)),
                .. TimedParts.Select(part => string.Join(' ', [
                    .. part.Encodings.Select(encoding => encoding.Id), .. part.Tables.Select(kind => kind.Name), .. part.Tracks.Select(track => track.Name),
                    .. part.Workloads.Select(workload => workload.Name), .. part.Models, .. part.Caches, .. part.FilePatterns])),
                Latency is { } latency ? "latency " + string.Join(' ', [.. latency.Encodings.Select(encoding => encoding.Id), .. latency.Tables.Select(kind => kind.Name), .. latency.FilePatterns]) : "",
                .. Files.Where(TimedFiles.Contains).Select(file => "timed " + file.Name),
            ];
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
        }
    }
}

/// <summary>Told how a sweep goes on. Calls may come from several threads.</summary>
public interface ISweepProgress
{
    /// <summary>A phase begins: sizes or lookups.</summary>
    void Begin(string phase, int steps);

    /// <summary>Steps of the phase are done.</summary>
    void Step(string what, int steps = 1);

    /// <summary>Something the reader must know.</summary>
    void Note(string text);
}
