using System.ComponentModel.DataAnnotations.Schema;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>All that an inspection found as rows of one kind, for a table that a program reads.</summary>
/// <param name="Part">file, section, code, core module, table, pc delta, value delta, trap code, encoding, other table, or note.</param>
/// <param name="Name">Section, encoding, figure or text, by the part.</param>
/// <param name="Table">Kind of table, where the row is of one.</param>
/// <param name="Start">Offset in the file.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="Share">Of the file, 0 to 1; of an encoding to the file's own table(s), smaller is better.</param>
/// <param name="Entries">Entries, functions or pcs.</param>
/// <param name="BytesPerEntry">Bytes by entry.</param>
/// <param name="FileBytes">The whole file with it, alignment counted.</param>
/// <param name="Note">What else there is to say.</param>
public sealed record InspectionLine(
    [property: Column("part")] string Part, [property: Column("name")] string Name, [property: Column("table")] string Table = "", [property: Column("start")] long? Start = null, [property: Column("bytes")] long? Bytes = null,
    [property: Column("share")] double? Share = null, [property: Column("entries")] long? Entries = null, [property: Column("bytes_per_entry")] double? BytesPerEntry = null,
    [property: Column("file_bytes")] long? FileBytes = null, [property: Column("note")] string Note = "")
{
    /// <summary>Every row, part by part.</summary>
    public static IEnumerable<InspectionLine> Of(Inspection inspection) =>
    [
        new("file", inspection.File, Bytes: inspection.Bytes, FileBytes: inspection.Bytes, Note: $"Wasmtime {inspection.Wasmtime}, {inspection.Triple}, {inspection.ByteOrder}, {string.Join(", ", inspection.Flags)}"),
        .. inspection.Ranges.Select(range => new InspectionLine("section", range.Name, Start: range.Start, Bytes: range.Bytes, Share: range.Share, Note: range.Blank ? "zeros" : "")),
        .. Code(inspection.Code),
        .. inspection.CoreModules.Select(module => new InspectionLine("core module", module.Name, Bytes: module.CodeBytes, Entries: module.Functions, Note: $"{module.MapEntries} map entries, {module.TrapEntries} traps")),
        .. inspection.Tables.SelectMany(TableLines),
        .. inspection.Encodings.Select(trial => trial.Problem.Length > 0 ? new("encoding", trial.Encoding, trial.Table, Note: trial.Problem)
            : new InspectionLine("encoding", trial.Encoding, trial.Table, Bytes: trial.Bytes, Share: trial.RatioToFile, BytesPerEntry: trial.BytesPerEntry, FileBytes: trial.FileBytes)),
        .. inspection.SideTables.Select(side => new InspectionLine("other table", side.Section, side.Table, Bytes: side.Bytes, Share: side.ShareOfFile, Entries: side.Entries,
            Note: side.Problem.Length > 0 ? side.Problem : $"{side.PcTableBytes} bytes of pcs, {side.RecordBytes} of records, {side.DistinctRecordBytes} of distinct ones")),
        .. inspection.Notes.Select(note => new InspectionLine("note", note)),
    ];

    private static IEnumerable<InspectionLine> Code(InspectedCode code) =>
    [
        new("code", "functions", Bytes: code.FunctionBytes, Entries: code.Functions, Note: $"the largest of {code.LargestFunctionBytes} bytes"),
        new("code", "between functions", Bytes: code.BetweenBytes),
        new("code", "behind the last function", Bytes: code.TailBytes),
    ];

    private static IEnumerable<InspectionLine> TableLines(InspectedTable table)
    {
        string name = table.Table.Name;
        yield return new("table", table.Section, name, Bytes: table.Bytes, Share: table.ShareOfFile, Entries: table.Entries, BytesPerEntry: table.BytesPerEntry,
            Note: $"{table.Encoding}, {table.Blocks} blocks, {table.Statistics.Ties} ties, {table.Statistics.None} none, pc unit {table.Statistics.PcUnit}, encodes again to {(table.ReencodesExactly ? "the same" : "other")} bytes");
        foreach ((string part, IReadOnlyList<int> bits) in new[] { ("pc delta", table.Statistics.PcDeltaBits), ("value delta", table.Statistics.ValueDeltaBits) })
        {
            for (int i = 0; i < bits.Count; i++)
            {
                if (bits[i] > 0)
                {
                    yield return new(part, $"{i} bits", name, Entries: bits[i]);
                }
            }
        }

        foreach ((uint code, int entries) in table.Statistics.Values)
        {
            yield return new("trap code", TrapCodes.Name(code), name, Entries: entries);
        }
    }
}
