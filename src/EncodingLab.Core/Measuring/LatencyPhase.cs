using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Files;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>Times single pcs of every selected file's lossless tables with each encoding's first reader.</summary>
internal sealed class LatencyPhase(SweepRequest request, ResolvedSelection selection, ISweepProgress progress)
{
    private static readonly string[] s_workloads = ["entry-pc", "trap-hit"];

    /// <summary>Rows of every timed file that was read, and how many files were left when it was ended.</summary>
    public (IReadOnlyList<LatencyRow> Rows, int Cut) Run(IReadOnlyList<SizedFile> sized, CancellationToken cancel)
    {
        SizedFile[] files = [.. sized.Where(file => file.Content is not null && request.TimedFiles.Contains(file.File) && selection.Selects(file.File.Name, file.File.Module))];
        progress.Begin("latency", files.Length);
        var rows = new List<LatencyRow>();
        int done = 0;
        foreach (SizedFile file in files.TakeWhile(_ => !cancel.IsCancellationRequested))
        {
            rows.AddRange(s_workloads.Select(name => Workloads.Find(name)!).SelectMany(workload => Measure(file, workload)));
            progress.Step(file.File.Name);
            done++;
        }

        return (rows, files.Length - done);
    }

    private IEnumerable<LatencyRow> Measure(SizedFile file, Workload workload)
    {
        LabFileContent content = file.Content!;
        if (!selection.Tables.Contains(workload.Question) || workload.WhyNot(content.Tables) is not null)
        {
            yield break;
        }

        DrawnWorkload drawn = workload.Draw(content.Tables, request.Seed);
        foreach (TableEncoding encoding in selection.Encodings.Where(encoding => SizeMeasurer.WhyNot(content.Tables, workload.Question, encoding) is null))
        {
            byte[] bytes = encoding.Encode(content.Tables, workload.Question).Bytes;
            string reader = encoding.Readers(workload.Question)[0].Name;
            foreach (LatencyPoint point in LatencyProfile.Measure(encoding, bytes, reader, drawn, content.Tables[workload.Question], request.Seed))
            {
                yield return new()
                {
                    File = file.File.Name,
                    Table = workload.Question.Name,
                    Encoding = encoding.Id,
                    Reader = reader,
                    View = point.View,
                    Bucket = point.Bucket,
                    Ns = Math.Round(point.Ns, 2),
                    Pcs = point.Pcs,
                };
            }
        }
    }
}
