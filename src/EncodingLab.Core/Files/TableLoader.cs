using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>Sections become tables, read by the encoding that the file's Wasmtime version writes.</summary>
public static class TableLoader
{
    private const int NewestFixedWidth = 46;
    private const int NewestKnown = 48;

    /// <summary>The kinds whose encoding changed with Wasmtime 47, in the order in which they are reported.</summary>
    public static IReadOnlyList<TableKind> Shipped { get; } = [TableKind.Traps, TableKind.AddressMap];

    /// <summary>The section that holds a kind of table.</summary>
    public static string SectionOf(TableKind kind) => kind == TableKind.Traps ? SectionNames.Traps
        : kind == TableKind.AddressMap ? SectionNames.AddressMap
        : kind == TableKind.StackMap ? SectionNames.StackMap
        : kind == TableKind.Exceptions ? SectionNames.Exceptions
        : kind == TableKind.Frames ? SectionNames.Frames
        : throw new ArgumentException($"no single section holds {kind}", nameof(kind));

    /// <summary>The encoding that a Wasmtime version writes.</summary>
    /// <exception cref="CwasmFormatException">Its encoding is not known.</exception>
    public static TableEncoding ShippedEncoding(CwasmFile file) => file.Engine.Major switch
    {
        >= 1 and <= NewestFixedWidth => EncodingCatalog.Legacy,
        > NewestFixedWidth and <= NewestKnown => EncodingCatalog.Wasmtime47,
        _ => throw new CwasmFormatException(
            CwasmErrorKind.UnknownVersion, file.Path, $"compiled by Wasmtime {file.Engine.Version}, whose tables are not known; expected 1 to {NewestKnown}", "compile the module with Wasmtime 46, 47 or 48"),
    };

    /// <summary>Reads the tables of a file and what surrounds them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="callSites">Its call sites, known from elsewhere; those in the file itself come first.</param>
    /// <exception cref="CwasmFormatException">Its version is not known, or a table contradicts itself.</exception>
    public static CodeTables Load(CwasmFile file, uint[]? callSites = null)
    {
        TableEncoding shipped = ShippedEncoding(file);
        var tables = new List<PcTable>();
        foreach (TableKind kind in Shipped)
        {
            if (file.Bytes(SectionOf(kind)) is { } bytes)
            {
                tables.Add(Decode(file, shipped, kind, bytes.Span));
            }
        }

        uint[]? sites = CallSiteBytes.InFile(file) ?? callSites;
        CallSiteBytes.RequireInText(file, sites);
        uint[] starts = [.. file.ReadFunctionSymbols().Select(symbol => symbol.Start).Distinct()];
        return new(tables, (uint)(file.Find(SectionNames.Text)?.Size ?? 0), starts.Length > 0 ? starts : null, sites) { SideTables = SideTables.ReadAll(file) };
    }

    private static PcTable Decode(CwasmFile file, TableEncoding shipped, TableKind kind, ReadOnlySpan<byte> bytes)
    {
        try
        {
            PcTable table = shipped.Decode(bytes, kind);
            RequireInText(file, table);
            return table;
        }
        catch (MalformedTableException e)
        {
            throw new CwasmFormatException(CwasmErrorKind.BadTable, file.Path, $"section {SectionOf(kind)}, read as {shipped.Id}: {e.Message}", "compile the module again");
        }
    }

    /// <summary>Entries are sorted offsets within the code; one of the address map may stand at its end.</summary>
    private static void RequireInText(CwasmFile file, PcTable table)
    {
        ulong text = file.Find(SectionNames.Text)?.Size ?? ulong.MaxValue;
        if (table.Count > 0 && (table.Pcs[^1] > text || (table.Pcs[^1] == text && table.Kind == TableKind.Traps)))
        {
            throw new MalformedTableException($"entry {table.Count - 1} is at offset {table.Pcs[^1]}, but {SectionNames.Text} ends at {text}");
        }
    }
}
