using EncodingLab.Corpus;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Looks into a file: attributes every byte, reads its tables, and says what they would be in other encodings.</summary>
public static class Inspector
{
    /// <summary>Inspects an opened file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encodings">Encodings to try on its tables.</param>
    /// <exception cref="CwasmFormatException">A version or a table that cannot be read.</exception>
    public static Inspection Inspect(CwasmFile file, IReadOnlyList<TableEncoding> encodings)
    {
        RedactionNote? note = RedactionNote.Read(file);
        IReadOnlyList<FunctionSymbol> functions = file.ReadFunctionSymbols();
        CodeTables tables = TableLoader.Load(file);
        TableEncoding shipped = TableLoader.ShippedEncoding(file);
        IReadOnlyList<InspectedEncoding> trials = [];
        IReadOnlyList<InspectedRange> ranges = [];
        IReadOnlyList<InspectedTable> inspected = [];
        IReadOnlyList<InspectedSideTable> sides = [];
        IReadOnlyList<CoreModule> modules = [];
        Parallel.Invoke(
            () => trials = EncodingTrials.Of(file, tables, encodings),
            () => inspected = [.. tables.Tables.Where(table => TableLoader.Shipped.Contains(table.Kind)).Select(table => Table(file, tables, table, shipped))],
            () => ranges = InspectedRanges.Of(file),
            () => sides = [.. SideTables.Kinds.Where(kind => file.Find(TableLoader.SectionOf(kind)) is not null).Select(kind => Side(file, kind))],
            () => modules = Files.CoreModules.Of(functions, tables));
        return new()
        {
            File = file.Path,
            Bytes = file.Bytes().Length,
            Wasmtime = note?.Wasmtime ?? file.Engine.Version,
            Triple = file.Engine.Triple,
            Flags = Flags(file),
            ByteOrder = file.Image.BigEndian ? "big-endian" : "little-endian",
            RedactedFrom = note is null ? null : $"{note.Module} {note.Target} {note.Wasmtime} {note.Variant}".TrimEnd(),
            Ranges = ranges,
            Code = Code(file, functions),
            CoreModules = modules,
            Tables = inspected,
            SideTables = sides,
            Encodings = trials,
            Notes = [.. Notes(file)],
        };
    }

    private static List<string> Flags(CwasmFile file)
    {
        var flags = new List<string>();
        foreach ((bool set, string name) in new[] { (file.IsModule, "module"), (file.IsComponent, "component"), (file.IsPulley, "pulley") })
        {
            if (set)
            {
                flags.Add(name);
            }
        }

        return flags;
    }

    private static InspectedTable Table(CwasmFile file, CodeTables tables, PcTable table, TableEncoding shipped)
    {
        string section = TableLoader.SectionOf(table.Kind);
        ReadOnlySpan<byte> bytes = file.Bytes(section)!.Value.Span;
        int blocks = shipped.BlockEntries is int size ? (table.Count + size - 1) / size : 0;
        bool exact = EncodingTrials.Write(tables, shipped, table.Kind).Written.SequenceEqual(bytes);
        return new(
            table.Kind, section, bytes.Length, Share(bytes.Length, file), shipped.Id, table.Count, table.Count == 0 ? 0 : (double)bytes.Length / table.Count, blocks, exact, TableStatistics.Of(table));
    }

    private static InspectedSideTable Side(CwasmFile file, TableKind kind)
    {
        string section = TableLoader.SectionOf(kind);
        long bytes = (long)file.Find(section)!.Size;
        try
        {
            SideTable side = SideTables.Read(file, kind)!;
            return new(kind.Name, section, bytes, Share(bytes, file), side.Table.Count, side.PcTableBytes, side.RecordBytes, side.DistinctRecordBytes, "");
        }
        catch (CwasmFormatException e)
        {
            return new(kind.Name, section, bytes, Share(bytes, file), 0, 0, 0, 0, e.Message);
        }
    }

    private static double Share(long bytes, CwasmFile file) => (double)bytes / file.Bytes().Length;

    private static InspectedCode Code(CwasmFile file, IReadOnlyList<FunctionSymbol> functions)
    {
        long text = (long)(file.Find(SectionNames.Text)?.Size ?? 0);
        long covered = 0;
        long end = 0;
        foreach (FunctionSymbol function in functions)
        {
            long start = Math.Max(function.Start, end);
            end = Math.Max(end, (long)function.Start + function.Size);
            covered += Math.Max(end - start, 0);
        }

        return functions.Count == 0
            ? new(text, 0, 0, 0, 0, 0)
            : new(text, functions.Count, covered, end - covered, Math.Max(text - end, 0), functions.Max(function => function.Size));
    }

    private static IEnumerable<string> Notes(CwasmFile file)
    {
        if (WholeFile.SizeWith(file, new Dictionary<string, long>()) is long computed && computed != WholeFile.Size(file))
        {
            yield return $"laid out otherwise than Wasmtime lays files out ({WholeFile.Size(file)} bytes, expected {computed}): sizes with other encodings are off by as much";
        }

        foreach (CwasmSection section in file.Image.Sections.Where(section => section.Type == CwasmSection.NoBits && section.Size > 0))
        {
            yield return $"section {section.Name} takes {section.Size} bytes in memory and none in the file";
        }
    }
}
