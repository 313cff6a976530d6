using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>The cells of one file that two harnesses are compared on.</summary>
public static class BenchCells
{
    private static readonly string[] s_workloads = ["uniform-pc", "trap-hit"];

    /// <summary>Of each encoding its baseline reader, then its fastest, the two tables in turn, until there are so many.</summary>
    /// <param name="file">Whose tables.</param>
    /// <param name="encodings">In order of preference.</param>
    /// <param name="count">At most so many cells.</param>
    /// <param name="seed">Of the workloads.</param>
    public static IReadOnlyList<TimedCell> Choose(LabFile file, IReadOnlyList<TableEncoding> encodings, int count, int seed)
    {
        CodeTables tables = file.Load().Tables;
        DrawnWorkload[] workloads = [.. s_workloads.Select(name => Workloads.Find(name)!).Where(workload => workload.WhyNot(tables) is null).Select(workload => workload.Draw(tables, seed))];
        List<TimedCell>[] queues = [.. workloads.Select(workload => Cells(tables, workload, encodings).ToList())];
        return
        [
            .. Enumerable.Range(0, queues.Max(queue => queue.Count))
                .SelectMany(place => queues.Where(queue => place < queue.Count).Select(queue => queue[place]))
                .Take(count)
                .Select((cell, number) => cell with { Number = number }),
        ];
    }

    private static IEnumerable<TimedCell> Cells(CodeTables tables, DrawnWorkload workload, IReadOnlyList<TableEncoding> encodings) =>
        from encoding in encodings
        let question = workload.Workload.Question
        where SizeMeasurer.WhyNot(tables, question, encoding) is null
        let bytes = encoding.Encode(tables, question).Bytes
        let readers = encoding.Readers(question).Where(reader => reader.IsSupported).ToArray()
        from reader in new[] { readers[0], readers[^1] }.Distinct()
        select new TimedCell(0, encoding.Id, encoding, bytes, question, reader, TimedModel.Find.Name, "hot", workload);
}
