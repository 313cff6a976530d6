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
        TableKind[] asked = own.Length == 2 ? [.. own, TableKind.Both] : own;
        Trial[] made = [.. encodings.SelectMany(encoding => asked.Where(encoding.Supports).Select(kind => new Trial(encoding, kind)))];
        int parallel = tables.Entries(TableKind.Both) > ManyEntries ? 1 : Environment.ProcessorCount;
        Parallel.ForEach(Partitioner.Create(made, loadBalance: true), new ParallelOptions { MaxDegreeOfParallelism = parallel }, trial => trial.Run(tables));
        var rows = new Rows(file, tables, made);
        return
        [
            .. own.SelectMany(kind => made.Where(trial => trial.Kind == kind).Select(rows.One)),
            .. own.Length < 2 ? [] : encodings.Where(encoding => encoding.Supports(TableKind.Both) || own.All(encoding.Supports))
                .Select(encoding => encoding.Supports(TableKind.Both) ? rows.One(rows.Of(encoding, TableKind.Both)) : rows.Together(encoding.Id, [.. own.Select(kind => rows.Of(encoding, kind))])),
            .. own.Length < 2 ? [] : rows.Smallest(own),
        ];
    }

    /// <summary>Encodes into one buffer that is large enough at once: of a table of ten million entries no second copy should exist.</summary>
    internal static ByteWriter Write(CodeTables tables, TableEncoding encoding, TableKind kind)
    {
        long room = kind.Questions.Sum(question => 64 + (tables.Entries(question) * (4L + question.ValueBytes)));
        var writer = new ByteWriter((int)Math.Min(room, Array.MaxLength));
        encoding.Encode(tables, kind, writer);
        return writer;
    }

    /// <summary>One table in one encoding.</summary>
    private sealed class Trial(TableEncoding encoding, TableKind kind)
    {
        public TableEncoding Encoding => encoding;

        public TableKind Kind => kind;

        /// <summary>Of the encoded table; 0 where it cannot be had.</summary>
        public long Bytes { get; private set; }

        /// <summary>Why it cannot be had; else empty.</summary>
        public string Problem { get; private set; } = "";

        public void Run(CodeTables tables)
        {
            Problem = encoding.WhyNot(tables, kind) ?? "";
            Bytes = Problem.Length > 0 ? 0 : Write(tables, encoding, kind).Length;
        }
    }

    /// <summary>How trials become rows.</summary>
    private sealed class Rows(CwasmFile file, CodeTables tables, Trial[] made)
    {
        private readonly FileLayout _layout = FileLayout.Of(file);

        public Trial Of(TableEncoding encoding, TableKind kind) => made.First(trial => ReferenceEquals(trial.Encoding, encoding) && trial.Kind == kind);

        public InspectedEncoding One(Trial trial) => Row(trial.Kind, trial.Encoding.Id, trial.Bytes, trial.Problem, () => _layout.SizeWith(trial.Kind, trial.Bytes));

        public InspectedEncoding Together(string name, Trial[] parts)
        {
            string problem = string.Join("; ", parts.Select(part => part.Problem).Where(text => text.Length > 0));
            return Row(TableKind.Both, name, parts.Sum(part => part.Bytes), problem, () => _layout.SizeWith(parts.ToDictionary(part => part.Kind, part => part.Bytes)));
        }

        /// <summary>The smallest encoding of each table, where they differ.</summary>
        public IEnumerable<InspectedEncoding> Smallest(TableKind[] own)
        {
            Trial[] least = [.. own.Select(kind => made.Where(trial => trial.Kind == kind && trial.Problem.Length == 0).MinBy(trial => trial.Bytes)).OfType<Trial>()];
            return least.Length == own.Length && least.Any(part => part.Encoding != least[0].Encoding) ? [Together(string.Join(" + ", least.Select(part => part.Encoding.Id)), least)] : [];
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
