using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Processes;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>Cells that are timed together: one file, track, table, workload (or whole-table models) and cache state.</summary>
/// <param name="File">The file after sizing.</param>
/// <param name="Track">Which tables of it.</param>
/// <param name="Kind">The table that rows name; a joint kind is answered by joint encodings and by pairs of separate ones.</param>
/// <param name="Workload">The pcs; null for models that work on the whole table.</param>
/// <param name="Cache">hot or cold.</param>
/// <param name="Cells">What is planned.</param>
internal sealed record TimedGroup(SizedFile File, Track Track, TableKind Kind, Workload? Workload, string Cache, IReadOnlyList<PlannedCell> Cells)
{
    /// <summary>A row with the key of one of the group's cells and nothing measured.</summary>
    public LookupRow Blank(PlannedCell cell) => new()
    {
        File = File.File.Name,
        Module = File.File.Module,
        Target = File.File.Target,
        Wasmtime = File.File.Wasmtime,
        Variant = File.File.Variant,
        Table = Kind.Name,
        Track = Track.Name,
        Encoding = cell.EncodingId,
        Kind = cell.Encoding is null ? "null" : cell.Peer is not null ? "peer" : cell.IsBaseline ? "baseline" : "encoding",
        Reader = cell.Reader.Name,
        Isa = cell.Reader.Isa,
        BlockEntries = cell.Encoding?.BlockEntries,
        Workload = Workload?.Name ?? "",
        Cache = Cache,
        Model = cell.Model.Name,
    };
}

/// <summary>One cell of a group.</summary>
/// <param name="Number">Its position among the rows of <c>cells.csv</c>.</param>
/// <param name="Encoding">Null for the null reader.</param>
/// <param name="Reader">Which reader answers.</param>
/// <param name="Model">What one operation is.</param>
/// <param name="WhyNot">Why it does not apply, or null.</param>
internal sealed record PlannedCell(int Number, TableEncoding? Encoding, ReaderInfo Reader, TimedModel Model, string? WhyNot)
{
    public string EncodingId => Encoding?.Id ?? "null";

    /// <summary>Whether it asks the file's lossless tables, in a group of another track: what the group's ratios are to.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>The program outside that answers; null for readers of ours.</summary>
    public LookupPeer? Peer { get; init; }
}
