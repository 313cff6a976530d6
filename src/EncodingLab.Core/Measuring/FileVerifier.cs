using System.ComponentModel.DataAnnotations.Schema;
using EncodingLab.Encodings;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What one encoding made of one table of a file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Table">Kind of table; empty where the file could not be read.</param>
/// <param name="Encoding">The encoding's id; empty where the file could not be read.</param>
/// <param name="Readers">How many readers answered.</param>
/// <param name="Outcome"><c>ok</c>, <c>not applicable: why</c>, or what is wrong.</param>
public sealed record VerifyRow(
    [property: Column("file")] string File,
    [property: Column("table")] string Table,
    [property: Column("encoding")] string Encoding,
    [property: Column("readers")] int Readers,
    [property: Column("outcome")] string Outcome)
{
    /// <summary>Whether something is wrong.</summary>
    [NotMapped]
    public bool IsFailed => Outcome != Ok && !Outcome.StartsWith(Results.RunFolder.NotApplicable, StringComparison.Ordinal);

    /// <summary>The outcome when nothing is wrong.</summary>
    public const string Ok = "ok";
}

/// <summary>Runs every encoding over every table of a file: full decode, and every reader against the oracle.</summary>
public static class FileVerifier
{
    /// <summary>One row per table and encoding.</summary>
    public static IEnumerable<VerifyRow> Verify(LabFile file, IReadOnlyList<TableEncoding> encodings, int seed)
    {
        CodeTables tables = file.Load().Tables;
        var probes = tables.Tables.Concat(tables.SideTables).ToDictionary(table => table.Kind, table => CellVerifier.Draw(table, tables.TextBytes, seed));
        foreach (TableKind kind in TableKind.All)
        {
            foreach (TableEncoding encoding in encodings.Where(encoding => encoding.Supports(kind)))
            {
                yield return SizeMeasurer.WhyNot(tables, kind, encoding) is string why
                    ? new(file.Name, kind.Name, encoding.Id, 0, Results.RunFolder.NotApplicable + why)
                    : Verify(file, tables, kind, encoding, probes);
            }
        }
    }

    private static VerifyRow Verify(LabFile file, CodeTables tables, TableKind kind, TableEncoding encoding, Dictionary<TableKind, CellVerifier.Probes> probes)
    {
        byte[] bytes = encoding.Encode(tables, kind).Bytes;
        string? problem = kind.Questions
            .Select(question => CellVerifier.Problem(encoding, bytes, tables[question], probes[question]))
            .FirstOrDefault(found => found is not null);
        int readers = kind.Questions.Sum(question => encoding.Readers(question).Count(reader => reader.IsSupported));
        return new(file.Name, kind.Name, encoding.Id, readers, problem ?? VerifyRow.Ok);
    }
}
