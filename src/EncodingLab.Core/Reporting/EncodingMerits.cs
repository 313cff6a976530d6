using EncodingLab.Reporting.Charts;
using EncodingLab.Results;

namespace EncodingLab.Reporting;

/// <summary>What a run's rows say of each encoding: what opening it costs, and where nothing else is as good.</summary>
public sealed class EncodingMerits
{
    private const string Unknown = "–";
    private const string Both = "both";

    private readonly ILookup<string, LookupRow> _opened;
    private readonly ILookup<string, Merit> _merits;
    private readonly int _targets;

    private EncodingMerits(RunData data)
    {
        _opened = data.Lookups.Where(row => row is { OpenBytes: not null, Error: "" }).ToLookup(row => row.Encoding);
        _targets = data.Files.Targets.Count;
        _merits = data.TableNames.SelectMany(table => data.Files.Targets.SelectMany(target => Of(data, table, target))).Distinct().ToLookup(merit => merit.Encoding);
    }

    /// <summary>Reads a run.</summary>
    /// <exception cref="RunFolderException">The folder is not a run, or a file of it is damaged.</exception>
    public static EncodingMerits Of(RunFolder run) => new(RunData.Load(run));

    /// <summary>What opening a reader builds, and the time that takes where it is anything.</summary>
    /// <param name="row">The encoding.</param>
    /// <param name="merits">The run; null where there is none.</param>
    public static string OpenCost(EncodingRow row, EncodingMerits? merits)
    {
        // What both tables in one cost is the sum of two readers, each of which may be asked alone.
        LookupRow[] opened = merits is null ? [] : [.. merits._opened[row.Encoding]];
        opened = opened.Any(own => own.Table != Both) ? [.. opened.Where(own => own.Table != Both)] : opened;
        long bytes = opened.Select(own => own.OpenBytes ?? 0).DefaultIfEmpty(0).Max();
        double ns = opened.Select(own => own.OpenNs ?? 0).DefaultIfEmpty(0).Max();
        return opened.Length == 0 && row.BuildsState ? "builds state, " + Unknown
            : bytes == 0 ? "builds nothing"
            : $"builds up to {Numbers.Bytes(bytes)} in up to {(ns < 1e6 ? $"{Numbers.Figure(ns / 1000)} us" : $"{Numbers.Figure(ns / 1e6)} ms")}";
    }

    /// <summary>Where an encoding is the smallest, the fastest, or on the frontier between the two: means of a table and target; a dash where it is not, or without a run.</summary>
    /// <param name="encoding">Its id.</param>
    /// <param name="merits">The run; null where there is none.</param>
    public static string BestAt(string encoding, EncodingMerits? merits)
    {
        string[] parts = merits is null ? [] : [.. merits._merits[encoding].GroupBy(merit => (merit.What, merit.Table)).OrderBy(group => group.Key.What)
            .Select(group => $"{Words(group.Key.What)} {group.Key.Table} ({merits.Targets(group)})")];
        return parts.Length == 0 ? Unknown : string.Join("; ", parts);
    }

    private string Targets(IEnumerable<Merit> merits)
    {
        string[] targets = [.. merits.Select(merit => merit.Target)];
        return targets.Length > 1 && targets.Length == _targets ? "all targets" : string.Join(", ", targets);
    }

    private static string Words(MeritKind what) => what switch { MeritKind.Smallest => "smallest", MeritKind.Fastest => "fastest", _ => "on the frontier of" };

    // The smallest of all that were sized on every file, timed or not; what is on the frontier's ends is not named twice.
    private static IEnumerable<Merit> Of(RunData data, string table, string target)
    {
        IGrouping<string, SizeRow>[] sized = [.. data.Files.Keep(data.LosslessSizes(table), target).Where(row => row.BytesPerEntry > 0).GroupBy(row => row.Encoding)];
        int most = sized.Select(group => group.Count()).DefaultIfEmpty(0).Max();
        string? smallest = sized.Where(group => group.Count() == most).MinBy(group => Means.Geometric(group, row => row.BytesPerEntry))?.Key;
        if (smallest is not null)
        {
            yield return new(smallest, MeritKind.Smallest, table, target);
        }

        IReadOnlyList<TradeOffPoint> frontier = data.TradeOffOf(table, target).Frontier;
        for (int i = 0; i < frontier.Count; i++)
        {
            if (i == frontier.Count - 1 || frontier[i].Encoding != smallest)
            {
                yield return new(frontier[i].Encoding, i == frontier.Count - 1 ? MeritKind.Fastest : MeritKind.Frontier, table, target);
            }
        }
    }

    private enum MeritKind
    {
        Smallest,
        Fastest,
        Frontier,
    }

    private sealed record Merit(string Encoding, MeritKind What, string Table, string Target);
}
