using System.Diagnostics;
using EncodingLab.Encodings;
using EncodingLab.Experiments;
using EncodingLab.Results;
using EncodingLab.Tables;

namespace EncodingLab.Measuring;

/// <summary>One pair of the self-check.</summary>
/// <param name="Check">same, planted or probe.</param>
/// <param name="Pair">Its number, from 0.</param>
/// <param name="File">Whose tables.</param>
/// <param name="Encoding">Whose reader.</param>
/// <param name="Reader">Which of its readers.</param>
/// <param name="Workload">What was asked.</param>
/// <param name="Model">find or open-and-find.</param>
/// <param name="Ratio">Second to first, with its interval.</param>
/// <param name="Passed">Whether the check came out as it should.</param>
public sealed record SelfCheckPair(string Check, int Pair, string File, string Encoding, string Reader, string Workload, string Model, PairedRatio Ratio, bool Passed);

/// <summary>What the self-check came to.</summary>
/// <param name="Pairs">Every pair.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record SelfCheckReport(IReadOnlyList<SelfCheckPair> Pairs, double Seconds)
{
    /// <summary>Pairs of a check, and how many came out as they should.</summary>
    public (int Passed, int Count) Of(string check) => (Pairs.Count(pair => pair.Check == check && pair.Passed), Pairs.Count(pair => pair.Check == check));

    /// <summary>Whether at least 90 in 100 of each check did.</summary>
    public bool Passed => SelfCheck.Checks.All(check => Of(check) is var (passed, count) && count > 0 && passed * 10 >= count * 9);
}

/// <summary>Shows what the sampler can tell apart here and now, through the whole path of a sweep.</summary>
public static class SelfCheck
{
    /// <summary>How far two equal things may seem apart.</summary>
    public const double Margin = 0.02;

    /// <summary>The slow-down that must be found.</summary>
    public const double Planted = 0.05;

    /// <summary>
    /// same: one reader compiled twice, whose ratio's interval must lie within the margin. planted: a twin that does 5 % more lookups than it counts, whose interval must lie
    /// above 1 altogether. probe: a search with the empty probe against the same search without any, within the margin.
    /// </summary>
    public static IReadOnlyList<string> Checks { get; } = ["same", "planted", "probe"];

    private static readonly string[] s_workloads = ["uniform-pc", "trap-hit", "entry-pc", "trap-miss"];

    /// <summary>
    /// The pilot of a pair, and the longest that either of its runs may take. From the width of the pilot's interval follows how many samples the pair itself gets;
    /// the pilot's ratio is thrown away, so that the choice cannot lean on the answer.
    /// </summary>
    public static SamplerOptions Options { get; } = new() { Samples = 320, CellSeconds = 4, TimeLimit = TimeSpan.FromSeconds(5) };

    /// <summary>The width of interval that the pilot's figure is scaled to; the rest of the margin stays for what is no noise, such as where code lies.</summary>
    private const double SoughtWidth = 0.6 * Margin;

    private const int MostTimes = 40;

    /// <summary>Seconds that three hundred pairs may take; others in proportion. Pairs that come late in a slow hour get fewer samples, and pass less easily.</summary>
    private const double SecondsOf300 = 280;

    /// <summary>How many times its share of the time that is left a pair may take: most need less.</summary>
    private const double Shares = 3;

    /// <summary>Runs pairs of every check over the tables in turn.</summary>
    /// <param name="files">Names and tables; at least one must have entries of both kinds.</param>
    /// <param name="pairs">Pairs of each check.</param>
    /// <param name="options">How pairs are sampled.</param>
    /// <param name="told">Told of each pair.</param>
    /// <param name="stop">Ends it.</param>
    public static SelfCheckReport Run(IReadOnlyList<(string Name, CodeTables Tables)> files, int pairs, SamplerOptions options, Action<SelfCheckPair> told, CancellationToken stop = default)
    {
        long started = Stopwatch.GetTimestamp();
        var done = new List<SelfCheckPair>();
        for (int pair = 0; pair < pairs; pair++)
        {
            foreach (string check in Checks)
            {
                int left = (pairs * Checks.Count) - done.Count;
                double share = ((pairs * Checks.Count * SecondsOf300 / 300) - Stopwatch.GetElapsedTime(started).TotalSeconds) / left;
                TimeSpan limit = TimeSpan.FromSeconds(Math.Clamp(share * Shares, 0.1, options.TimeLimit.TotalSeconds));
                SelfCheckPair result = RunPair(check, pair, files[pair % files.Count], options with { Seed = options.Seed + pair, TimeLimit = limit }, stop);
                done.Add(result);
                told(result);
            }
        }

        return new(done, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static SelfCheckPair RunPair(string check, int pair, (string Name, CodeTables Tables) file, SamplerOptions options, CancellationToken stop)
    {
        Workload workload = Workloads.Find(s_workloads[pair % s_workloads.Length])!;
        TimedModel model = (pair / s_workloads.Length % 2) == 0 ? TimedModel.Find : TimedModel.OpenAndFind;
        bool probe = check == "probe";
        (TableEncoding encoding, ReaderInfo reader) = ReaderOf(probe ? 0 : pair, workload.Question);
        byte[] bytes = encoding.Encode(file.Tables, workload.Question).Bytes;
        TimedCell first = new(0, encoding.Id, encoding, bytes, workload.Question, reader, model.Name, "hot", workload.Draw(file.Tables, options.Seed))
        {
            ProbedSearch = probe ? false : null,
        };
        TimedCell second = first with { Number = 1, ProbedSearch = probe ? true : null, IsTwin = !probe, PlantedSlowdown = check == "planted" ? Planted : 0 };
        PairedRatio pilot = Sample(options);
        PairedRatio ratio = Sample(options with { Samples = SamplesFor(pilot, options.Samples) });
        bool passed = check == "planted" ? ratio.Low > 1 : ratio.Low > 1 - Margin && ratio.High < 1 + Margin;
        return new(check, pair, file.Name, encoding.Id, reader.Name, workload.Name, model.Name, ratio, passed);

        PairedRatio Sample(SamplerOptions with)
        {
            IReadOnlyList<CellTiming> timings = LookupSampler.Run([first, second], with, null, stop);
            return timings.FirstOrDefault(timing => timing.Error.Length > 0) is { } failed
                ? throw new InvalidOperationException($"self-check on {file.Name}, {encoding.Id}: {failed.Error}")
                : timings[1].RatioTo(timings[0]);
        }
    }

    /// <summary>Samples that should narrow an interval to the sought width (its width falls with the root of their number): 2 to 40 times the pilot's.</summary>
    internal static int SamplesFor(PairedRatio pilot, int pilotSamples)
    {
        double times = Math.Pow((pilot.High - pilot.Low) / SoughtWidth, 2);
        return (int)(pilotSamples * (double.IsNaN(times) ? MostTimes : Math.Clamp(times, 2, MostTimes)));
    }

    /// <summary>The readers of the shipped encodings and of the finalists, in turn.</summary>
    private static (TableEncoding Encoding, ReaderInfo Reader) ReaderOf(int pair, TableKind question)
    {
        (TableEncoding, ReaderInfo)[] readers =
        [
            .. from encoding in EncodingCatalog.Finalists.Insert(0, EncodingCatalog.Wasmtime47).Insert(0, EncodingCatalog.Legacy).Distinct()
               where encoding.Supports(question)
               from reader in encoding.Readers(question)
               where reader.IsSupported
               select (encoding, reader),
        ];
        return readers[pair % readers.Length];
    }
}
