using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Experiments;

/// <summary>A selection with its names resolved to what they name.</summary>
/// <param name="Encodings">In catalogue order, the two baselines always among them.</param>
/// <param name="Tables">Kinds of table.</param>
/// <param name="Tracks">Tracks, <see cref="Track.Lossless"/> first where asked for.</param>
/// <param name="Workloads">Workloads to time; empty when only sizes are asked for.</param>
/// <param name="Models">Timed models; empty when only sizes are asked for.</param>
/// <param name="Caches">Cache states.</param>
/// <param name="FilePatterns">Patterns of corpus files; empty for all.</param>
/// <param name="AllReaders">Whether every reader is timed, or only the first of each encoding and the fastest.</param>
public sealed record ResolvedSelection(
    ImmutableArray<TableEncoding> Encodings,
    ImmutableArray<TableKind> Tables,
    ImmutableArray<Track> Tracks,
    ImmutableArray<Workload> Workloads,
    ImmutableArray<string> Models,
    ImmutableArray<string> Caches,
    ImmutableArray<string> FilePatterns,
    bool AllReaders)
{
    /// <summary>What can be timed: one lookup in several ways, and whole tables.</summary>
    public static ImmutableArray<string> KnownModels { get; } = ["open-and-find", "find", "dependent", "decode-all", "encode", "open"];

    /// <summary>Whether the data is in the caches before a lookup.</summary>
    public static ImmutableArray<string> KnownCaches { get; } = ["hot", "cold"];

    private static readonly string[] s_defaultBlockSizes = ["32", "64", "128", "256"];
    private static readonly string[] s_defaultWorkloads = ["uniform-pc", "call-return", "trap-hit", "trap-miss"];
    private static readonly string[] s_defaultModels = ["open-and-find", "find"];

    /// <summary>Resolves names; unknown ones, values out of range and patterns without a match are errors.</summary>
    /// <exception cref="ExperimentException">Something named does not exist.</exception>
    public static ResolvedSelection Of(Selection selection) => new(
        ResolveEncodings(selection),
        Resolve("table", selection.Tables ?? ["traps", "addrmap"], TableKind.All, kind => kind.Name),
        Resolve("track", selection.Tracks ?? [Track.Lossless.Name], Track.All, track => track.Name),
        selection.SizesOnly ? [] : Resolve("workload", selection.Workloads ?? DefaultWorkloads(selection), Experiments.Workloads.All, workload => workload.Name),
        selection.SizesOnly ? [] : Resolve("model", selection.Models ?? s_defaultModels, KnownModels, model => model),
        Resolve("cache state", selection.Cache ?? ["hot"], KnownCaches, cache => cache),
        [.. selection.Files ?? []],
        selection.Encodings is not null);

    /// <summary>Whether anything chosen asks at return addresses, so that the calls must be known.</summary>
    public bool NeedsCallSites => Tracks.Contains(Track.QueryEquivalent) || Workloads.Any(workload => workload.Name is "call-return" or "backtrace-20");

    /// <summary>Whether a corpus file is selected: one of the patterns matches its name, with or without its ending, or its module.</summary>
    public bool Selects(string file, string module) => FilePatterns.IsEmpty || FilePatterns.Any(pattern => Matches(pattern, file, module));

    /// <summary>The files that are selected.</summary>
    /// <exception cref="ExperimentException">A pattern matches no file: a slip that would otherwise shrink the answer unseen.</exception>
    public LabFile[] Choose(IReadOnlyList<LabFile> files)
    {
        string? idle = FilePatterns.FirstOrDefault(pattern => !files.Any(file => Matches(pattern, file.Name, file.Module)));
        return idle is null
            ? [.. files.Where(file => Selects(file.Name, file.Module))]
            : throw new ExperimentException($"no corpus file matches '{idle}'; 'corpus list' shows what there is");
    }

    private static bool Matches(string pattern, string file, string module)
    {
        Regex glob = Glob(pattern);
        return glob.IsMatch(file) || glob.IsMatch(file + ".cwasm") || glob.IsMatch(file + ".cwasm.br") || glob.IsMatch(module);
    }

    /// <summary>A pattern with <c>*</c> and <c>?</c> as a regular expression over the whole text.</summary>
    internal static Regex Glob(string pattern) =>
        new("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);

    /// <summary>What a default sweep asks, and for a side table that was asked for, what is asked of it.</summary>
    private static IReadOnlyList<string> DefaultWorkloads(Selection selection) =>
        [.. s_defaultWorkloads, .. Experiments.Workloads.All.Where(workload => Files.SideTables.Kinds.Contains(workload.Question) && selection.Tables?.Contains(workload.Question.Name) == true).Select(workload => workload.Name)];

    private static ImmutableArray<TableEncoding> ResolveEncodings(Selection selection)
    {
        var chosen = new List<TableEncoding> { EncodingCatalog.Legacy, EncodingCatalog.Wasmtime47 };
        if (selection.BlockSizes is not null || selection.Encodings is null)
        {
            chosen.AddRange(BlockSizes(selection.BlockSizes ?? s_defaultBlockSizes).Select(block => new BlockLeb128(block)));
        }

        if (selection.Encodings is null)
        {
            // Sizes alone are asked for to be quick: encoders that search for a model are then named, or swept by '*'.
            chosen.AddRange(EncodingCatalog.Finalists.Where(finalist => !selection.SizesOnly || !finalist.SearchesModel));
        }

        foreach (string pattern in selection.Encodings ?? [])
        {
            ImmutableArray<TableEncoding> matches = EncodingCatalog.Match(pattern);
            chosen.AddRange(matches.IsEmpty ? throw EncodingIds.Unknown(pattern) : matches);
        }

        var order = EncodingCatalog.All.Select((encoding, place) => (encoding, place)).ToDictionary(pair => pair.encoding, pair => pair.place);
        int shipped = order[EncodingCatalog.Wasmtime47];
        return [.. chosen.Distinct().OrderBy(encoding => order.GetValueOrDefault(encoding, shipped)).ThenBy(encoding => encoding.BlockEntries ?? 0)];
    }

    private static IEnumerable<int> BlockSizes(IReadOnlyList<string> texts)
    {
        var seen = new HashSet<int>();
        foreach (string text in texts)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int block) || block is < 1 or > BlockLeb128.MaxBlock)
            {
                throw new ExperimentException($"block size '{text}': expected a whole number from 1 to {BlockLeb128.MaxBlock}, such as --block-sizes 32,64,128,256");
            }

            yield return seen.Add(block) ? block : throw new ExperimentException($"block size {block} is named twice; name each size once");
        }
    }

    private static ImmutableArray<T> Resolve<T>(string what, IReadOnlyList<string> names, IReadOnlyList<T> known, Func<T, string> nameOf)
    {
        var chosen = new List<T>();
        foreach (string name in names)
        {
            T[] matches = [.. known.Where(candidate => Glob(name).IsMatch(nameOf(candidate)))];
            chosen.AddRange(matches.Length > 0 ? matches : throw ExperimentException.Unknown(what, name, known.Select(nameOf)));
        }

        return [.. known.Where(chosen.Contains)];
    }
}
