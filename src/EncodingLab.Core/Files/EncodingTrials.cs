using System.Collections.Concurrent;
using EncodingLab.Cwasm;
using EncodingLab.Encodings;
using EncodingLab.Encodings.Primitives;
using EncodingLab.Tables;

namespace EncodingLab.Files;

/// <summary>What a file's tables, and the file, would be in given encodings.</summary>
internal static class EncodingTrials
{
    /// <summary>Beyond so many entries one encoding is tried at a time: a buffer takes up to 8 bytes an entry.</summary>
    private const int ManyEntries = 4_000_000;

    /// <summary>Rows by table, then in the order of the encodings; <c>both</c> last: each table in the encoding, or one structure where the encoding has one.</summary>
    public static IReadOnlyList<InspectedEncoding> Of(CwasmFile file, CodeTables tables, IReadOnlyList<TableEncoding> encodings)
    {
        var layout = FileLayout.Of(file);
        TableKind[] own = [.. TableLoader.Shipped.Where(kind => tables.Find(kind) is not null)];
        TableKind[] tried = own.Length == 2 ? [.. own, TableKind.Both] : own;
        var bytes = new ConcurrentDictionary<(TableEncoding, TableKind), (long Bytes, string Problem)>();
        int parallel = tables.Entries(TableKind.Both) > ManyEntries ? 1 : Environment.ProcessorCount;
        Parallel.ForEach(encodings, new ParallelOptions { MaxDegreeOfParallelism = parallel }, encoding =>
        {
            foreach (TableKind kind in tried)
            {
                bytes[(encoding, kind)] = Try(tables, encoding, kind);
            }
        });

        var rows = new List<InspectedEncoding>();
        foreach (TableKind kind in tried)
        {
            long shipped = kind.Questions.Sum(question => (long)file.Find(TableLoader.SectionOf(question))!.Size);
            foreach (TableEncoding encoding in encodings)
            {
                (long size, string problem) = bytes[(encoding, kind)];
                bool apart = kind == TableKind.Both && problem.Length > 0 && !encoding.Supports(kind);
                if (apart)
                {
                    size = own.Sum(question => bytes[(encoding, question)].Bytes);
                    problem = string.Join("; ", own.Select(question => bytes[(encoding, question)].Problem).Where(text => text.Length > 0));
                }

                long fileBytes = problem.Length > 0 ? 0
                    : apart ? layout.SizeWith(own.ToDictionary(TableLoader.SectionOf, question => bytes[(encoding, question)].Bytes))
                    : layout.SizeWith(kind, size);
                rows.Add(problem.Length > 0
                    ? new(kind.Name, encoding.Id, 0, 0, 0, 0, problem)
                    : new(kind.Name, encoding.Id, size, Per(size, tables.Entries(kind)), Per(size, shipped), fileBytes, ""));
            }
        }

        return rows;
    }

    private static (long Bytes, string Problem) Try(CodeTables tables, TableEncoding encoding, TableKind kind) =>
        !encoding.Supports(kind) ? (0, $"not made for {kind}")
        : encoding.WhyNot(tables, kind) is string why ? (0, why)
        : (Write(tables, encoding, kind).Length, "");

    /// <summary>Encodes into one buffer that is large enough at once: of a table of ten million entries no second copy should exist.</summary>
    internal static ByteWriter Write(CodeTables tables, TableEncoding encoding, TableKind kind)
    {
        long room = kind.Questions.Sum(question => 64 + (tables.Entries(question) * (4L + question.ValueBytes)));
        var writer = new ByteWriter((int)Math.Min(room, Array.MaxLength));
        encoding.Encode(tables, kind, writer);
        return writer;
    }

    private static double Per(long bytes, long count) => count == 0 ? 0 : (double)bytes / count;
}
