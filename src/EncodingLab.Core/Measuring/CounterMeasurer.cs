using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>What lookups of the portable reader touch, as rows: facts of the file and the encoding, the same on every machine.</summary>
internal sealed class CounterMeasurer(LabFile file, LabFileContent content, int seed)
{
    private const int Pcs = 1024;
    private static readonly string[] s_workloads = ["uniform-pc", "trap-hit"];
    private readonly Dictionary<(Track, string), DrawnWorkload> _drawn = [];

    /// <summary>Counts over one workload a question.</summary>
    public IEnumerable<CounterRow> Measure(Track track, TableKind kind, TableEncoding encoding, EncodedTable encoded) =>
        from workload in s_workloads.Select(name => Workloads.Find(name)!)
        where kind.Questions.Contains(workload.Question) && workload.WhyNot(content.Tables) is null
        from summary in LookupCounters.Count(encoding, encoded.Bytes, encoding.Readers(workload.Question)[0].Name, Draw(track, workload))
        select new CounterRow
        {
            File = file.Name,
            Module = file.Module,
            Target = file.Target,
            Wasmtime = file.Wasmtime,
            Variant = file.Variant,
            Table = kind.Name,
            Track = track.Name,
            Encoding = encoding.Id,
            Reader = encoding.Readers(workload.Question)[0].Name,
            Workload = workload.Name,
            Counter = summary.Counter,
            Mean = Math.Round(summary.Mean, 3),
            P99 = summary.P99,
            Max = summary.Max,
        };

    private DrawnWorkload Draw(Track track, Workload workload)
    {
        if (!_drawn.TryGetValue((track, workload.Name), out DrawnWorkload? drawn))
        {
            _drawn[(track, workload.Name)] = drawn = workload.Draw(track.Apply(content), seed, Pcs);
        }

        return drawn;
    }
}
