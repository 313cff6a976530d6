namespace EncodingLab.Experiments;

/// <summary>What to measure, as names and patterns: from the command line or from an experiment's JSON. Null or empty means the default.</summary>
public sealed record Selection
{
    /// <summary>Block sizes of the shipped block encoding, as text: each 1 to 2^20, no size twice.</summary>
    public IReadOnlyList<string>? BlockSizes { get; init; }

    /// <summary>Ids or patterns with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string>? Encodings { get; init; }

    /// <summary>Patterns of corpus files, matched against the file's name and its module.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    public IReadOnlyList<string>? Tables { get; init; }

    public IReadOnlyList<string>? Tracks { get; init; }

    public IReadOnlyList<string>? Workloads { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>hot, cold or both.</summary>
    public IReadOnlyList<string>? Cache { get; init; }

    /// <summary>Only sizes: nothing is timed.</summary>
    public bool SizesOnly { get; init; }

    /// <summary>The other selection's choices where it makes any, else this one's: the command line over the experiment.</summary>
    public Selection OverriddenBy(Selection other) => new()
    {
        BlockSizes = other.BlockSizes ?? BlockSizes,
        Encodings = other.Encodings ?? Encodings,
        Files = other.Files ?? Files,
        Tables = other.Tables ?? Tables,
        Tracks = other.Tracks ?? Tracks,
        Workloads = other.Workloads ?? Workloads,
        Models = other.Models ?? Models,
        Cache = other.Cache ?? Cache,
        SizesOnly = other.SizesOnly || SizesOnly,
    };
}
