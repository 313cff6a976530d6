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

    /// <summary>Rows by table, then in the order of the encodings. <c>both</c> is last: one structure, each table in the encoding, and the smallest of each together. An encoding that is not made for a table has no row there.</summary>
    public static IReadOnlyList<InspectedEncoding> Of(CwasmFile file, CodeTables tables, IReadOnlyList<TableEncoding> encodings)
    {
        TableKind[] own = [.. TableLoader.Shipped.Where(kind => tables.Find(kind) is not null)];
        (TableEncoding Encoding, TableKind Kind)[] asked =
        [
            .. from encoding in encodings
               from kind in own.Length == 2 ? [.. own, TableKind.Both] : own
               where encoding.Supports(kind)
               select (encoding, kind),
        ];
        var made = new ConcurrentDictionary<(TableEncoding, TableKind), (long Bytes, string Problem)>();
        int parallel = tables.Entries(TableKind.Both) > ManyEntries ? 1 : Environment.ProcessorCount;
        Parallel.ForEach(Partitioner.Create(asked, loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = parallel }, cell => made[cell] = Try(tables, cell.Encoding, cell.Kind));
        var trials = new Trials(file, tables, made);
        return
        [
            .. own.SelectMany(kind => encodings.Where(encoding => encoding.Supports(kind)).Select(encoding => trials.One(encoding, kind))),
            .. own.Length < 2 ? [] : encodings.Where(encoding => encoding.Supports(TableKind.Both) || own.All(encoding.Supports))
                .Select(encoding => encoding.Supports(TableKind.Both) ? trials.One(encoding, TableKind.Both) : trials.Together(encoding.Id, [.. own.Select(kind => (encoding, kind))])),
            .. own.Length < 2 ? [] : trials.Smallest(encodings, own),
        ];
    }

    private static (long Bytes, string Problem) Try(CodeTables tables, TableEncoding encoding, TableKind kind) =>
        encoding.WhyNot(tables, kind) is string why ? (0, why)
        : (Write(tables, encoding, kind).Length, "");

    /// <summary>Encodes into one buffer that is large enough at once: of a table of ten million entries no second copy should exist.</summary>
    internal static ByteWriter Write(CodeTables tables, TableEncoding encoding, TableKind kind)
    {
        long room = kind.Questions.Sum(question => 64 + (tables.Entries(question) * (4L + question.ValueBytes)));
        var writer = new ByteWriter((int)Math.Min(room, Array.MaxLength));
        encoding.Encode(tables, kind, writer);
        return writer;
    }

    /// <summary>What was made, and how it becomes rows.</summary>
    private sealed class Trials(CwasmFile file, CodeTables tables, IReadOnlyDictionary<(TableEncoding, TableKind), (long Bytes, string Problem)> made)
    {
        private readonly FileLayout _layout = FileLayout.Of(file);

        public InspectedEncoding One(TableEncoding encoding, TableKind kind)
        {
            (long bytes, string problem) = made[(encoding, kind)];
            return Row(kind, encoding.Id, bytes, problem, () => _layout.SizeWith(kind, bytes));
        }

        public InspectedEncoding Together(string name, (TableEncoding Encoding, TableKind Kind)[] parts)
        {
            string problem = string.Join("; ", parts.Select(part => made[part].Problem).Where(text => text.Length > 0));
            return Row(TableKind.Both, name, parts.Sum(part => made[part].Bytes), problem, () => _layout.SizeWith(parts.ToDictionary(part => part.Kind, part => made[part].Bytes)));
        }

        /// <summary>The smallest encoding of each table, where they differ.</summary>
        public IEnumerable<InspectedEncoding> Smallest(IReadOnlyList<TableEncoding> encodings, TableKind[] own)
        {
            (TableEncoding Encoding, TableKind Kind)[] least = [.. own.Select(kind => (encodings.Where(encoding => encoding.Supports(kind) && made[(encoding, kind)].Problem.Length == 0).MinBy(encoding => made[(encoding, kind)].Bytes), kind))
                .Where(part => part.Item1 is not null).Select(part => (part.Item1!, part.kind))];
            return least.Length == own.Length && least.Select(part => part.Encoding).Distinct().Count() > 1 ? [Together(string.Join(" + ", least.Select(part => part.Encoding.Id)), least)] : [];
        }

        private InspectedEncoding Row(TableKind kind, string name, long bytes, string problem, Func<long> fileBytes)
        {
            long shipped = kind.Questions.Sum(question => (long)file.Find(TableLoader.SectionOf(question))!.Size);
            return problem.Length > 0
                ? new(kind.Name, name, 0, 0, 0, 0, problem)
                : new(kind.Name, name, bytes, Per(bytes, tables.Entries(kind)), Per(bytes, shipped), fileBytes(), "");
        }

        private static double Per(long bytes, long count) => count == 0 ? 0 : (double)bytes / count;
    }
}
