namespace EncodingLab.Tables;

/// <summary>All that an encoder may know of one file: its tables, and what surrounds them.</summary>
/// <param name="Tables">At most one table per kind; a file need not have each.</param>
/// <param name="TextBytes">Length of <c>.text</c> in bytes; pcs lie below it in well-formed files.</param>
/// <param name="FunctionStarts">Ascending offsets of functions, or null where the file has no symbols.</param>
/// <param name="CallSites">Ascending return addresses (the offset just after a call), or null where unknown.</param>
/// <param name="UnlistedTraps">Ascending offsets of instructions that trap without an entry in the traps table (Pulley's checked operations), or null where there are none or they are unknown.</param>
public sealed record CodeTables(
    IReadOnlyList<PcTable> Tables, uint TextBytes, uint[]? FunctionStarts = null, uint[]? CallSites = null, uint[]? UnlistedTraps = null)
{
    /// <summary>The file's other pc tables (stack maps, exceptions, frames), apart because a run asks for the big two unless told otherwise.</summary>
    public IReadOnlyList<PcTable> SideTables { get; init; } = [];

    /// <summary>The table of a kind, or null where the file has none.</summary>
    public PcTable? Find(TableKind kind) => Tables.FirstOrDefault(table => table.Kind == kind) ?? SideTables.FirstOrDefault(table => table.Kind == kind);

    /// <summary>The table of a kind; an empty one where the file has none.</summary>
    public PcTable this[TableKind kind] => Find(kind) ?? PcTable.Empty(kind);

    /// <summary>Entries of a kind; for <see cref="TableKind.Both"/> the sum.</summary>
    public int Entries(TableKind kind) => kind.Questions.Sum(question => this[question].Count);

    /// <summary>Whether the file has what a kind is made of: a <see cref="TableKind.Both"/> needs both tables.</summary>
    public bool Has(TableKind kind) => kind.Questions.All(question => Find(question) is not null);

    /// <summary>Just one table, with no surroundings: for tests and for callers who have nothing else.</summary>
    public static CodeTables Of(params PcTable[] tables)
    {
        uint last = tables.Where(table => table.Count > 0).Select(table => table.Pcs[^1]).DefaultIfEmpty(0u).Max();
        return new(tables, last == uint.MaxValue ? last : last + 1);
    }
}
