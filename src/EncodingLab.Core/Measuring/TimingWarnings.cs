using System.Globalization;
using EncodingLab.Results;

namespace EncodingLab.Measuring;

/// <summary>What makes a cell's own figures doubtful; <see cref="RunGuard"/> speaks for the machine.</summary>
internal static class TimingWarnings
{
    public static IReadOnlyList<string> Of(SampleSummary summary, CellSampling cell, SamplerOptions options)
    {
        var warnings = new List<string>();
        double microseconds = summary.Median * cell.OperationsPerSample / 1e3;
        if (cell is HotSampling && microseconds < options.SampleMicroseconds)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"short samples: {microseconds:0} us"));
        }

        if (summary.Count < Planned(cell, options))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"only {summary.Count} samples: time limit"));
        }

        if (summary.IsBimodal)
        {
            warnings.Add("bimodal");
        }

        if (summary.Drift != 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"drift {summary.Drift:+0 %;-0 %}"));
        }

        if (cell is ColdSampling cold)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"clock {cold.ClockNs:0} ns subtracted"));
        }

        return warnings;
    }

    private static int Planned(CellSampling cell, SamplerOptions options) => cell switch
    {
        ColdSampling => options.ColdSamples,
        PeerSampling => PeerSampling.RunsPerVisit * options.Visits,
        _ => options.Samples,
    };
}
